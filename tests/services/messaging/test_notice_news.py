"""What became of notices: the service's signed events reach the outbox once; forged ones and strangers' do nothing."""

import base64
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from services.audit.model import Action
from services.egress.office.journal import MOST_REFUSED
from services.egress.senders.sendgrid.events import EventSignature
from services.line.client import Line
from services.messaging.desk import MessageDesk
from services.messaging.mail_link import EgressNotices
from services.messaging.notice_news import LARGEST, SIGNATURE, TIMESTAMP, NoticeCalls
from services.scheduling.outbox import Arrival
from tests.doubles.office import OfficeWorld, open_office
from tests.services.messaging.test_arrivals import ALEX
from tests.services.messaging.test_mail_link import ADDRESS
from tests.services.messaging.test_notice_link import NOTICE, Scene

KEY = ec.generate_private_key(ec.SECP256R1())
SHOWN = base64.b64encode(KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()
AT = "1803996000"


def signed(body: bytes, at: str = AT) -> dict[str, str]:
    signature = base64.b64encode(KEY.sign(at.encode() + body, ec.ECDSA(SHA256()))).decode()
    return {SIGNATURE: signature, TIMESTAMP: at}


def told(kind: str, key: str = "e1", of: str = "notice-1.filter0001.16648.0") -> dict[str, Any]:
    """Return an event as SendGrid writes it, with what must not be kept."""
    return {
        "sg_event_id": key,
        "sg_message_id": of,
        "event": kind,
        "timestamp": 1803996000,
        "email": ADDRESS,
        "reason": "550 no mailbox of Maria Santos",
    }


class Post:
    """An outbox whose notice SendGrid took, and the webhook behind the listener."""

    def __init__(self, line: Line, world: OfficeWorld) -> None:
        notices = EgressNotices(line)
        self.scene, self.world = Scene(notices), world
        self.calls = NoticeCalls(self.scene.store, self.scene.clock, notices)

    async def tell(self, *events: dict[str, Any]) -> bool:
        body = json.dumps(events).encode()
        return await self.calls.hook(signed(body), body)

    @property
    def arrival(self) -> str:
        return self.scene.store.journeys[NOTICE.id].arrival

    def count(self, action: Action) -> int:
        return [event.action for event in self.scene.store.audit].count(action)


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    world = OfficeWorld(events=EventSignature(SHOWN))
    with open_office(world, tmp_path) as socket:
        line = Line(socket)
        found = Post(line, world)
        await found.scene.deliver()
        yield found
        await line.aclose()


@pytest.mark.parametrize(
    ("kind", "arrival"),
    [
        ("processed", Arrival.ON_ITS_WAY),
        ("deferred", Arrival.ON_ITS_WAY),
        ("delivered", Arrival.ARRIVED),
        ("bounce", Arrival.UNDELIVERED),
        ("dropped", Arrival.UNDELIVERED),
        ("spamreport", Arrival.ARRIVED),
        ("unsubscribe", Arrival.ARRIVED),
        ("open", Arrival.ON_ITS_WAY),
    ],
)
async def test_what_each_event_means(post: Post, kind: str, arrival: Arrival) -> None:
    assert await post.tell(told(kind))
    assert post.arrival == arrival


async def test_one_that_came_back_is_shown_to_staff_and_nothing_of_the_event_is_kept(post: Post) -> None:
    assert await post.tell(told("bounce"))
    [shown] = await MessageDesk(post.scene.store, post.scene.clock).troubled(ALEX)
    assert (shown.state, shown.to) == ("undelivered", ADDRESS)
    kept = repr([dict(event.body) for event in post.scene.store.audit])
    assert "undelivered_bounce" in kept
    assert [word for word in ("mailbox", "Santos", ADDRESS) if word in kept + post.world.said()] == []


async def test_an_event_that_is_told_again_is_taken_once(post: Post) -> None:
    for _ in range(3):
        assert await post.tell(told("bounce"), told("bounce"))
    assert post.count(Action.MESSAGE_UNDELIVERED) == 1
    assert len(post.scene.store.escalations) == 1


async def test_what_comes_back_after_it_was_delivered_did_not_arrive(post: Post) -> None:
    assert await post.tell(told("delivered", "e1"))
    assert await post.tell(told("bounce", "e2"))
    assert await post.tell(told("delivered", "e3"))
    assert post.arrival == Arrival.UNDELIVERED


async def test_who_wants_no_mails_gets_none_and_texts_go_on(post: Post) -> None:
    assert await post.tell(told("unsubscribe"), told("spamreport", "e2"))
    assert post.count(Action.MAILS_STOPPED) == 1
    assert set(post.scene.store.opt_outs) == {ADDRESS}
    again = type(NOTICE)(**{name: getattr(NOTICE, name) for name in NOTICE.__slots__} | {"id": "op_2:notice"})
    assert await post.scene.deliver(again) == "dropped"


async def test_events_of_other_mails_are_taken_and_change_nothing(post: Post) -> None:
    assert await post.tell(told("bounce", of="somebody-elses.filter"), told("bounce", "e2", of=""))
    assert post.arrival == Arrival.ON_ITS_WAY
    assert await post.tell(told("bounce"))
    assert post.arrival == Arrival.UNDELIVERED


async def test_forged_calls_change_nothing_and_do_not_fill_the_disk(post: Post) -> None:
    body = json.dumps([told("bounce")]).encode()
    right = signed(body)
    before = len(post.world.trail.events)
    wrong: list[tuple[dict[str, str], bytes]] = [
        ({}, body),
        ({SIGNATURE: right[SIGNATURE]}, body),
        ({**right, TIMESTAMP: "1803996001"}, body),
        ({**right, SIGNATURE: "x" * 600}, body),
        (right, body + b" "),
        (signed(b" " * (LARGEST + 1)), b" " * (LARGEST + 1)),
        (signed(b"{}"), b"{}"),
    ]
    for headers, altered in wrong * 20:
        assert not await post.calls.hook(headers, altered)
    assert post.arrival == Arrival.ON_ITS_WAY
    assert len(post.world.trail.events) - before == MOST_REFUSED
    assert post.count(Action.MESSAGE_UNDELIVERED) == 0


async def test_without_a_key_or_an_office_nothing_is_believed(tmp_path: Path) -> None:
    with open_office(OfficeWorld(), tmp_path) as socket:
        line = Line(socket)
        found = Post(line, OfficeWorld())
        await found.scene.deliver()
        assert not await found.tell(told("bounce"))
        assert found.arrival == Arrival.ON_ITS_WAY
        await line.aclose()
    assert not await Post(Line(tmp_path / "nowhere.sock"), OfficeWorld()).tell(told("bounce"))
