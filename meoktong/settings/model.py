"""What can be configured: one validated model, the same for `meoktong.toml` and the environment.

Every key that is not declared here is refused. A secret is never a value: it is named, as `env:NAME` or `file:PATH`.
"""

from __future__ import annotations

import re
from email.errors import MessageError
from email.headerregistry import Address
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

Language = Literal["ko", "en"]
_REFERENCE = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*|file:.+", re.DOTALL)
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def _split(value: object) -> object:
    """An environment variable holds a list as words between commas."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _reference(value: str) -> str:
    if not _REFERENCE.fullmatch(value):
        raise ValueError("a secret is named here, not written: env:NAME or file:PATH")
    return value


def _one_line(value: str) -> str:
    if any(ord(character) < 32 or ord(character) == 127 for character in value):
        raise ValueError("is one line without control characters")
    return value


def _mailbox(value: str) -> str:
    """One bare address, as RFC 5322 writes it: it goes into a header and into the envelope."""
    try:
        address = Address(addr_spec=value)
    except (MessageError, ValueError, IndexError):
        raise ValueError(f"{value!r} is no mail address") from None
    if not (value.isascii() and value.isprintable() and " " not in value and address.username and address.domain):
        raise ValueError(f"{value!r} is no mail address")
    return value


Words = Annotated[tuple[str, ...], BeforeValidator(_split)]
Secret = Annotated[str, AfterValidator(_reference)]
Line = Annotated[str, AfterValidator(_one_line)]
Mailbox = Annotated[str, AfterValidator(_mailbox)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Run(_Part):
    """`meoktong run`: how long it may take, how it logs, what it keeps."""

    max_minutes: float | None = Field(None, gt=0, le=24 * 60)
    log: Literal["text", "json"] = "text"
    keep_pages_days: int = Field(0, ge=0)
    vacuum_days: int = Field(7, ge=0)
    ping: Secret | None = None


class Mail(_Part):
    """The mail server, and who the sender is."""

    host: Line
    port: int | None = Field(None, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: Line = ""
    password: Secret | None = None
    sender: Mailbox
    sender_name: Line = "먹통"
    reply_to: Mailbox | None = None
    unsubscribe: Line | None = None
    timeout: float = Field(30, gt=0, le=600)

    @field_validator("unsubscribe")
    @classmethod
    def _an_address(cls, value: str | None) -> str | None:
        if value and not re.fullmatch(r"(?:mailto:|https://)[!-;=?-~]+", value):
            raise ValueError("is a mailto: or https:// address")
        return value

    @property
    def where(self) -> int:
        """The port: 465 for TLS, 587 for STARTTLS, 25 without, where none is given."""
        return self.port or {"tls": 465, "starttls": 587, "none": 25}[self.security]


class Filter(_Part):
    """Which outages are wanted: every condition that is given must hold."""

    sectors: Words = ()
    systems: Words = ()
    operators: Words = ()
    minimum_minutes: float = Field(0, ge=0)
    minimum_sources: int = Field(1, ge=1)

    @field_validator("sectors")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        from difflib import get_close_matches

        from meoktong.sectors import NAMES

        known = [*dict.fromkeys(NAMES.values()), *NAMES]
        for name in value:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                hint = f"did you mean {near[0]}?" if near else "`meoktong config --sectors` lists them"
                raise ValueError(f"no sector is called {name!r}; {hint}")
        return value


class Alert(Filter):
    """When one outage is told at once, by itself, once. Some system, operator or sector must be named."""

    minimum_confidence: float = Field(0.7, ge=0, le=1)

    @model_validator(mode="after")
    def _names_something(self) -> Alert:
        if not (self.sectors or self.systems or self.operators):
            raise ValueError("names no system, operator or sector to watch")
        return self


class Subscription(Filter):
    """Who gets a digest, of what, and how."""

    mail: tuple[Mailbox, ...] = ()
    notify: tuple[Secret, ...] = ()
    language: Language | None = None
    even_if_empty: bool = False
    alert: Alert | None = None


class Settings(BaseSettings):
    """The effective configuration."""

    model_config = SettingsConfigDict(
        env_prefix="MEOKTONG_", env_nested_delimiter="__", extra="forbid", frozen=True, env_ignore_empty=True
    )

    database: str = "meoktong.db"
    language: Language = "ko"
    contact: Line = ""
    sources: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)] = ()
    feeds: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)] = ()
    run: Run = Run.model_validate({})
    mail: Mail | None = None
    subscriptions: dict[str, Subscription] = {}

    @field_validator("subscriptions")
    @classmethod
    def _named(cls, value: dict[str, Subscription]) -> dict[str, Subscription]:
        for name in value:
            if not _NAME.fullmatch(name):
                raise ValueError(f"{name!r} is no name: small letters, digits, - and _, at most 40")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file, whose content comes as keyword arguments. No other place is read."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings


def declared() -> dict[str, Any]:
    """The tree of known keys: name -> None, or the tree below it; `*` stands for any name."""
    return _tree(Settings) | {"subscriptions": {"*": _tree(Subscription) | {"alert": _tree(Alert)}}}


def _tree(model: type[BaseModel]) -> dict[str, Any]:
    parts: dict[str, type[BaseModel]] = {"run": Run, "mail": Mail} if model is Settings else {}
    return {name: _tree(parts[name]) if name in parts else None for name in model.model_fields}
