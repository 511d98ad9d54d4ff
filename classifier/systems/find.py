"""System mentions: every name that may be the service that failed. High recall; what it hit is decided later.

Three ways to a candidate: a service or operator that the gazetteer knows; an open pattern that ends in a generic
service noun (수하물 분류 시스템, 국민은행 인터넷뱅킹), with its owner; a name in quotation marks behind such a noun (예매 앱 '○○').
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from classifier.systems.terms import Hit
from classifier.text.sentences import Span, starting_in
from classifier.text.tokens import Token

LONGEST_NAME = 40  # characters; anything longer is a description
_NOUNISH = ("NN", "SL", "SN", "XPN", "XSN", "SH", "XR")
_NOT_PART = frozenset(
    [
        "이날",
        "당시",
        "현재",
        "오전",
        "오후",
        "일부",
        "전체",
        "주요",
        "해당",
        "모든",
        "각종",
        "관련",
        "이번",
        "다른",
        "여러",
        "대부분",
        "기존",
        "전국",
        "자사",
        "일시",
        "한때",
        "잠시",
        "지난",
        "다음",
        "매일",
        "동시",
        "올해",
        "지난해",
        "최근",
        "정상",
        "장애",
        "중단",
        "오류",
        "접속",
        "복구",
        "지연",
        "먹통",
        "마비",
        "이용",
        "불편",
        "발생",
        "사용",
        "것",
        "등",
        "수",
        "중",
        "때",
        "뒤",
        "전",
        "후",
        "간",
        "만",
        "시간",
        "분",
        "일",
        "월",
        "년",
        "명",
        "건",
        "개",
        "곳",
        "대",
        "차례",
        "번",
        "사이",
        "가운데",
        "한꺼번",
        "문제",
        "사고",
        "사태",
        "원인",
        "영향",
        "또",
        "잇따라",
        "결국",
        "평소",
        "오늘",
        "어제",
        "그제",
        "내일",
        "시각",
        "국내",
        "해외",
        "이용자",
        "가입자",
        "고객",
        "손님",
        "시민",
        "회원",
        "동안",
        "쯤",
        "께",
        "경",
        "종일",
        "내내",
        "가량",
        "정도",
        "안팎",
        "소속",
        "소관",
        "산하",
        "첫날",
        "당일",
        "이들",
        "자체",
        "내부",
        "외부",
        "별도",
        "추가",
        "신규",
        "특정",
        "하루",
        "양쪽",
        "통해",
        "위해",
        "대한",
        "따른",
    ]
)
_ORGANISATION = re.compile(
    r"[가-힣A-Za-z0-9]{1,14}(?:은행|증권|카드|보험|생명|화재|캐피탈|저축은행|대학교|대학|대병원|대|청|처|부|원|공사|공단|재단|협회|병원|의료원|거래소|"
    r"항공|전자|통신|텔레콤|교육청|경찰청|소방본부|소방서|법원|구청|시청|군청|도청|시|군|구|도|그룹|홀딩스|몰|마트|페이|위원회|센터|대사관|국세청|마을금고|농협|수협|신협|조합)"
)
_EMPTY_TAILS = (
    "서비스",
    "플랫폼",
    "앱",
    "홈페이지",
    "사이트",
    "누리집",
    "시스템",
)  # behind a service's own name they say nothing
_OPENING = "'‘\"“「『<《"
_CLOSING = "'’\"”」』>》"
_QUOTED = re.compile(r"\s?['‘\"“「『<《]([^'’\"”」』>》\n]{2,20})['’\"”」』>》]")
_LISTED = re.compile(r"(?:\([^()\n]{1,20}\))?\s?(?:와|과|및|이나|나|,|·|ㆍ|/)\s?")
_TOGETHER = re.compile(r"(?:\([^()\n]{1,20}\))?['’\"”]?(?:와|과|이나|나|및|,|·|ㆍ|/|\s및)\s?(?:['‘\"“])?\s?$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible mention of an affected system. `name` is canonical so far, `owner` the organisation it belongs to.

    `source`: `service`, `operator`, `open` (pattern), `quoted`. `plain`: the noun says nothing of its own (앱, 홈페이지).
    """

    start: int
    end: int
    name: str
    source: str
    owner: str | None = None
    operator: str | None = None
    sector: str = ""
    ambiguous: bool = False
    alone: bool = False
    noun: str = ""
    use: str = ""

    @property
    def needs_owner(self) -> bool:
        """Whether the name means little without its owner (인터넷뱅킹 as against 행정전산망)."""
        return self.source == "open" and self.owner is None and not self.alone


