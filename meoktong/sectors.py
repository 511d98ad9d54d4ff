"""Which field of life a system belongs to, in Korean: what outages are counted by in a digest."""

from __future__ import annotations

from functools import cache

from classifier.systems.lexicon import gazetteer

NAMES = {
    "government": "정부·공공 전산",
    "agency": "정부·공공 전산",
    "ministry": "정부·공공 전산",
    "public": "정부·공공 전산",
    "local_government": "정부·공공 전산",
    "justice_safety": "정부·공공 전산",
    "finance_banks": "은행",
    "bank": "은행",
    "cards_payment": "카드·결제",
    "card": "카드·결제",
    "securities": "증권",
    "crypto": "가상자산 거래소",
    "insurance": "보험",
    "telecom": "통신",
    "portal_messenger": "포털·메신저",
    "platform": "플랫폼",
    "cloud_infra": "클라우드",
    "commerce_delivery": "쇼핑·배달",
    "retail": "쇼핑·배달",
    "games": "게임",
    "ott_music": "OTT·음악",
    "broadcast_media": "방송·미디어",
    "broadcaster": "방송·미디어",
    "education": "교육",
    "university": "교육",
    "health": "의료",
    "hospital": "의료",
    "ticketing": "예매",
    "transport_travel": "교통·여행",
    "airline": "교통·여행",
    "ai": "인공지능 서비스",
    "global_services": "해외 서비스",
    "electronics": "전자제품 서비스",
}


@cache
def sectors() -> dict[str, str]:
    """Name of every known system and operator -> its sector's Korean name."""
    return {term.name: NAMES[term.sector] for _, term in gazetteer().forms() if term.sector in NAMES}


def in_sector(asked: str) -> list[str] | None:
    """Names, as they are compared, of every system and operator of a sector; None where none is asked for.

    `asked` is its Korean name or part of it, or the gazetteer's English one. Raises `ValueError` for one that is none.
    """
    from classifier.merging.canonical import service_key

    wanted = {english for english, korean in NAMES.items() if asked and (asked == english or asked in korean)}
    if not asked:
        return None
    if not wanted:
        raise ValueError(f"no such sector: {asked!r}; there are {', '.join(dict.fromkeys(NAMES.values()))}")
    return sorted({service_key(term.name) for _, term in gazetteer().forms() if term.sector in wanted})
