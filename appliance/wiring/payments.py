"""Joins fees and providers' summaries with the state and the clinic's own page and inboxes."""

from datetime import timedelta

from appliance.settings.model import Settings
from services.kernel.clock import Clock
from services.kernel.ids import RandomIds
from services.kernel.store import Store
from services.payments.clinic_page import ClinicPage
from services.payments.ports import PaymentChannel, PaymentTx
from services.payments.service import PaymentDesk
from services.scheduling.following import RaiseFee, TellProviders
from services.scheduling.settle import Afterwards
from services.summaries.folder_inbox import FolderInbox
from services.summaries.ports import SummaryTx
from services.summaries.service import SummaryDesk, SummaryPlan


def follow_ups(settings: Settings) -> tuple[Afterwards, ...]:
    """Return what follows from a change in its commit: its fee, and what providers are told where they are told."""
    fee = RaiseFee(RandomIds())
    return (fee,) if settings.summaries.folder is None else (fee, TellProviders())


def payment_channel(settings: Settings) -> PaymentChannel | None:
    """Return where patients pay, None where they pay at the front desk."""
    payments = settings.payments
    if payments.page_url is None:
        return None
    return ClinicPage(payments.page_url, timedelta(days=payments.link_days))


def build_payment_desk(
    settings: Settings, store: Store[PaymentTx], clock: Clock, channel: PaymentChannel | None = None
) -> PaymentDesk:
    """Return the use cases of fees."""
    return PaymentDesk(store, clock, RandomIds(), channel or payment_channel(settings))


def build_summary_desk(settings: Settings, store: Store[SummaryTx], clock: Clock) -> SummaryDesk | None:
    """Return the use cases of providers' summaries, None where none are made."""
    summaries = settings.summaries
    if summaries.folder is None:
        return None
    plan = SummaryPlan(
        settings.clinic.zone_info,
        summaries.team,
        dict(summaries.inboxes),
        summaries.digest_at,
        summaries.each_cancellation,
    )
    return SummaryDesk(store, clock, FolderInbox(summaries.folder), plan)
