"""An issue is carried to every target once: what failed is tried again, then later, and nothing is sent twice."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from meoktong.delivery import notify
from meoktong.delivery.courier import ATTEMPTS, Courier, targets
from meoktong.delivery.outcome import DeliveryError
from meoktong.outputs.story import told
from meoktong.settings.model import Settings
from storage.store import Store
from tests.meoktong.delivery.conftest import LOOPBACK, Mailbox, Receiver, free_port
from tests.meoktong.stories import hostile, plain

NOW = datetime(2023, 11, 25, 0, 1, tzinfo=UTC)
SECRET = "hunter2-token"  # noqa: S105  made up, to be looked for


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(str(tmp_path / "test.db")) as opened:
        yield opened


def courier(store: Store, port: int, **subscription: object) -> Courier:
    settings = Settings.model_validate(
        {
            "mail": {"host": LOOPBACK, "port": port, "security": "none", "sender": "m@example.org", "timeout": 5},
            "subscriptions": {"desk": subscription},
        }
    )
    return Courier(settings, Path(), store.ledger, lambda: NOW, pause=0.01)


def delivered(one: Courier) -> dict[str, str]:
    """Deliver what is unfinished, or a first issue; returns what failed."""
    waiting = one.ledger.unfinished()
    if not waiting:
        waiting = [one.ledger.issue("desk", None, NOW, targets(one.settings.subscriptions["desk"]), now=NOW)]
    one.failed.clear()
    for issue in waiting:
        one.deliver(issue, told(plain()))
    return dict(one.failed)


def webhook(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("HOOK", f"json://{LOOPBACK}:{receiver.server_port}/{SECRET}")
    return "env:HOOK"


def test_mail_and_webhook_get_it_once(
    store: Store, smtp_server: Callable[..., int], receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = Mailbox()
    one = courier(store, smtp_server(box), mail=["a@example.org"], notify=[webhook(receiver, monkeypatch)])
    assert delivered(one) == {}
    assert one.ledger.unfinished() == []
    assert len(box.messages) == len(receiver.posted) == 1
    assert receiver.posted[0]["title"].startswith("[먹통] 새 장애 1건")
    assert "원인: 접속 폭주(과부하) → 작업 실수" in receiver.posted[0]["message"]


def test_what_fails_for_a_moment_is_tried_again(
    store: Store, smtp_server: Callable[..., int], receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, receiver.fails = Mailbox(later=ATTEMPTS - 1), ATTEMPTS - 1
    one = courier(store, smtp_server(box), mail=["a@example.org"], notify=[webhook(receiver, monkeypatch)])
    assert delivered(one) == {}
    assert len(box.messages) == len(receiver.posted) == 1


def test_a_partial_failure_is_named_without_secrets_and_resumed_without_sending_twice(
    store: Store,
    smtp_server: Callable[..., int],
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    box, receiver.fails = Mailbox(), 100
    one = courier(store, smtp_server(box), mail=["a@example.org"], notify=[webhook(receiver, monkeypatch)])
    assert delivered(one) == {"desk: notify:env:HOOK": "the service did not take it"}
    receiver.fails = 0
    assert delivered(one) == {}
    assert len(box.messages) == len(receiver.posted) == 1
    with Path(store._engine.url.database or "").open("rb") as stream:
        assert SECRET.encode() not in stream.read()
    assert SECRET not in caplog.text


def test_a_server_that_is_away_for_a_day_gets_it_the_next(store: Store, smtp_server: Callable[..., int]) -> None:
    failed = delivered(courier(store, free_port(), mail=["a@example.org", "b@example.org"]))
    assert set(failed) == {"desk: mail:a@example.org", "desk: mail:b@example.org"}
    box = Mailbox()
    assert delivered(courier(store, smtp_server(box), mail=["a@example.org", "b@example.org"])) == {}
    assert [envelope.rcpt_tos for envelope in box.envelopes] == [["a@example.org", "b@example.org"]]


def test_a_recipient_whom_nobody_knows_is_told_once_and_not_tried_for_ever(
    store: Store, smtp_server: Callable[..., int]
) -> None:
    box = Mailbox(refuses=("b@example.org",))
    one = courier(store, smtp_server(box), mail=["a@example.org", "b@example.org"])
    assert delivered(one) == {"desk: mail:b@example.org": "the server said 550 5.1.1 no such user"}
    assert one.ledger.unfinished() == []


def test_a_secret_that_is_missing_stops_only_its_own_target(store: Store, smtp_server: Callable[..., int]) -> None:
    assert "HOOK_THAT_IS_NOT_SET" not in os.environ
    box = Mailbox()
    one = courier(store, smtp_server(box), mail=["a@example.org"], notify=["env:HOOK_THAT_IS_NOT_SET"])
    (name,) = delivered(one)
    assert name == "desk: notify:env:HOOK_THAT_IS_NOT_SET"
    assert len(box.messages) == 1


def test_hostile_words_call_nobody_in_a_chat(receiver: Receiver) -> None:
    from meoktong.outputs.chat import written

    story = told(hostile())
    notify.send(story.subject, written(story), f"json://{LOOPBACK}:{receiver.server_port}/")
    message = receiver.posted[0]["message"]
    assert not [mark for mark in ("<", "@everyone", "](", "\x1b", "\u202e", "javascript:alert(1)\n") if mark in message]


def test_an_address_that_is_none_is_refused_without_being_told() -> None:
    with pytest.raises(DeliveryError, match="not an address that Apprise knows") as caught:
        notify.send("a", "b", f"nonsense://{SECRET}")
    assert SECRET not in str(caught.value)
