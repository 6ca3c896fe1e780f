"""The mailbox behind the egress process's office keeps the contract of inboxes; a lost answer is asked for again."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.demo.carriers.certificate import make_certificate
from appliance.demo.carriers.faults import Fault
from appliance.demo.carriers.journal import Outcome
from appliance.demo.carriers.relay import MailRelay, RelayKeys
from services.egress.office.app import create_office_app
from services.egress.office.journal import Errands
from services.egress.office.memory import Memory
from services.egress.office.office import Desks, Office
from services.egress.office.summaries import SummaryDesk
from services.egress.senders.addresses import MailAddress
from services.egress.senders.smtp.relay import Relay, SmtpSender
from services.kernel.clock import SystemClock
from services.line.client import Line
from services.summaries.errors import InboxRefused, InboxUnreachable
from services.summaries.mail_inbox import MailInbox
from tests.contract.inbox import MESSAGE, CountedInbox, InboxContract
from tests.contract.link_server import serving_on
from tests.doubles.audit import MemoryTrail
from tests.doubles.carriers import texts
from tests.doubles.clock import ManualClock

SENDER = "sealdesk@maple.example"
ADDRESSES = {"team-a": "team-a@maple.example", "prac-1": "rivera@maple.example"}
KEYS = RelayKeys("sealdesk", "an invented password", SENDER)


class Mailboxes(MailInbox):
    """The inbox, with a look at what the relay took."""

    def __init__(self, line: Line, relay: MailRelay, trail: MemoryTrail) -> None:
        super().__init__(line)
        self.relay, self.trail = relay, trail

    async def count(self, inbox: str) -> int:
        return sum(entry.party == ADDRESSES[inbox] for entry in self.relay.journal.entries)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificate")
    make_certificate(folder, SystemClock())
    return folder


@pytest.fixture
async def mailboxes(certificate: Path, tmp_path: Path) -> AsyncIterator[Mailboxes]:
    clock, trail = ManualClock(), MemoryTrail()
    relay = MailRelay(KEYS, certificate, clock)
    async with await relay.listen(0) as server:
        port = server.sockets[0].getsockname()[1]
        where = Relay(
            "localhost", port, MailAddress(SENDER), certificate / "ca.pem", user=KEYS.user, password=KEYS.password
        )
        inboxes = {name: MailAddress(address) for name, address in ADDRESSES.items()}
        desk = SummaryDesk(SmtpSender(where, texts, clock), inboxes, Memory(clock.now()))
        app = create_office_app(Office(Desks(summaries=desk), Errands(trail, clock)))
        with serving_on(tmp_path / "egress.sock", app) as path:
            line = Line(path)
            yield Mailboxes(line, relay, trail)
            await line.aclose()


class TestMailInbox(InboxContract):
    @pytest.fixture
    def inbox(self, mailboxes: Mailboxes) -> CountedInbox:
        return mailboxes


async def test_the_mail_says_what_the_summary_says(mailboxes: Mailboxes) -> None:
    await mailboxes.leave(MESSAGE)
    (entry,) = mailboxes.relay.journal.entries
    assert (entry.subject, entry.words.strip()) == (MESSAGE.subject, MESSAGE.text.strip())


async def test_after_a_lost_answer_it_is_sent_once_more_and_then_never(mailboxes: Mailboxes) -> None:
    mailboxes.relay.faults.plan(Fault.CUT_AFTER)
    with pytest.raises(InboxUnreachable):
        await mailboxes.leave(MESSAGE)
    for _ in range(3):
        await mailboxes.leave(MESSAGE)
    assert [entry.outcome for entry in mailboxes.relay.journal.entries] == [Outcome.TAKEN_UNTOLD, Outcome.DELIVERED]


async def test_an_inbox_that_nobody_named_is_refused_and_an_absent_office_waited_for(
    mailboxes: Mailboxes, tmp_path: Path
) -> None:
    with pytest.raises(InboxRefused):
        await mailboxes.leave(replace(MESSAGE, inbox="billing"))
    line = Line(tmp_path / "nobody.sock")
    with pytest.raises(InboxUnreachable):
        await MailInbox(line).leave(MESSAGE)
    await line.aclose()


async def test_the_trail_names_no_address_and_no_word_of_it(mailboxes: Mailboxes) -> None:
    await mailboxes.leave(MESSAGE)
    said = "\n".join(f"{event} {dict(event.body)}" for event in mailboxes.trail.events)
    assert "send_summary" in said
    assert not any(secret in said for secret in (*ADDRESSES.values(), "Cancelled"))
