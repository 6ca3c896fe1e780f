"""What the carrier tells, through the whole way: our client, the socket, the office, the stand-in of Twilio."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from services.egress.senders.twilio.signature import signed
from services.line.client import Line
from services.messaging.carrier_link import EgressSender
from services.messaging.carrier_news import EgressNews
from services.messaging.errors import NotReceived, WrongCall
from services.messaging.ports import SignedCall, Told
from services.scheduling.outbox import Arrival
from tests.contract.message_carriers import a_message
from tests.doubles.carriers import ACCOUNT, PATIENT
from tests.doubles.office import TOKEN, OfficeWorld, open_office

URL = "https://clinic.example/texts"


@pytest.fixture
def world() -> OfficeWorld:
    return OfficeWorld()


@pytest.fixture
async def line(world: OfficeWorld, tmp_path: Path) -> AsyncIterator[Line]:
    with open_office(world, tmp_path) as socket_path:
        line = Line(socket_path)
        yield line
        await line.aclose()


@pytest.mark.parametrize(
    ("status", "code", "told"),
    [
        ("queued", None, Told(Arrival.ON_ITS_WAY)),
        ("sent", None, Told(Arrival.ON_ITS_WAY)),
        ("delivered", None, Told(Arrival.ARRIVED)),
        ("undelivered", 30005, Told(Arrival.UNDELIVERED, 30005)),
        ("failed", 21610, Told(Arrival.UNDELIVERED, 21610, opted_out=True)),
        ("canceled", None, Told(Arrival.UNDELIVERED)),
    ],
)
async def test_what_became_of_a_text(world: OfficeWorld, line: Line, status: str, code: int | None, told: Told) -> None:
    carrier_id = await EgressSender(line).send(a_message())
    world.twilio.book.advance(status, code)
    assert await EgressNews(line).arrival(carrier_id) == told


def call(**fields: str) -> SignedCall:
    form = {"AccountSid": ACCOUNT.account, "MessageSid": "SM" + "1" * 32, **fields}
    return SignedCall(URL, urlencode(form).encode(), signed(TOKEN, URL, list(form.items())).decode())


async def test_a_signed_call(line: Line) -> None:
    news = EgressNews(line)
    told = await news.read(call(To=ACCOUNT.number.digits, From=PATIENT.digits, Body="2"))
    assert told.text is not None
    assert (told.text.body, told.carrier_id, told.told) == ("2", None, None)
    told = await news.read(call(MessageStatus="delivered"))
    assert (told.text, told.carrier_id, told.told) == (None, "SM" + "1" * 32, Told(Arrival.ARRIVED))


async def test_a_forged_call(line: Line) -> None:
    good = call(Body="2")
    with pytest.raises(WrongCall):
        await EgressNews(line).read(SignedCall(URL + "?more", good.form, good.signature))


async def test_without_the_egress_process_the_carrier_calls_again(tmp_path: Path) -> None:
    line = Line(tmp_path / "egress.sock")
    with pytest.raises(NotReceived):
        await EgressNews(line).read(call(Body="2"))
    with pytest.raises(NotReceived):
        await EgressNews(line).arrival("SM1")
    await line.aclose()
