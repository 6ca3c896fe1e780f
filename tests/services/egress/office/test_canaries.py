"""1,000 planted canaries: not one in a byte to SendGrid or Stripe, in a log line, or in the audit trail.

Each canary stands where PHI could: values of templates, numbers, received texts, calendar entries, names of templates,
ids, tokens, references, extra fields and headers, carriers' calls. It goes through the real office on its Unix socket;
a recorder at the carriers' sockets keeps every byte. Carriers misbehave in between, so that failures are logged too.
"""

import base64
import json
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from appliance.demo.carriers.faults import Fault
from appliance.processes.quiet_logs import QuietFormatter
from services.egress.office.mails import MailDesk
from services.egress.office.memory import Memory
from services.egress.senders.addresses import MailAddress
from services.egress.senders.smtp.relay import Relay, SmtpSender
from services.kernel.clock import Clock
from services.kernel.errands import (
    OPEN_PAYMENT,
    READ_NOTICE_CALL,
    READ_TEXT_CALL,
    RECEIVED_TEXTS,
    SEND_MAIL,
    SEND_NOTICE,
    SEND_TEXT,
    AskReceived,
    Errand,
    NoticeCall,
    OpenPayment,
    SendMail,
    SendNotice,
    SendText,
    TextCall,
    Visit,
)
from services.kernel.ids import RandomIds
from services.kernel.language import Language
from services.line.client import Line
from services.line.errors import ErrandFailed
from services.messaging.leaving import leaving
from services.payments.ports import PaymentOrder
from services.payments.stripe_request import CheckoutPages, checkout_request
from tests.doubles.carriers import ACCOUNT, PATIENT
from tests.doubles.clock import MONDAY_MORNING
from tests.doubles.office import STRIPE, OfficeWorld, open_office
from tests.doubles.recorder import Recording, recording

CANARIES = 1000
SEED = 11
PAGES = CheckoutPages(STRIPE.success_url, STRIPE.cancel_url)
IDS = RandomIds()
FAULTS = (None, None, None, Fault.CUT_AFTER, Fault.FAIL_AFTER, Fault.TOO_MANY, Fault.GIBBERISH_AFTER)


