"""Joins fees and providers' summaries with the state and the clinic's own page and inboxes."""

from datetime import timedelta

from appliance.places import Places
from appliance.secret_files import SecretFiles, header_keys
from appliance.settings.model import Settings
from appliance.wiring.policy import policy_book
from services.kernel.clock import Clock
from services.kernel.ids import RandomIds, ShortIds
from services.kernel.store import Store
from services.line.client import Line
from services.payments.clinic_page import ClinicPage
from services.payments.door_link import EgressDoor
from services.payments.errors import ChannelClosed
from services.payments.ports import DoorAnswer, DoorRequest, PaymentChannel, PaymentDoor, PaymentTx
from services.payments.service import PaymentDesk
from services.payments.stripe_checkout import StripeCheckout
from services.payments.stripe_request import CheckoutPages
from services.payments.texting import FeeTexts
from services.payments.webhook import StripeWebhook
from services.scheduling.fee import WaiverReason
from services.scheduling.following import RaiseFee, TellProviders
from services.scheduling.mailing import MailVisit
from services.scheduling.noticing import NoticeOfChange
from services.scheduling.operation import Operation
from services.scheduling.settle import Afterwards
from services.summaries.folder_inbox import FolderInbox
from services.summaries.mail_inbox import MailInbox
from services.summaries.ports import ProviderInbox, SummaryTx
from services.summaries.service import SummaryDesk, SummaryPlan

_HTTPS = 443


def follow_ups(settings: Settings) -> tuple[Afterwards, ...]:
    """Return what follows from a change in its commit: its fee, what providers are told, the patient's mail."""
    fee = RaiseFee(ShortIds())
    told = (TellProviders(),) if settings.summaries.made else ()
    return (fee, *told, *_mailed(settings))


def _mailed(settings: Settings) -> tuple[Afterwards, ...]:
    clinic = settings.clinic
    if settings.messaging.mail == "none":
        return ()
    if settings.messaging.mail == "notice":
        return (NoticeOfChange(),)
    return (MailVisit(clinic.short_name, clinic.people_phone, clinic.zone_info),)


def public_base(settings: Settings) -> str:
    """Return the address under which patients reach the chat page, without a slash at its end."""
    chat, named = settings.chat, settings.payments.public_url
    if named is not None:
        return named
    host, port = chat.public_hosts[0], f":{chat.port}"
    if chat.behind_tls:
        return f"https://{host}"
    if chat.tls is not None:
        return f"https://{host}{'' if chat.port == _HTTPS else port}"
    return f"http://{host}{port}"


def payment_channel(settings: Settings, door: PaymentDoor | None = None) -> PaymentChannel | None:
    """Return where patients pay, None where they pay at the front desk.

    Without a door nothing is opened at Stripe: a command leaves that to the portal.
    """
    payments, stripe = settings.payments, settings.egress.stripe
    if payments.stripe and stripe is not None:
        pages = CheckoutPages(stripe.success_url, stripe.cancel_url)
        stand_in = f"http://127.0.0.1:{stripe.stand_in_port}/pay/" if stripe.stand_in_port else None
        return StripeCheckout(door or ClosedDoor(), pages, stand_in=stand_in)
    if payments.page_url is None:
        return None
    return ClinicPage(payments.page_url, timedelta(days=payments.link_days))


def line_out(settings: Settings) -> Line | None:
    """Return a line to the egress process, where fees, summaries or mails to officers need one."""
    needed = settings.payments.stripe or settings.summaries.mail or settings.audit.officers
    return Line(Places.of(settings).egress_socket) if needed else None


def door_of(line: Line | None) -> PaymentDoor | None:
    """Return the door to Stripe behind the line."""
    return None if line is None else EgressDoor(line)


class ClosedDoor:
    """The way out as a command sees it: there is none; the portal hands the fee over."""

    async def send(self, request: DoorRequest) -> DoorAnswer:  # noqa: ARG002 the port's shape
        """Refuse.

        Raises:
            ChannelClosed: always.
        """
        raise ChannelClosed("Payment pages are opened by the portal.", "Wait a minute while `sealdesk up` runs.")


def build_payment_desk(
    settings: Settings, store: Store[PaymentTx], clock: Clock, door: PaymentDoor | None = None
) -> PaymentDesk:
    """Return the use cases of fees."""
    book = policy_book(settings)

    def waivable(operation: Operation | None) -> frozenset[WaiverReason]:
        return book.for_visit(operation.appointment.visit_type if operation else None).waivers

    texts = FeeTexts(settings.clinic.short_name, f"{public_base(settings)}/pay/")
    return PaymentDesk(store, clock, RandomIds(), payment_channel(settings, door), texts, waivable)


def stripe_webhook(
    settings: Settings, secrets: SecretFiles, store: Store[PaymentTx], clock: Clock
) -> StripeWebhook | None:
    """Return what takes Stripe's messages, None where there is no Stripe.

    Raises:
        SecretsError: a signing secret cannot be read.
    """
    stripe = settings.egress.stripe
    if not settings.payments.stripe or stripe is None or stripe.webhook_secret_file is None:
        return None
    return StripeWebhook(store, clock, header_keys(secrets, stripe.webhook_secret_file))


def provider_inbox(settings: Settings, line: Line | None) -> ProviderInbox | None:
    """Return where summaries are left, None where none are made."""
    if settings.summaries.folder is not None:
        return FolderInbox(settings.summaries.folder)
    return MailInbox(line) if settings.summaries.mail and line is not None else None


def build_summary_desk(
    settings: Settings, store: Store[SummaryTx], clock: Clock, line: Line | None = None
) -> SummaryDesk | None:
    """Return the use cases of providers' summaries, None where none are made."""
    summaries, inbox = settings.summaries, provider_inbox(settings, line)
    if inbox is None:
        return None
    plan = SummaryPlan(
        settings.clinic.zone_info,
        summaries.team,
        dict(summaries.inboxes),
        summaries.digest_at,
        summaries.each_cancellation,
    )
    return SummaryDesk(store, clock, inbox, plan)
