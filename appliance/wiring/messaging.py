"""The rules of messages, and by which way they leave, from the settings."""

from dataclasses import dataclass
from datetime import time, timedelta
from functools import partial

from appliance.background import Work, repeat
from appliance.places import Places
from appliance.settings.model import Settings
from services.kernel.clock import Clock
from services.kernel.store import Store
from services.kernel.texting import MessageClass
from services.line.client import Line
from services.messaging.arrivals import Arrivals
from services.messaging.carrier_link import EgressSender
from services.messaging.carrier_news import EgressNews
from services.messaging.delivery import OutboxSender
from services.messaging.mail_link import EgressMail, EgressNotices
from services.messaging.ports import MailSender, MessageSender, MessagingTx, NoticeSender
from services.messaging.quiet import Daytime
from services.messaging.rules import Cap, MessageRules
from services.messaging.unknowns import Unknowns
from services.messaging.visits import Check, unchecked

DELIVER_EVERY = timedelta(milliseconds=500)
LOOK_UP_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class WayOut:
    """How messages leave: the sender, the line to the egress process where it is by that, and who takes mails."""

    sender: MessageSender
    line: Line | None = None
    mails: MailSender | None = None
    notices: NoticeSender | None = None

    @property
    def news(self) -> EgressNews | None:
        """Return what tells of received texts, of what became of sent ones, of calls; None without a carrier."""
        return EgressNews(self.line) if self.line is not None else None

    async def aclose(self) -> None:
        """Close the connections."""
        if self.line is not None:
            await self.line.aclose()


def egress_line(settings: Settings) -> Line:
    """Return a line to the egress process."""
    return Line(Places.of(settings).egress_socket)


def way_out(settings: Settings) -> WayOut | None:
    """Return how messages leave; None where they stay in the outbox."""
    messaging = settings.messaging
    if messaging.sender == "egress":
        line = egress_line(settings)
        mails = EgressMail(line) if messaging.mail == "relay" else None
        notices = EgressNotices(line) if messaging.mail == "notice" else None
        return WayOut(EgressSender(line), line, mails, notices)
    return None


def message_works(
    settings: Settings, way: WayOut | None, store: Store[MessagingTx], clock: Clock, check: Check = unchecked
) -> list[Work]:
    """Return what delivers the outbox, and what asks the carrier about messages nobody knows of."""
    if way is None:
        return []
    delivery = OutboxSender(
        store, way.sender, clock, message_rules(settings), check=check, mails=way.mails, notices=way.notices
    )
    arrivals, news = Arrivals(store, clock), way.news
    works = [] if news is None else [partial(repeat, "arrivals", partial(arrivals.ask, news), LOOK_UP_EVERY)]
    return [
        *works,
        partial(repeat, "messages", delivery.deliver_due, DELIVER_EVERY),
        partial(repeat, "unknown messages", Unknowns(store, way.sender, clock).look_up, LOOK_UP_EVERY),
    ]


def message_rules(settings: Settings) -> MessageRules:
    """Return the clinic's rules."""
    unasked = settings.messaging.unasked
    return MessageRules(
        zone=settings.clinic.zone_info,
        daytime=Daytime(time.fromisoformat(unasked.not_before), time.fromisoformat(unasked.not_after)),
        caps={
            MessageClass.REMINDER_OR_OFFER: Cap(unasked.reminders_per_day, unasked.reminders_per_week),
            MessageClass.BILLING: Cap(unasked.bills_per_day, unasked.bills_per_week),
        },
    )
