"""The page of one fee: what it shows in each state, that a mere look changes nothing, and that it names nobody."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from services.payments.errors import NothingSent
from services.payments.pages import PayPages
from services.payments.service import PaymentDesk
from services.portal.app import create_portal
from services.scheduling.fee import FeeState, WaiverReason
from tests.contract.fees import a_fee
from tests.doubles.conversations import ScriptedConversations
from tests.doubles.ids import CountingIds
from tests.doubles.portal import PlainBrowser, portal_settings
from tests.services.payments.payment_rig import PATIENT, STAFF, Rig

FEE = a_fee(id="fee_k7m2a9bkpcyvq3wd")
PAGE = "/pay/k7m2a9bkpcyvq3wd"


class PayRig(Rig):
    def browse(self, desk: PaymentDesk) -> PlainBrowser:
        conversations = ScriptedConversations(self.clock)
        return PlainBrowser(create_portal(conversations, portal_settings(), self.clock, PayPages(desk)))


@pytest.fixture
async def rig() -> PayRig:
    made = PayRig()
    await made.with_fee(FEE)
    return made


@pytest.fixture
async def browser(rig: PayRig) -> AsyncIterator[PlainBrowser]:
    browser = rig.browse(rig.page)
    yield browser
    await browser.http.aclose()


async def test_a_fee_that_can_be_paid_leads_to_the_payment_page(rig: PayRig, browser: PlainBrowser) -> None:
    handover = await rig.page.hand_over(FEE.id, PATIENT)
    await browser.get(PAGE)
    assert "An office fee of $25 is due." in browser.page
    assert f'href="{handover.url.replace("&", "&amp;")}"' in browser.page
    assert FEE.patient_id not in browser.page


async def test_a_link_that_ran_out_is_opened_anew_by_a_press_and_not_by_a_look(
    rig: PayRig, browser: PlainBrowser
) -> None:
    await rig.page.hand_over(FEE.id, PATIENT)
    rig.clock.advance(timedelta(days=8))
    before = len(rig.store.audit)
    await browser.get(PAGE)
    assert "Open the payment page" in browser.page
    assert len(rig.store.audit) == before
    await browser.post(PAGE)
    assert "Pay $25 now" in browser.page
    assert rig.store.fees[FEE.id].state is FeeState.HANDED_OVER


async def test_each_settled_state_says_so(rig: PayRig, browser: PlainBrowser) -> None:
    await rig.page.pay(FEE.id, STAFF, "desk")
    await browser.get(PAGE)
    assert "is paid. Thank you." in browser.page
    await rig.page.refund(FEE.id, STAFF, WaiverReason.GOODWILL)
    await browser.get(PAGE)
    assert "Nothing is due." in browser.page
    await browser.post(PAGE)
    assert "Nothing is due." in browser.page


async def test_in_spanish_by_the_switch(rig: PayRig, browser: PlainBrowser) -> None:
    await rig.page.hand_over(FEE.id, PATIENT)
    await browser.get(f"{PAGE}?lang=es")
    assert "Hay un cargo de $25 por pagar." in browser.page


async def test_without_a_payment_page_it_names_the_front_desk(rig: PayRig) -> None:
    browser = rig.browse(PaymentDesk(rig.store, rig.clock, CountingIds()))
    await browser.get(PAGE)
    assert "You can pay it at the front desk." in browser.page


async def test_a_page_that_does_not_open_says_what_to_do(rig: PayRig) -> None:
    browser = rig.browse(rig.checkout)
    rig.stripe.fail.append((NothingSent("Down."), False))
    await browser.post(PAGE)
    assert browser.status == 503
    assert "did not open. Please try again in a minute." in browser.page


@pytest.mark.parametrize("page", ["/pay/unknownunknown22", "/pay/A", "/pay/..%2f"])
async def test_an_unknown_page_is_not_found(browser: PlainBrowser, page: str) -> None:
    await browser.get(page)
    assert browser.status == 404


@pytest.mark.parametrize(("page", "words"), [("thanks", "Thank you for your payment"), ("later", "not paid yet")])
async def test_the_fixed_pages_are_the_same_for_everybody(browser: PlainBrowser, page: str, words: str) -> None:
    await browser.get(f"/pay/{page}")
    assert browser.status == 200
    assert words in browser.page


async def test_a_post_from_another_site_opens_nothing(rig: PayRig, browser: PlainBrowser) -> None:
    answer = await browser.http.post(PAGE, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert rig.store.fees[FEE.id].handover is None
