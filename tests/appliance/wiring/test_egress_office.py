"""The office as the settings build it: a mail goes through the guard to a real mail server, and all is recorded."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import httpx
import pytest
from aiosmtpd.smtp import SMTP

from appliance.places import Places
from appliance.secret_files import SecretFiles
from appliance.settings.load import WrongSettings, load
from appliance.settings.model import Settings
from appliance.wiring.egress import AUDIT_FILE, Egress, Network, build_egress
from appliance.wiring.messaging import way_out
from appliance.wiring.payments import follow_ups
from services.kernel.errands import SendMail, Visit
from services.kernel.language import Language
from services.line.client import ASKS
from services.messaging.carrier_link import EgressSender
from services.messaging.mail_link import EgressMail, EgressNotices
from services.scheduling.mailing import MailVisit
from services.scheduling.noticing import NoticeOfChange
from tests.appliance.settings.test_egress import SENDGRID, STRIPE, TWILIO
from tests.appliance.settings_files import small_clinic
from tests.contract.certificates import make_authority
from tests.doubles.clock import MONDAY_MORNING, ManualClock
from tests.services.egress.senders.smtp.test_relay import Mailbox

HOST = "relay.localhost"
SECRETS = {"twilio.secret": "invented", "sendgrid.key": "SG.invented", "stripe.key": "sk_test_invented"}
VISIT = Visit(
    uid="0123456789abcdef@sealdesk",
    sequence=2,
    start=MONDAY_MORNING,
    end=MONDAY_MORNING + timedelta(minutes=30),
    zone="America/Chicago",
    summary="Visit at Maple Street Clinic",
    place="12 Maple Street",
)
MAIL = SendMail(
    "op_1:moved",
    "m.santos@mail.example",
    "moved",
    Language.EN,
    {"clinic": "Maple Street Clinic", "new": "Tuesday, March 4, 2:30pm"},
    VISIT,
)


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
async def settings(tmp_path: Path, mailbox: Mailbox) -> AsyncIterator[Settings]:
    """Yield settings with every channel; the mail server is real and on this machine."""
    authority = make_authority(tmp_path, "clinic-ca")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(*authority.issue("relay", HOST))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(mailbox, hostname=HOST, loop=loop, tls_context=tls, require_starttls=True), "127.0.0.1", 0
    )
    port = server.sockets[0].getsockname()[1]
    relay = {"host": HOST, "port": port, "ca_file": str(authority.file), "sender": "desk@clinic.example"}
    egress = {"smtp": {**relay, "location": "loopback"}, "twilio": TWILIO, "sendgrid": SENDGRID, "stripe": STRIPE}
    settings = small_clinic(tmp_path, messaging={"sender": "egress"}, egress=egress)
    Places.of(settings).egress_state.mkdir(mode=0o700)
    settings.folders.secrets.mkdir(mode=0o700)
    for name, secret in SECRETS.items():
        (settings.folders.secrets / name).touch(mode=0o600)
        (settings.folders.secrets / name).write_text(f"{secret}\n")
    async with server:
        yield settings


@pytest.fixture
def egress(settings: Settings) -> Egress:
    network = Network.of_this_machine(settings)
    return build_egress(settings, SecretFiles(settings.folders.secrets), ManualClock(), network)


@pytest.fixture
async def http(egress: Egress) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(egress.office)
    async with httpx.AsyncClient(transport=transport, base_url="http://egress") as http:
        yield http
    egress.trail.close()


def posted(mail: SendMail) -> bytes:
    return ASKS["send_mail"].dump_json(mail)


async def test_a_mail_with_its_invitation_goes_through_the_guard(
    settings: Settings, mailbox: Mailbox, http: httpx.AsyncClient
) -> None:
    answers = [await http.post("/v1/send_mail", content=posted(MAIL)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    [envelope] = mailbox.kept
    assert isinstance(envelope.content, bytes)
    message = message_from_bytes(envelope.content, policy=default)
    assert isinstance(message, EmailMessage)
    calendar = message.get_body(("calendar",)) or next(
        part for part in message.walk() if part.get_content_type() == "text/calendar"
    )
    assert "METHOD:REQUEST" in calendar.get_content()
    assert "UID:0123456789abcdef@sealdesk" in calendar.get_content()
    lines = (Places.of(settings).egress_state / AUDIT_FILE).read_text()
    actions = [json.loads(line)["action"] for line in lines.splitlines()]
    assert actions[:4] == ["errand.taken", "egress.opened", "egress.closed", "errand.done"]
    assert "santos" not in lines


async def test_a_mail_whose_calendar_entry_cannot_be_is_refused(mailbox: Mailbox, http: httpx.AsyncClient) -> None:
    bad = json.loads(posted(MAIL))
    bad["visit"]["zone"] = "Nowhere/At_all"
    answer = await http.post("/v1/send_mail", json=bad)
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_errand")
    assert mailbox.kept == []


async def test_texts_stay_shut_while_no_agreement_covers_them(http: httpx.AsyncClient) -> None:
    values = {"clinic": "Maple", "old": "Tuesday"}
    text = {"id": "op_1", "to": "+12125550101", "template": "cancelled", "language": "en", "values": values}
    told = (await http.post("/v1/send_text", json=text)).json()
    assert (told["code"], told["reason"]) == ("not_allowed", "baa_missing")


async def test_health_names_the_channels(http: httpx.AsyncClient) -> None:
    told = (await http.get("/health")).json()
    assert told["channels"] == ["sendgrid", "smtp", "stripe", "twilio"]


async def test_the_portal_sends_by_it(settings: Settings) -> None:
    way = way_out(settings)
    assert way is not None
    assert isinstance(way.sender, EgressSender)
    assert way.news is not None
    assert way.mails is None
    await way.aclose()
    mailing = settings.model_copy(update={"messaging": settings.messaging.model_copy(update={"mail": "relay"})})
    way = way_out(mailing)
    assert way is not None
    assert isinstance(way.mails, EgressMail)
    await way.aclose()
    assert any(isinstance(each, MailVisit) for each in follow_ups(mailing))
    assert not any(isinstance(each, MailVisit | NoticeOfChange) for each in follow_ups(settings))


async def test_the_portal_sends_notices_by_it_in_place_of_mails(settings: Settings) -> None:
    noticing = settings.model_copy(update={"messaging": settings.messaging.model_copy(update={"mail": "notice"})})
    way = way_out(noticing)
    assert way is not None
    assert isinstance(way.notices, EgressNotices)
    assert way.mails is None
    await way.aclose()
    follows = follow_ups(noticing)
    assert any(isinstance(each, NoticeOfChange) for each in follows)
    assert not any(isinstance(each, MailVisit) for each in follows)


def test_messages_by_the_egress_process_need_a_channel_for_texts(tmp_path: Path) -> None:
    file = tmp_path / "appliance.yaml"
    file.write_text(
        "clinic: {name: Maple Street Clinic, phone: +1 212 555 0100, zone: America/Chicago}\n"
        'scheduling_system: {base_url: "http://127.0.0.1:9/fhir"}\n'
        "messaging:\n  sender: egress\n"
    )
    with pytest.raises(WrongSettings, match=r"messaging\.sender .*egress needs a channel for texts"):
        load(file)
