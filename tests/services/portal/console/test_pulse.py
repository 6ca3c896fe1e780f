"""A change between a page and its stream is told at once."""

import re

from services.payments.conversation import FeeTalk
from services.portal.console.fees import Fees
from tests.dialogues.clinic import ZONE
from tests.doubles.staff import StaffBrowser, console_of, console_settings, enrolled
from tests.services.payments.payment_rig import STAFF
from tests.services.portal.console.test_fees import FeeDesk


async def a_stream(*, meanwhile: bool) -> str:
    """Return the first events of a fee's stream, paid meanwhile or not."""
    desk = await FeeDesk().raised()
    store, clock = desk.clinic.store, desk.clinic.clock
    secret = await enrolled(store, clock, "alex", "Alex")
    fees = Fees(FeeTalk(desk.clinic.fees, desk.clinic.consents), ZONE)
    browser = StaffBrowser(console_of([fees.section()], store, clock, console_settings(stream_ticks=2)))
    await browser.sign_in("alex", secret, clock)
    await browser.get(f"/fees/{desk.fee.id}")
    found = re.search(r'data-live="([^"]+)"', browser.page)
    assert found is not None
    if meanwhile:
        await desk.clinic.fees.pay(desk.fee.id, STAFF, "desk")
    return (await browser.http.get(found[1])).text


async def test_what_changed_since_the_page_was_made_is_told_first() -> None:
    assert "event: changed" in await a_stream(meanwhile=True)


async def test_without_a_change_nothing_is_told() -> None:
    assert "event: changed" not in await a_stream(meanwhile=False)
