"""Builds the office of the egress process: what answers at `egress.sock`, a desk for each channel that is set up."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx
from starlette.applications import Starlette

from appliance.errors import SecretsError
from appliance.secret_files import SecretFiles, header_key
from appliance.settings.allowed import carrier_url, channels
from appliance.settings.egress import SendGridChannel, SmtpChannel, StripeChannel, TwilioChannel
from appliance.settings.model import Settings
from services.egress.allow_list import AllowList
from services.egress.guard import Guard
from services.egress.guarded import GuardedTransport, guarded_socket
from services.egress.journal import Journal
from services.egress.model import Destination
from services.egress.office.app import create_office_app
from services.egress.office.journal import Errands
from services.egress.office.mails import MailDesk
from services.egress.office.memory import Memory
from services.egress.office.notices import NoticeDesk
from services.egress.office.office import Desks, Office
from services.egress.office.officers import LetterSender, OfficerDesk
from services.egress.office.payments import PaymentDesk, StripeAccount
from services.egress.office.summaries import INSIDE, SummaryDesk
from services.egress.office.texts import TextDesk, Twilio
from services.egress.senders.addresses import MailAddress, PhoneNumber
from services.egress.senders.exchange import http_client
from services.egress.senders.sendgrid.events import EventSignature
from services.egress.senders.sendgrid.send import SendGridAccount, SendGridSender
from services.egress.senders.smtp.relay import Relay, SmtpSender, TlsMode
from services.egress.senders.twilio.account import TwilioAccount
from services.egress.senders.twilio.inbound import TwilioInbox
from services.egress.senders.twilio.listing import TwilioListing
from services.egress.senders.twilio.lookup import TwilioLookup
from services.egress.senders.twilio.send import TwilioSender
from services.egress.senders.twilio.signature import TwilioSignature
from services.kernel.clock import Clock
from services.messaging.leaving import leaving
from services.officers.words import worded

PATIENCE_SECONDS = 15.0
"""How long a carrier may be silent."""
KEPT_SECONDS = 60.0
"""How long the connection that asks for texts is kept; each one is recorded at both ends."""


@dataclass(frozen=True, slots=True)
class Outfit:
    """What every desk is built with."""

    secrets: SecretFiles
    guard: Guard
    clock: Clock

    def client(self, entry: Destination) -> httpx.AsyncClient:
        """Return a client of a carrier, which dials through the guard."""
        return http_client(carrier_url(entry), PATIENCE_SECONDS, GuardedTransport(self.guard))

    def polling_client(self, entry: Destination) -> httpx.AsyncClient:
        """Return a client that asks again and again, and keeps its connection for a minute of that."""
        transport = GuardedTransport(self.guard, kept=KEPT_SECONDS)
        return http_client(carrier_url(entry), PATIENCE_SECONDS, transport)

    def memory(self) -> Memory:
        """Return a desk's memory, which begins now."""
        return Memory(self.clock.now())


def build_office(
    settings: Settings,
    secrets: SecretFiles,
    allow_list: AllowList,
    guard: Guard,
    journal: Journal,
    clock: Clock,
) -> Starlette:
    """Return the web application at the senders' socket.

    Raises:
        SealdeskError: a credential cannot be used.
    """
    egress, open_channels = settings.egress, channels(settings.egress)
    outfit = Outfit(secrets, guard, clock)
    desks = Desks(
        texts=_texts(outfit, egress.twilio, open_channels["twilio"]) if egress.twilio else None,
        mails=_mails(outfit, egress.smtp) if egress.smtp else None,
        summaries=_summaries(outfit, settings),
        officers=_officers(outfit, settings, open_channels.get("sendgrid")),
        notices=_notices(outfit, egress.sendgrid, open_channels["sendgrid"]) if egress.sendgrid else None,
        payments=_payments(outfit, egress.stripe, open_channels["stripe"]) if egress.stripe else None,
    )

    def facts() -> dict[str, object]:
        return {"destinations": [entry.name for entry in allow_list.destinations], "open": len(guard.open)}

    return create_office_app(Office(desks, Errands(journal.trail, clock)), facts)