class Lines(logging.Handler):
    """Every log line of the process, as it would be written, and as other programs would write it."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.setFormatter(QuietFormatter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += [self.format(record), record.getMessage()]


class World:
    """The office with recorders, and a hand that plants canaries."""

    def __init__(self, line: Line, socket_path: Path, office: OfficeWorld) -> None:
        self.line, self.office = line, office
        self.http = httpx.AsyncClient(
            transport=httpx.AsyncHTTPTransport(uds=str(socket_path)), base_url="http://egress", trust_env=False
        )

    async def give(self, errand: Errand[Any], asked: object) -> None:
        """Give an errand; most of those with a canary are refused, and that is well."""
        with suppress(ErrandFailed):
            await self.line.run(errand, asked)

    async def text(self, **changes: object) -> None:
        values = {"clinic": "Maple", "new": "Tuesday, March 4, 2:30pm"}
        text = SendText(IDS.new("op"), PATIENT.digits, "moved", Language.EN, values)
        await self.give(SEND_TEXT, replace(text, **changes))  # type: ignore[arg-type]

    async def value(self, name: str, canary: str) -> None:
        await self.text(values={"clinic": "Maple", "new": "Tuesday, March 4, 2:30pm", name: canary})

    async def mail(self, canary: str) -> None:
        begin = MONDAY_MORNING
        visit = Visit("0123456789@x", 1, begin, begin + timedelta(hours=1), "America/Chicago", canary, canary)
        values = {"clinic": "Maple", "new": canary}
        address = f"{canary}@mail.example"
        await self.give(SEND_MAIL, SendMail(IDS.new("op"), address, "moved", Language.EN, values, visit))

    async def notice(self, token: str | None = None) -> None:
        opaque = token or IDS.new("x").removeprefix("x_")
        await self.give(SEND_NOTICE, SendNotice(IDS.new("op"), "somebody@mail.example", Language.EN, opaque))

    def payment(self) -> OpenPayment:
        expires = self.office.clock.now() + timedelta(hours=23)
        order = PaymentOrder(IDS.new("pay"), IDS.new("idem"), 2500, expires)
        request = checkout_request(order, PAGES)
        return OpenPayment(request.method, request.host, request.path, request.headers, request.body)

    async def paying(self, **changes: object) -> None:
        await self.give(OPEN_PAYMENT, replace(self.payment(), **changes))  # type: ignore[arg-type]

    async def field(self, name: str, canary: str) -> None:
        body = self.payment().body + f"&{urlencode({name: canary})}".encode()
        await self.paying(body=body)

    async def reference(self, canary: str) -> None:
        await self.paying(body=self.payment().body.replace(b"pay_", f"{canary}_".encode()))

    async def header(self, canary: str) -> None:
        await self.paying(headers={**self.payment().headers, "X-Note": canary})

    async def received(self, canary: str) -> None:
        self.office.twilio.book.receive(PATIENT.digits, canary)
        await self.give(RECEIVED_TEXTS, AskReceived(MONDAY_MORNING))
        self.office.twilio.book.kept.clear()

    async def called(self, canary: str) -> None:
        form = urlencode({"Body": canary, "From": PATIENT.digits, "To": ACCOUNT.number.digits}).encode()
        await self.give(READ_TEXT_CALL, TextCall(f"https://clinic.example/{canary}", form, canary))

    async def events(self, canary: str) -> None:
        body = json.dumps([{"reason": canary, "email": f"{canary}@mail.example"}]).encode()
        await self.give(READ_NOTICE_CALL, NoticeCall(body, canary, canary))

    async def raw(self, canary: str) -> None:
        """Say something that is no errand, and put a field into one that has no place for it."""
        await self.http.post(f"/v1/{canary}", content=canary.encode())
        notice = {"id": "op_1", "to": "somebody@mail.example", "language": "en", "token": "4f" * 16, "name": canary}
        await self.http.post("/v1/send_notice", json=notice)

    def plants(self) -> list[Callable[[str], Awaitable[None]]]:
        """Return every place where a canary is planted."""
        return [
            *(lambda canary, name=name: self.value(name, canary) for name in ("new", "provider", "place", "clinic")),
            lambda canary: self.value("diagnosis", canary),
            lambda canary: self.text(template=f"{canary} {canary}"),
            lambda canary: self.text(to=canary),
            lambda canary: self.text(id=f"{canary}, born 1980"),
            self.mail,
            self.notice,
            lambda canary: self.notice(f"{canary}4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f"),
            self.reference,
            self.header,
            lambda canary: self.field("customer_email", canary),
            lambda canary: self.field("client_reference_id", canary),
            lambda canary: self.paying(path=f"/v1/checkout/sessions?{canary}"),
            lambda canary: self.paying(host=f"{canary}.example"),
            self.received,
            self.called,
            self.events,
            self.raw,
        ]


@pytest.fixture
def lines() -> Iterator[list[str]]:
    handler, root = Lines(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.NOTSET)
    yield handler.lines
    root.removeHandler(handler)
    root.setLevel(before)


def mails(clock: Clock) -> MailDesk:
    """Return a desk whose relay hangs up: nothing is written to it."""
    relay = Relay("127.0.0.1", 1, MailAddress("visits@clinic.example"), Path("/nowhere"))
    return MailDesk(SmtpSender(relay, leaving, clock), Memory(MONDAY_MORNING), clock)


@pytest.fixture
def recordings() -> list[Recording]:
    return []


@pytest.fixture
async def world(tmp_path: Path, recordings: list[Recording]) -> AsyncIterator[World]:
    office = OfficeWorld()

    @contextmanager
    def between(address: str) -> Iterator[str]:
        with recording(address) as kept:
            recordings.append(kept)
            yield kept.address

    with open_office(office, tmp_path, between, mails(office.clock)) as socket_path:
        line = Line(socket_path)
        world = World(line, socket_path, office)
        yield world
        await world.http.aclose()
        await line.aclose()


def forms(canary: str) -> tuple[bytes, ...]:
    """Return a canary as it could stand in bytes: plain, in either case, in base64 at each of its three places."""
    shifted = (base64.b64encode(b"x" * shift + canary.encode())[4:-4] for shift in range(3))
    return canary.encode(), canary.lower().encode(), canary.encode().hex().encode(), *shifted


async def test_no_canary_gets_out(world: World, recordings: list[Recording], lines: list[str]) -> None:
    draw = random.Random(SEED)  # noqa: S311 a draw, no secret
    canaries = ["Zq" + "".join(draw.choices("bcdfghjklmnpqrstvwxyz", k=10)) for _ in range(CANARIES)]
    plants = world.plants()
    for index, canary in enumerate(canaries):
        for carrier in (world.office.twilio, world.office.sendgrid):
            carrier.faults.plan(draw.choice(FAULTS))
        await plants[index % len(plants)](canary)
        if index % 10 == 0:
            await world.notice()
            await world.paying()
    texts, notices, payments = (kept.everything() for kept in recordings)
    told = "\n".join(lines).encode() + world.office.said().encode()
    for canary in canaries:
        for form in forms(canary):
            assert form not in notices
            assert form not in payments
            assert form not in told
    assert notices.count(b"POST /v3/mail/send") == payments.count(b"POST /v1/checkout/sessions") == CANARIES // 10
    assert sum(canary.encode() in texts for canary in canaries) > CANARIES // 10  # the recorder sees what is there
    assert any("errand" in line for line in world.office.said().splitlines())
