"""The gazetteer: services, operators and service nouns from `gazetteer/*.toml`, checked at load, indexed for finding."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from classifier.systems.terms import Term, TermIndex, squeeze

GAZETTEER = Path(__file__).parent / "gazetteer"


class GazetteerError(ValueError):
    """A gazetteer file that cannot be used; the message names file and entry."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Checked = TypeVar("Checked", bound=_Strict)


class ServiceEntry(_Strict):
    """One service. `operator` runs it; `ambiguous` says that the name is an ordinary word too."""

    name: str
    aliases: tuple[str, ...] = ()
    operator: str = ""
    ambiguous: bool = False


class Former(_Strict):
    """Who ran an organisation's services before `until`, under this or another name."""

    name: str
    until: date


class OperatorEntry(_Strict):
    """One organisation that runs services. `kind` is its sector; `watches` says that it supervises others or reports on them;
    `ambiguous` that its name is an ordinary word too, `several` that it stands for several (통신 3사); `company` is who runs what goes by this
    brand; `formerly`, from the earliest on, who ran its services before it."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    watches: bool = False
    ambiguous: bool = False
    several: bool = False
    company: str = ""
    formerly: tuple[Former, ...] = ()


class ServiceFile(_Strict):
    """A sector's file."""

    service: tuple[ServiceEntry, ...]


class OperatorFile(_Strict):
    """`operators.toml`."""

    operator: tuple[OperatorEntry, ...]


class NounFile(_Strict):
    """`nouns.toml`: service nouns by what they need."""

    plain: tuple[str, ...]
    owned: tuple[str, ...]
    alone: tuple[str, ...]
    function: tuple[str, ...]
    device: tuple[str, ...]
    place: tuple[str, ...]
    notice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Everything that is known by name. `services` is by sector, the file's name."""

    services: dict[str, tuple[ServiceEntry, ...]]
    operators: tuple[OperatorEntry, ...]
    nouns: NounFile

    def forms(self) -> Iterator[tuple[str, Term]]:
        """Every written form with its term; a service's form comes before an operator's, that before a noun's."""
        for sector, entries in self.services.items():
            for entry in entries:
                term = Term(entry.name, "service", entry.operator or None, sector, entry.ambiguous)
                yield from ((form, term) for form in (entry.name, *entry.aliases))
        for operator in self.operators:
            term = Term(operator.name, "operator", operator.name, operator.kind, operator.ambiguous)
            yield from ((form, term) for form in (operator.name, *operator.aliases))
        for use in ("plain", "owned", "alone", "function"):
            yield from ((noun, Term(noun, "generic", use=use)) for noun in getattr(self.nouns, use))
        for noun in (*self.nouns.device, *self.nouns.place, *self.nouns.notice):
            yield noun, Term(noun, "thing")


def read_gazetteer(folder: Path) -> Gazetteer:
    """Read and check a folder. Raises `GazetteerError` naming file and entry; a form with two services is an error."""
    services = {
        path.stem: _read(path, ServiceFile).service
        for path in sorted(folder.glob("*.toml"))
        if path.name not in {"operators.toml", "nouns.toml"}
    }
    operators = _read(folder / "operators.toml", OperatorFile).operator
    gazetteer = Gazetteer(services, operators, _read(folder / "nouns.toml", NounFile))
    _refuse_doubles(gazetteer)
    return gazetteer


def _read(path: Path, model: type[Checked]) -> Checked:
    try:
        return model.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise GazetteerError(f"{path.name}: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise GazetteerError(f"{path.name}: {where}: {first['msg']}") from None


def _refuse_doubles(gazetteer: Gazetteer) -> None:
    owners: dict[tuple[str, str], str] = {}
    for form, term in gazetteer.forms():
        key = (term.kind, squeeze(form)[0])
        if owners.setdefault(key, term.name) != term.name:
            raise GazetteerError(f"{form!r} names both {owners[key]!r} and {term.name!r}")


@cache
def gazetteer() -> Gazetteer:
    """The packaged gazetteer, read once per process."""
    return read_gazetteer(GAZETTEER)


@cache
def term_index() -> TermIndex:
    """The packaged names, ready to be found in texts."""
    return TermIndex(gazetteer().forms())


@cache
def nouns() -> dict[str, Term]:
    """Service nouns by their squeezed forms."""
    return {squeeze(form)[0]: term for form, term in gazetteer().forms() if term.kind == "generic"}


@cache
def watchers() -> frozenset[str]:
    """Organisations that are named because they supervise others or report on them: 금융감독원, 연합뉴스."""
    return frozenset(operator.name for operator in gazetteer().operators if operator.watches)


@cache
def collectives() -> frozenset[str]:
    """Names that stand for several operators: 통신 3사."""
    return frozenset(operator.name for operator in gazetteer().operators if operator.several)


def company_of(operator: str) -> str:
    """The company behind an operator's name: of GS25 GS리테일, of most the same."""
    entry = _operators().get(operator)
    return entry.company or operator if entry else operator


def company_then(company: str, day: date) -> str:
    """Who ran a company's services on a day: of 메타 페이스북, until it was renamed."""
    entry = _operators().get(company)
    return next((former.name for former in entry.formerly if day < former.until), company) if entry else company


@cache
def _operators() -> dict[str, OperatorEntry]:
    return {operator.name: operator for operator in gazetteer().operators}