def _texts(outfit: Outfit, channel: TwilioChannel, entry: Destination) -> TextDesk:
    account = TwilioAccount(
        account=channel.account,
        key=channel.key,
        secret=header_key(outfit.secrets, channel.secret_file),
        number=PhoneNumber(channel.number),
        service=channel.service or "",
    )
    http = outfit.client(entry)
    listing = TwilioListing(http, account)
    token = header_key(outfit.secrets, channel.token_file) if channel.token_file else ""
    twilio = Twilio(
        account=account,
        sender=TwilioSender(http, account, leaving),
        listing=listing,
        lookup=TwilioLookup(listing, account, outfit.clock),
        signature=TwilioSignature((token,)) if token else None,
        inbox=TwilioInbox(TwilioListing(outfit.polling_client(entry), account), account),
    )
    return TextDesk(twilio, outfit.memory(), outfit.clock)


def _mails(outfit: Outfit, channel: SmtpChannel) -> MailDesk:
    return MailDesk(_relay(outfit, channel), outfit.memory(), outfit.clock)


def _summaries(outfit: Outfit, settings: Settings) -> SummaryDesk | None:
    """Return the desk for summaries, where they are mailed and the relay lies on the clinic's own network."""
    channel = settings.egress.smtp
    if channel is None or not settings.summaries.mail or channel.location not in INSIDE:
        return None
    inboxes = {name: MailAddress(address) for name, address in settings.summaries.mail.items()}
    return SummaryDesk(_relay(outfit, channel), inboxes, outfit.memory())


def _officers(outfit: Outfit, settings: Settings, sendgrid: Destination | None) -> OfficerDesk | None:
    """Return the desk for mails to officers: by the clinic's relay where there is one, else by SendGrid."""
    egress, channel = settings.egress, "smtp"
    if not settings.audit.officers:
        return None
    sender: LetterSender
    if egress.smtp is not None:
        sender = _relay(outfit, egress.smtp)
    elif egress.sendgrid is not None and sendgrid is not None:
        channel, sender = "sendgrid", _sendgrid(outfit, egress.sendgrid, sendgrid)
    else:
        return None
    officers = {name: MailAddress(address) for name, address in settings.audit.officers.items()}
    return OfficerDesk(sender, officers, worded, outfit.memory(), channel)


def _relay(outfit: Outfit, channel: SmtpChannel) -> SmtpSender:
    relay = Relay(
        host=channel.host,
        port=channel.port,
        sender=MailAddress(channel.sender),
        ca=Path(channel.ca_file),
        mode=TlsMode(channel.tls.value),
        user=channel.user,
        password=header_key(outfit.secrets, channel.password_file) if channel.password_file else "",
        timeout_seconds=PATIENCE_SECONDS,
    )
    reach = partial(guarded_socket, outfit.guard, channel.host, channel.port)
    return SmtpSender(relay, leaving, outfit.clock, reach)


def _notices(outfit: Outfit, channel: SendGridChannel, entry: Destination) -> NoticeDesk:
    signature = _events(channel.events_key) if channel.events_key else None
    return NoticeDesk(_sendgrid(outfit, channel, entry), outfit.memory(), outfit.clock, signature)


def _sendgrid(outfit: Outfit, channel: SendGridChannel, entry: Destination) -> SendGridSender:
    key = header_key(outfit.secrets, channel.key_file)
    return SendGridSender(outfit.client(entry), SendGridAccount(key, MailAddress(channel.sender), channel.link))


def _events(public_key: str) -> EventSignature:
    try:
        return EventSignature(public_key)
    except ValueError:
        what = "The public key egress.sendgrid.events_key cannot be used."
        raise SecretsError(what, "Copy it from SendGrid's console once more.") from None


def _payments(outfit: Outfit, channel: StripeChannel, entry: Destination) -> PaymentDesk:
    key = header_key(outfit.secrets, channel.key_file)
    return PaymentDesk(outfit.client(entry), StripeAccount(key, channel.success_url, channel.cancel_url))
