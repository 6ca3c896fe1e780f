"""What each failure of an errand means for a payment page."""

from pathlib import Path

import pytest

from services.egress.office import payments as office
from services.kernel.errands import OPEN_PAYMENT, Failed, OpenPayment
from services.line.client import Line
from services.line.errors import ErrandFailed, LineCut, LineDown, LineError
from services.payments.door_link import EgressDoor
from services.payments.errors import ChannelClosed, ChannelRefused, ChannelUnknown, NothingSent, PaymentError
from services.payments.stripe_request import FIELDS, HOST, LINE, PATH, checkout_request
from tests.contract.payments import ORDER, PAGES


class FailingLine(Line):
    """A line on which every errand fails."""

    def __init__(self, error: LineError) -> None:
        super().__init__(Path("/nowhere"))
        self.error = error

    async def run(self, errand: object, asked: object) -> object:  # type: ignore[override]
        assert errand is OPEN_PAYMENT
        assert isinstance(asked, OpenPayment)
        raise self.error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (LineDown(), NothingSent),
        (LineCut(), ChannelUnknown),
        (ErrandFailed(Failed("not_sent", "What.")), NothingSent),
        (ErrandFailed(Failed("not_audited", "What.")), NothingSent),
        (ErrandFailed(Failed("not_allowed", "What.")), ChannelClosed),
        (ErrandFailed(Failed("channel_off", "What.")), ChannelClosed),
        (ErrandFailed(Failed("wrong_request", "What.")), ChannelRefused),
        (ErrandFailed(Failed("send_unknown", "What.")), ChannelUnknown),
        (ErrandFailed(Failed("a code of tomorrow", "What.")), ChannelUnknown),
    ],
)
async def test_by_what_is_known(error: LineError, kind: type[PaymentError]) -> None:
    with pytest.raises(PaymentError) as raised:
        await EgressDoor(FailingLine(error)).send(checkout_request(ORDER, PAGES))
    assert type(raised.value) is kind


def test_both_ends_know_the_same_request() -> None:
    account = office.StripeAccount("sk", PAGES.success_url, PAGES.cancel_url)
    assert tuple(office.fields(account)) == FIELDS
    assert (office.HOST, office.PATH) == (HOST, PATH)
    assert any(pattern.pattern == LINE for pattern in office.fields(account).values())
