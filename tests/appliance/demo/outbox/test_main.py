"""The process with its keys and certificate: mail arrives at its own relay, and a text is delivered by itself."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from appliance.demo.carriers.certificate import make_certificate
from appliance.demo.carriers.keys import CarrierKeys
from appliance.demo.launch import free_port
from appliance.demo.outbox.carriers import CERTIFICATE, KEYS
from services.egress.senders.addresses import MailAddress
from services.egress.senders.smtp.mail import OutgoingMail
from services.egress.senders.smtp.relay import Relay, SmtpSender
from services.kernel.clock import SystemClock
from services.kernel.language import Language
from tests.doubles.carriers import texts

MAIL = OutgoingMail("msg_1", MailAddress("peter.novak@example.com"), "moved", Language.EN, {"new": "Tuesday"})


@dataclass(frozen=True)
class Running:
    address: str
    mail_port: int
    keys: CarrierKeys
    folder: Path


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("carriers")
    (folder / CERTIFICATE).mkdir()
    make_certificate(folder / CERTIFICATE, SystemClock())
    keys = CarrierKeys.fresh("+12125550100", "visits@maple-street.example")
    keys.write(folder / KEYS)
    port = free_port(0)
    command = [sys.executable, "-m", "appliance.demo.outbox", "--folder", str(folder), "--mail-port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 our own module
        assert process.stdout is not None
        yield Running(json.loads(process.stdout.readline())["address"], port, keys, folder)
        process.terminate()


async def test_a_mail_by_the_relay_is_in_the_inbox(running: Running) -> None:
    keys = running.keys
    relay = Relay(
        "localhost",
        running.mail_port,
        MailAddress(keys.mail_sender),
        running.folder / CERTIFICATE / "ca.pem",
        user=keys.relay_user,
        password=keys.relay_password,
    )
    await SmtpSender(relay, texts, SystemClock()).send(MAIL)
    async with httpx.AsyncClient(base_url=running.address, trust_env=False) as client:
        assert "moved en new=Tuesday" in (await client.get("/inboxes/pat-018")).text
        assert "The clinic&#39;s mail relay" in (await client.get("/carriers")).text


def test_a_text_is_delivered_by_itself(running: Running) -> None:
    keys = running.keys
    form = {"To": "+12125550101", "From": keys.number, "Body": "x"}
    form |= {"ContentRetention": "discard", "AddressRetention": "obfuscate"}
    path = f"{running.address}/2010-04-01/Accounts/{keys.twilio_account}/Messages"
    login = (keys.twilio_key, keys.twilio_secret)
    sid = httpx.post(f"{path}.json", data=form, auth=login, trust_env=False).json()["sid"]
    while httpx.get(f"{path}/{sid}.json", auth=login, trust_env=False).json()["status"] != "delivered":
        continue
