"""Keys of canonical names: what the gazetteer calls one service or one operator is one name for merging."""

from __future__ import annotations

from functools import cache, lru_cache

from classifier.systems.lexicon import company_of, gazetteer
from classifier.systems.names import system_key


@lru_cache(maxsize=20_000)
def service_key(name: str) -> str:
    """The key of a system's canonical name; another name of an operator or service that it begins with is made canonical too.

    >>> service_key("카톡") == service_key("카카오톡"), service_key("LGU+ 인터넷") == service_key("LG유플러스 인터넷")
    (True, True)
    >>> service_key("카카오택시 호출") == service_key("카카오T 호출")
    True
    """
    key = system_key(name)
    known = _names("service").get(key)
    if known:
        return system_key(known)
    owner, _, rest = name.strip().partition(" ")
    first = system_key(owner) if rest else ""
    canonical = _names("operator").get(first) or _names("service").get(first)
    return system_key(f"{canonical} {rest}") if canonical else system_key(_names("operator").get(key, name))


def operator_key(name: str) -> str:
    """The key of the company behind an operator's name, also a former one that nobody else goes by.

    >>> operator_key("페이스북") == operator_key("메타"), operator_key("GS25") == operator_key("GS리테일")
    (True, True)
    """
    key = system_key(name)
    return system_key(company_of(_names("operator").get(key) or _former().get(key, name)))


@cache
def _names(kind: str) -> dict[str, str]:
    """Key of every written form -> the canonical name."""
    names: dict[str, str] = {}
    for form, term in gazetteer().forms():
        if term.kind == kind:
            names.setdefault(system_key(form), term.name)
    return names


@cache
def _former() -> dict[str, str]:
    """Key of every former name of an operator -> its name today."""
    return {
        system_key(former.name): operator.name for operator in gazetteer().operators for former in operator.formerly
    }
