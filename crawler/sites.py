"""Whose server an address is on: what politeness is owed to, and which addresses a page may not send us to."""

from __future__ import annotations

from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from tldextract import TLDExtract


def site(url: str) -> str:
    """The registered domain of an address (`news.example.co.kr` -> `example.co.kr`); an IP address with its port.

    All hosts of one house are one site: `m.` and `www.` stand in the same rack. "" for what is no address.
    """
    host, port = _place(url)
    if not host:
        return ""
    if _is_ip(host) or "." not in host:
        return f"{host}:{port}" if port else host
    found = _domains()(host)
    return found.top_domain_under_public_suffix or host


def is_private(url: str) -> bool:
    """Whether an address names this machine or a network that is not the public one."""
    host, _ = _place(url)
    if _is_ip(host):
        return not ip_address(host).is_global
    return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


def _place(url: str) -> tuple[str, int | None]:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return "", None


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@cache
def _domains() -> TLDExtract:
    return TLDExtract(suffix_list_urls=(), cache_dir=None)  # the list that the package brings: nothing is fetched
