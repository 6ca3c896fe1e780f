import httpx
import pytest

from appliance.demo.carriers.twilio import TwilioStandIn
from services.egress.senders.errors import CredentialsRefused, ReadFailed
from services.egress.senders.exchange import http_client
from services.egress.senders.twilio.listing import TwilioListing
from tests.doubles.carriers import ACCOUNT, CLINIC, PATIENT, a_twilio, calling, replying
from tests.doubles.clock import ManualClock

TO_US = (("To", CLINIC.digits),)


@pytest.fixture
def twilio() -> TwilioStandIn:
    standing = a_twilio(ManualClock())
    for number in range(7):
        standing.book.receive(PATIENT.digits, f"text {number}")
    return standing


@pytest.mark.parametrize("repeats", [False, True])
async def test_every_page_is_read_and_each_text_is_there_once(twilio: TwilioStandIn, repeats: bool) -> None:  # noqa: FBT001
    twilio.repeats_in_pages = repeats
    found = await TwilioListing(calling(twilio), ACCOUNT, page_size=3).messages(TO_US)
    assert [message.body for message in found] == [f"text {number}" for number in range(6, -1, -1)]
    assert len(twilio.requests) == 3


async def test_an_empty_list(twilio: TwilioStandIn) -> None:
    assert await TwilioListing(calling(twilio), ACCOUNT).messages((("To", PATIENT.digits),)) == []


@pytest.mark.parametrize(
    "page",
    [b"{}", b"[]", b"<html>", b'{"messages": [{"sid": "SM1"}], "next_page_uri": null}', b'{"messages": {}}'],
)
async def test_a_page_that_cannot_be_read_is_no_empty_page(page: bytes) -> None:
    with pytest.raises(ReadFailed):
        await TwilioListing(replying(httpx.Response(200, content=page)), ACCOUNT).messages(TO_US)


@pytest.mark.parametrize(
    "following",
    ["https://elsewhere.example/", "//elsewhere.example/x", "/2010-04-01/Accounts/AC0/Messages.json?Page=1", 7, ""],
)
async def test_the_list_leads_nowhere_else(following: object) -> None:
    answer = httpx.Response(200, json={"messages": [], "next_page_uri": following})
    with pytest.raises(ReadFailed):
        await TwilioListing(replying(answer), ACCOUNT).messages(TO_US)


async def test_a_list_without_end_is_not_read_for_ever() -> None:
    answer = httpx.Response(200, json={"messages": [], "next_page_uri": f"{ACCOUNT.messages_path}?Page=1"})
    with pytest.raises(ReadFailed, match="pages"):
        await TwilioListing(replying(answer), ACCOUNT).messages(TO_US)


@pytest.mark.parametrize("error", [httpx.ConnectError, httpx.ReadTimeout])
async def test_a_read_that_fails_changes_nothing_and_says_so(error: type[Exception]) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        raise error("x")

    http = http_client("https://carrier.example", transport=httpx.MockTransport(answer))
    with pytest.raises(ReadFailed):
        await TwilioListing(http, ACCOUNT).messages(TO_US)


async def test_429_says_when_to_ask_again_and_401_says_that_the_key_is_wrong() -> None:
    busy = httpx.Response(429, headers={"retry-after": "9"})
    with pytest.raises(ReadFailed) as caught:
        await TwilioListing(replying(busy), ACCOUNT).messages(TO_US)
    assert caught.value.retry_after == 9.0
    with pytest.raises(CredentialsRefused):
        await TwilioListing(replying(httpx.Response(401)), ACCOUNT).messages(TO_US)


async def test_one_message_by_its_sid(twilio: TwilioStandIn) -> None:
    listing = TwilioListing(calling(twilio), ACCOUNT)
    sid = next(iter(twilio.book.kept))
    assert (await listing.message(sid)).body == "text 0"
    with pytest.raises(ReadFailed):
        await listing.message("SM" + "f" * 32)
    asked = len(twilio.requests)
    with pytest.raises(ReadFailed):
        await listing.message("../../secrets")
    assert len(twilio.requests) == asked
