"""From articles to the desk, with everything real: what is learnt from day to day is told once, and can be told again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from meoktong import pipeline
from meoktong.complaints import Complaints
from meoktong.delivery.courier import Courier
from meoktong.digest import Digest, Period
from meoktong.issues import Office, next_digest
from meoktong.knowledge import learnt, told_in
from meoktong.outputs import text
from meoktong.outputs.data import render
from meoktong.settings.model import Settings
from storage.records import Article
from storage.reviews import Review
from storage.store import Store
from tests.meoktong.delivery.conftest import LOOPBACK, Mailbox, free_port

MORNING = datetime(2023, 11, 24, 1, 0, tzinfo=UTC)
NOON, EVENING, NEXT = (MORNING + timedelta(hours=hours) for hours in (3, 12, 36))
STORIES = {
    MORNING: (
        "정부24 접속 장애",
        "행정안전부가 운영하는 정부24가 24일 오전 9시 10분부터 접속되지 않고 있다. "
        "행정안전부는 원인을 파악하고 있다고 밝혔다. 복구 시점은 알려지지 않았다.",
    ),
    NOON: (
        "정부24 먹통 이어져",
        "정부24 서비스가 24일 오전 9시 10분부터 중단돼 시민들이 불편을 겪고 있다. "
        "행정안전부는 서버 과부하 때문에 장애가 났다고 설명했다. 복구 작업이 진행 중이다.",
    ),
    EVENING: (
        "정부24 복구",
        "24일 오전 9시 10분부터 접속 장애를 겪은 정부24가 이날 오후 3시 10분 복구됐다. "
        "행정안전부는 6시간 만에 정상화했다고 밝혔다. 장애 원인은 네트워크 장비 고장으로 드러났다.",
    ),
}


def learn(store: Store, *moments: datetime) -> None:
    """Crawl, extract and merge what was published at these moments, each at its own time."""
    for moment in moments:
        headline, body = STORIES[moment]
        name = f"{moment:%H}시일보"
        url = f"https://n{moment:%H}.example/1"
        store.save_article(Article(url, name, headline, body, moment, fetched_at=moment + timedelta(minutes=5)))
        pipeline.extract(store, Complaints(), lambda stage, done: None)
        pipeline.merge(store, moment + timedelta(minutes=10))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(str(tmp_path / "test.db")) as opened:
        yield opened


def settings(port: int = 0, **desk: Any) -> Settings:
    subscription = {"mail": ["desk@example.org"], **desk}
    server = {
        "host": LOOPBACK,
        "port": port or free_port(),
        "security": "none",
        "sender": "m@example.org",
        "timeout": 5,
    }
    return Settings.model_validate({"mail": server, "subscriptions": {"desk": subscription}})


def office(store: Store, wanted: Settings, now: datetime) -> Office:
    return Office(store, wanted, Courier(wanted, Path(), store.ledger, lambda: now, pause=0.01))


def soon(moment: datetime) -> datetime:
    return moment + timedelta(minutes=20)


def kinds(digest: Digest) -> dict[str, list[str]]:
    return {part: [entry.event.systems[0] for entry in entries] for part, entries in digest.parts() if entries}


def test_an_outage_is_new_then_changed_then_resolved_and_each_is_told_once(
    store: Store, smtp_server: Callable[..., int]
) -> None:
    box = Mailbox()
    wanted = settings(smtp_server(box))
    for moment in (MORNING, NOON, EVENING):
        learn(store, moment)
        assert office(store, wanted, soon(moment)).send_digest("desk", soon(moment))
        assert not office(store, wanted, soon(moment)).send_digest("desk", soon(moment) + timedelta(minutes=1))
    texts = [" ".join(message.get_body(("plain",)).get_content().split()) for message in box.messages]
    assert "새 장애 1건 (진행 중 1건)" in texts[0]
    assert "달라진 내용 1건" in texts[1]
    assert "원인: 알려지지 않음 → 접속 폭주(과부하) (04시일보)" in texts[1]
    assert "복구된 장애 1건" in texts[2]
    assert "상태: 진행 중 → 복구 (13시일보)" in texts[2]
    assert len({message["Message-ID"] for message in box.messages}) == 3


def test_what_goes_on_is_listed_and_sends_nothing(store: Store) -> None:
    learn(store, MORNING)
    digest = learnt(store, soon(MORNING), soon(MORNING) + timedelta(hours=5))
    assert digest.quiet
    assert kinds(digest) == {"ongoing": ["정부24"]}
    assert "5시간 20분 진행 중" not in text.render(digest)
    assert "6시간 10분 진행 중" in text.render(digest)


def test_a_digest_of_the_past_is_the_same_whatever_was_learnt_since(store: Store) -> None:
    learn(store, MORNING)
    first = render(learnt(store, None, soon(MORNING)))
    learn(store, NOON)
    second = render(learnt(store, soon(MORNING), soon(NOON)))
    period = Period(MORNING - timedelta(hours=10), soon(NOON))
    third = render(told_in(store, period, soon(NOON)))
    learn(store, EVENING)
    assert render(learnt(store, None, soon(MORNING))) == first
    assert render(learnt(store, soon(MORNING), soon(NOON))) == second
    assert render(told_in(store, period, soon(NOON))) == third


def test_an_archive_is_retold_day_by_day_as_the_news_told_it(store: Store) -> None:
    learn(store, MORNING, NOON, EVENING)
    told = [kinds(told_in(store, Period(at - timedelta(hours=1), at + timedelta(hours=1)))) for at in STORIES]
    assert told == [{"new": ["정부24"]}, {"changed": ["정부24"]}, {"resolved": ["정부24"]}]


def test_a_failed_digest_is_sent_the_next_time_as_it_was(store: Store, smtp_server: Callable[..., int]) -> None:
    learn(store, MORNING)
    broken = office(store, settings(), soon(MORNING))
    assert broken.send_digest("desk", soon(MORNING))
    assert list(broken.courier.failed) == ["desk: mail:desk@example.org"]
    learn(store, EVENING)
    box = Mailbox()
    mended = office(store, settings(smtp_server(box)), soon(EVENING))
    assert mended.send_digest("desk", soon(EVENING))
    assert mended.courier.failed == {}
    subjects = [str(message["Subject"]) for message in box.messages]
    assert subjects == ["[먹통] 새 장애 1건 (진행 중 1건) · 정부24", "[먹통] 복구된 장애 1건 · 정부24"]


def test_what_cannot_be_delivered_for_a_week_is_given_up_and_said_so(store: Store) -> None:
    learn(store, MORNING)
    office(store, settings(), soon(MORNING)).send_digest("desk", soon(MORNING))
    later = soon(MORNING) + timedelta(days=8)
    late = office(store, settings(), later)
    late.resume("desk", later)
    assert "given up" in late.courier.failed["desk: mail:desk@example.org"]
    assert store.ledger.unfinished() == []


def test_an_alert_is_sent_once_above_its_thresholds(store: Store, smtp_server: Callable[..., int]) -> None:
    box = Mailbox()
    watch = {"systems": ["정부24"], "minimum_sources": 2, "minimum_confidence": 0.5}
    wanted = settings(smtp_server(box), alert=watch)
    learn(store, MORNING)
    assert office(store, wanted, soon(MORNING)).send_alerts("desk", soon(MORNING)) == 0
    learn(store, NOON)
    assert office(store, wanted, soon(NOON)).send_alerts("desk", soon(NOON)) == 1
    assert office(store, wanted, soon(NOON)).send_alerts("desk", soon(NOON) + timedelta(minutes=9)) == 0
    learn(store, EVENING)
    assert office(store, wanted, soon(EVENING)).send_alerts("desk", soon(EVENING)) == 0
    (message,) = box.messages
    assert message["Subject"] == "[먹통 속보] 새 장애 1건 (진행 중 1건) · 정부24"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"systems": ["정부 24"]}, True),
        ({"systems": ["나라장터"]}, False),
        ({"sectors": ["정부·공공 전산"]}, True),
        ({"sectors": ["bank"]}, False),
        ({"operators": ["행안부"]}, True),
        ({"operators": ["조달청"]}, False),
        ({"minimum_minutes": 60}, True),
        ({"minimum_minutes": 6000}, False),
        ({"minimum_sources": 2}, False),
    ],
)
def test_filters_of_a_subscription(store: Store, asked: dict[str, Any], told: bool) -> None:
    learn(store, MORNING)
    digest = next_digest(store, "desk", settings(**asked), soon(MORNING))
    assert digest.quiet is not told


def test_an_alert_needs_something_to_watch() -> None:
    with pytest.raises(ValueError, match="no system, operator or sector to watch"):
        settings(alert={"minimum_sources": 2})


def test_what_a_person_rejects_is_corrected_and_what_a_person_confirms_is_said(store: Store) -> None:
    learn(store, MORNING)
    (entry,) = learnt(store, None, soon(MORNING)).new
    store.review(Review(entry.id, "confirm", soon(MORNING) + timedelta(minutes=1), reviewer="데스크"))
    learn(store, NOON)
    assert "사람이 검토해 장애라고 확인했습니다" in text.render(learnt(store, soon(MORNING), soon(NOON)))
    store.review(Review(entry.id, "reject", soon(NOON) + timedelta(minutes=1), reviewer="데스크"))
    learn(store, EVENING)
    digest = learnt(store, soon(NOON), soon(EVENING))
    assert entry.id in {found.id for found in digest.corrected}
    assert "사람이 검토해 장애가 아니라고 판단했습니다" in text.render(digest)


def test_an_article_that_is_withdrawn_takes_its_outage_off_the_record(store: Store) -> None:
    learn(store, MORNING)
    first = learnt(store, None, soon(MORNING))
    mended = "정부24 점검 안내", "행정안전부가 운영하는 정부24가 새 화면을 선보였다. 이용자가 늘어날 것으로 보인다."
    url, name = f"https://n{MORNING:%H}.example/1", f"{MORNING:%H}시일보"
    store.save_article(Article(url, name, *mended, MORNING, fetched_at=NOON))
    pipeline.extract(store, Complaints(), lambda stage, done: None)
    pipeline.merge(store, NOON)
    digest = learnt(store, soon(MORNING), soon(NOON))
    assert kinds(digest) == {"corrected": ["정부24"]}
    assert "기록에서 뺐습니다" in text.render(digest)
    assert render(learnt(store, None, soon(MORNING))) == render(first)


def test_what_a_filter_kept_back_is_new_when_it_passes(store: Store) -> None:
    wanted = settings(minimum_sources=2)
    learn(store, MORNING)
    assert next_digest(store, "desk", wanted, soon(MORNING)).quiet
    store.ledger.issue("desk", None, soon(MORNING), [], now=soon(MORNING))
    learn(store, NOON)
    assert kinds(next_digest(store, "desk", wanted, soon(NOON))) == {"new": ["정부24"]}


def test_a_target_that_was_taken_out_gets_nothing_more(store: Store, smtp_server: Callable[..., int]) -> None:
    learn(store, MORNING)
    office(store, settings(mail=["old@example.org"]), soon(MORNING)).send_digest("desk", soon(MORNING))
    box = Mailbox()
    now = office(store, settings(smtp_server(box)), soon(NOON))
    assert not now.send_digest("desk", soon(NOON))
    assert (box.messages, now.courier.failed, store.ledger.unfinished()) == ([], {}, [])
