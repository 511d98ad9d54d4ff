"""Housekeeping and the dead-man switch, on a real database and a real receiver."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from meoktong.complaints import Complaints, FailureError
from meoktong.nightshift import Shift, call
from meoktong.settings.load import Loaded
from meoktong.settings.model import Settings
from storage.records import Article, RawPage
from storage.store import Store
from tests.meoktong.delivery.conftest import LOOPBACK, Receiver, free_port

NOW = datetime(2023, 11, 24, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(str(tmp_path / "test.db")) as opened:
        yield opened


def shift(store: Store, tmp_path: Path, now: datetime, told: list[str], **run: object) -> Shift:
    loaded = Loaded(Settings.model_validate({"run": run}), None, {}, {}, {})
    return Shift(
        str(tmp_path / "test.db"), store, loaded, Complaints(told.append), lambda stage, done: None, lambda: now
    )


def test_old_pages_are_forgotten_and_space_is_given_back_when_it_is_due(store: Store, tmp_path: Path) -> None:
    url, told = "https://a.example/1", list[str]()
    page = RawPage(url, bytes(range(256)) * 4000)
    store.save_article(Article(url, "가나일보", "제목", "본문" * 50, NOW, fetched_at=NOW), page)
    shift(store, tmp_path, NOW, told, keep_pages_days=30).tidy()
    assert store.raw_page(url) is not None
    shift(store, tmp_path, NOW + 6 * DAY, told, keep_pages_days=30).tidy()
    assert store.upkeep.last("vacuum") == NOW
    shift(store, tmp_path, NOW + 31 * DAY, told, keep_pages_days=30).tidy()
    assert store.raw_page(url) is None
    assert store.upkeep.last("vacuum") == NOW + 31 * DAY
    assert (told, store.known_urls([url])) == ([], {url})


def test_nothing_is_forgotten_where_nothing_is_configured(store: Store, tmp_path: Path) -> None:
    url = "https://a.example/1"
    article = Article(url, "가나일보", "제목", "본문" * 50, NOW, fetched_at=NOW)
    store.save_article(article, RawPage(url, b"<html>"))
    shift(store, tmp_path, NOW + 9999 * DAY, []).tidy()
    assert store.raw_page(url) is not None


def test_the_switch_is_called_and_its_address_is_never_told(
    store: Store, tmp_path: Path, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setenv("PING", f"http://{LOOPBACK}:{receiver.server_port}/hunter2")
    shift(store, tmp_path, NOW, told, ping="env:PING").ping()
    assert (receiver.asked, told) == (["/hunter2"], [])
    monkeypatch.setenv("PING", f"http://{LOOPBACK}:{free_port()}/hunter2")
    shift(store, tmp_path, NOW, told, ping="env:PING").ping()
    monkeypatch.delenv("PING")
    shift(store, tmp_path, NOW, told, ping="env:PING").ping()
    assert [line.split(":")[0] for line in told] == ["ping", "ping"]
    assert "hunter2" not in "".join(told)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://a.example/", "hunter2", "http://[::1", "http://"])
def test_what_is_no_web_address_is_not_called(address: str) -> None:
    with pytest.raises(FailureError) as caught:
        call(address)
    assert address not in str(caught.value)