def find_systems(text: str, tokens: Sequence[Token], hits: Sequence[Hit], sentences: Sequence[Span]) -> list[Candidate]:
    """Candidates of a whole text in order of their places, owners filled in where the text gives them."""
    found: list[Candidate] = []
    names = [hit for hit in hits if hit.term.kind != "thing"]
    for sentence in sentences:
        inside = starting_in(sentence, names)
        words = starting_in(sentence, tokens)
        found += _in_sentence(text, sentence, words, inside)
    return _with_owners(text, found, sentences)


def _in_sentence(text: str, sentence: Span, tokens: list[Token], hits: list[Hit]) -> list[Candidate]:
    found: list[Candidate] = []
    used: set[int] = set()
    for n, hit in enumerate(hits):
        if hit.term.kind != "generic":
            continue
        start, parts = _extend_left(text, sentence, tokens, hits, n)
        used.update(parts)
        candidate = _open_candidate(text, start, hit, [hits[m] for m in parts])
        if hit.term.use == "function" and start == hit.start:
            continue  # 검색, 주문: what one does, not what one does it with
        found.append(candidate)
        if candidate.source == "open" and candidate.owner and parts:
            listed = _listed_before(text, hits, parts[-1])
            used.update(listed)
            found += [_same_service_of(candidate, hits[m]) for m in listed]
        quoted = _QUOTED.match(text, hit.end)
        if quoted and not any(quoted.start(1) <= other.start < quoted.end(1) for other in hits):
            found.append(Candidate(hit.start, quoted.end(1), quoted[1].strip(), "quoted", sector=hit.term.sector))
    found += [_named_candidate(hit) for n, hit in enumerate(hits) if hit.term.kind != "generic" and n not in used]
    return _share_owners(text, sorted(found, key=lambda c: (c.start, c.end)))


def _listed_before(text: str, hits: list[Hit], n: int) -> list[int]:
    """Operators that stand in one list with `hits[n]`: 신한은행과 농협은행의 전산망 is a system of both."""
    listed: list[int] = []
    while n > 0 and hits[n - 1].term.kind == "operator" and _LISTED.fullmatch(text, hits[n - 1].end, hits[n].start):
        n -= 1
        listed.append(n)
    return listed


def _same_service_of(candidate: Candidate, hit: Hit) -> Candidate:
    tail = candidate.name.removeprefix(candidate.owner or "").strip()
    owner = hit.term.name
    return replace(
        candidate, start=hit.start, name=f"{owner} {tail}", owner=owner, operator=owner, sector=hit.term.sector
    )


def _named_candidate(hit: Hit) -> Candidate:
    term = hit.term
    operator = term.name if term.kind == "operator" else term.operator
    return Candidate(hit.start, hit.end, term.name, term.kind, None, operator, term.sector, term.ambiguous)


def _extend_left(text: str, sentence: Span, tokens: list[Token], hits: list[Hit], n: int) -> tuple[int, list[int]]:
    """How far the noun phrase that ends in generic noun `hits[n]` reaches back, and the hits inside it."""
    start = hits[n].start
    parts: list[int] = []
    by_end = {hit.end: m for m, hit in enumerate(hits[:n])}
    token_by_end = {token.end: token for token in tokens}
    while True:
        gap = _gap_before(text, sentence.start, start)
        if gap is None or hits[n].end - gap > LONGEST_NAME:
            return start, parts
        if gap in by_end:
            parts.append(by_end[gap])
            start = hits[by_end[gap]].start
            if hits[by_end[gap]].term.kind != "generic":
                return start, parts
            continue
        token = token_by_end.get(gap)
        if (
            token is None
            or not token.tag.startswith(_NOUNISH)
            or token.tag.startswith("NNB")
            or token.surface in _NOT_PART
        ):
            return start, parts
        start = token.start


def _gap_before(text: str, floor: int, start: int) -> int | None:
    """Where the word before `start` ends, if only a space, a hyphen-like mark, 의, or a bracket stands between."""
    at = start
    while at > floor and text[at - 1] in " ·ㆍ/-":
        at -= 1
    if at > floor and at < start and text[at - 1] in _CLOSING:
        at -= 1
    if at - 1 > floor and text[at - 1] == "의" and at < start:
        at -= 1
    if at > floor and text[at - 1] == ")":
        opening = text.rfind("(", max(floor, at - 22), at)
        at = opening if opening > floor else at
    return at if floor < at else None


def _open_candidate(text: str, start: int, hit: Hit, parts: list[Hit]) -> Candidate:
    """A phrase ending in a generic noun: its owner is the name it begins with."""
    named = next((part for part in parts if part.term.kind != "generic"), None)
    tail_start = named.end if named else start
    tail = _tidy(text[tail_start : hit.end])
    if named is not None and named.term.kind == "service":
        empty = hit.term.use == "plain" or hit.term.name.endswith(_EMPTY_TAILS)
        name = named.term.name if empty else f"{named.term.name} {tail}"
        return Candidate(
            start, hit.end, name, "service", named.term.name, named.term.operator, named.term.sector, noun=hit.term.name
        )
    if named is not None:
        name = f"{named.term.name} {tail}"
        return Candidate(
            start, hit.end, name, "open", named.term.name, named.term.name, named.term.sector, noun=hit.term.name
        )
    organisation = _ORGANISATION.match(tail)
    owner = (
        organisation[0] if organisation and organisation.end() < len(tail) and tail[organisation.end()] == " " else None
    )
    alone = hit.term.use == "alone" or len(tail.replace(" ", "")) > len(hit.term.name.replace(" ", "")) + 3
    return Candidate(
        start, hit.end, tail, "open", owner, owner, hit.term.sector, hit.term.ambiguous, alone, hit.term.name
    )


def _tidy(name: str) -> str:
    name = re.sub(r"\([^()]{0,20}\)", "", name)
    name = re.sub(rf"[{_OPENING}{_CLOSING}]", "", name)
    return re.sub(r"^(?:의\s|측\s|들의\s)|\s{2,}", " ", name.strip(" ·ㆍ/-,")).strip()


def _share_owners(text: str, found: list[Candidate]) -> list[Candidate]:
    """A 홈페이지와 앱: what stands in one list shares the owner of the one before it."""
    shared: list[Candidate] = []
    for candidate in found:
        last = shared[-1] if shared else None
        if last and candidate.needs_owner and last.owner and _TOGETHER.search(text[last.end : candidate.start] or " "):
            candidate = _owned(candidate, last.owner, last.operator, last.sector)
        shared.append(candidate)
    return shared


def _owned(candidate: Candidate, owner: str, operator: str | None, sector: str) -> Candidate:
    name = candidate.name if candidate.name.startswith(owner) else f"{owner} {candidate.name}"
    return replace(candidate, name=name, owner=owner, operator=operator, sector=sector or candidate.sector)


def _with_owners(text: str, found: list[Candidate], sentences: Sequence[Span]) -> list[Candidate]:
    """Give a bare 인터넷뱅킹 the organisation named last before it in its sentence, else the article's most prominent."""
    prominent = _prominent(found, sentences)
    starts = [sentence.start for sentence in sentences]
    done: list[Candidate] = []
    for candidate in found:
        if candidate.needs_owner:
            floor = max((start for start in starts if start <= candidate.start), default=0)
            before = [c for c in done if c.operator and floor <= c.start < candidate.start]
            source = before[-1] if before else prominent
            if source is not None and source.operator:
                candidate = _owned(candidate, _owner_named_by(source, candidate), source.operator, source.sector)
        done.append(candidate)
    return done


def _owner_named_by(source: Candidate, candidate: Candidate) -> str:
    """A bank owns its 인터넷뱅킹, but what one does (주문, 로그인) is done with the service named before."""
    if source.source == "service" and candidate.use != "owned":
        return source.owner or source.name
    return source.owner if source.source == "open" and source.owner else source.operator or source.name


def _prominent(found: Sequence[Candidate], sentences: Sequence[Span]) -> Candidate | None:
    """The candidate whose operator is named most often, a naming in the headline counting three times."""
    title = sentences[0].end if sentences else 0
    weight: dict[str, int] = {}
    for candidate in found:
        if candidate.operator:
            weight[candidate.operator] = weight.get(candidate.operator, 0) + (3 if candidate.start < title else 1)
    owned = [candidate for candidate in found if candidate.operator]
    return max(owned, key=lambda c: (weight[c.operator or ""], -c.start), default=None)
