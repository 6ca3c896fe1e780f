"""An egress process's office on a Unix socket, with stand-ins of the carriers behind it on loopback."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from appliance.demo.carriers.sendgrid import SendGridStandIn
from appliance.demo.carriers.twilio import TwilioStandIn
from services.egress.office.app import create_office_app
from services.egress.office.journal import Errands
from services.egress.office.mails import MailDesk
from services.egress.office.memory import Memory
from services.egress.office.notices import NoticeDesk
from services.egress.office.office import Desks, Office
from services.egress.office.payments import PaymentDesk, StripeAccount
from services.egress.office.texts import TextDesk, Twilio
from services.egress.senders.exchange import http_client
from services.egress.senders.sendgrid.events import EventSignature
from services.egress.senders.sendgrid.send import SendGridSender
from services.egress.senders.twilio.listing import TwilioListing
from services.egress.senders.twilio.lookup import TwilioLookup
from services.egress.senders.twilio.send import TwilioSender
from services.egress.senders.twilio.signature import TwilioSignature
from services.messaging.leaving import leaving
from services.payments.ports import DoorRequest
from tests.contract.link_server import serving_on
from tests.doubles.audit import MemoryTrail
from tests.doubles.carriers import ACCOUNT, NOTICES, a_sendgrid, a_twilio
from tests.doubles.clock import MONDAY_MORNING, ManualClock
from tests.doubles.loopback import serving
from tests.doubles.payments import LocalStripe

TOKEN = "the account's token"
STRIPE = StripeAccount("sk_test_invented", "https://maple.example/paid", "https://maple.example/not-paid")
PATIENCE_SECONDS = 0.3
Between = Callable[[str], AbstractContextManager[str]]


@dataclass
class OfficeWorld:
    """The carriers behind the office, and what the office wrote down."""

    clock: ManualClock = field(default_factory=lambda: ManualClock(MONDAY_MORNING + timedelta(minutes=10)))
    trail: MemoryTrail = field(default_factory=MemoryTrail)
    twilio: TwilioStandIn = field(init=False)
    sendgrid: SendGridStandIn = field(default_factory=a_sendgrid)
    stripe: LocalStripe = field(init=False)
    events: EventSignature | None = None
    stripe_keys: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.twilio = a_twilio(self.clock)
        self.stripe = LocalStripe(self.clock)

    def stripe_app(self) -> Starlette:
        """Return the local Stripe as a server."""

        async def opened(request: Request) -> Response:
            self.stripe_keys.append(request.headers["authorization"])
            given = {name.title(): value for name, value in request.headers.items()}
            wire = DoorRequest("POST", "api.stripe.com", request.url.path, given, await request.body())
            answer = await self.stripe.send(wire)
            return Response(answer.body, answer.status, media_type="application/json")

        return Starlette(routes=[Route("/v1/checkout/sessions", opened, methods=["POST"])])

    def text_desk(self, address: str, client: httpx.AsyncClient | None = None) -> TextDesk:
        """Return a desk for texts that calls the stand-in at an address, or by a client."""
        http = client or http_client(address, PATIENCE_SECONDS)
        listing = TwilioListing(http, ACCOUNT)
        twilio = Twilio(
            ACCOUNT,
            TwilioSender(http, ACCOUNT, leaving),
            listing,
            TwilioLookup(listing, ACCOUNT, self.clock),
            TwilioSignature((TOKEN,)),
        )
        return TextDesk(twilio, Memory(MONDAY_MORNING - timedelta(hours=1)), self.clock)

    def office(self, desks: Desks) -> Office:
        """Return an office with these desks."""
        return Office(desks, Errands(self.trail, self.clock))

    def said(self) -> str:
        """Return the whole audit trail as text."""
        return "\n".join(map(repr, self.trail.events))


@contextmanager
def open_office(
    world: OfficeWorld, folder: Path, between: Between = nullcontext, mails: MailDesk | None = None
) -> Iterator[Path]:
    """Serve the office on a socket and the carriers on loopback until the block ends; yield the socket's path.

    `between` stands in front of each carrier: it gets the address and yields another, in the order Twilio, SendGrid,
    Stripe.
    """
    with ExitStack() as stack:
        carriers = (world.twilio.app, world.sendgrid.app, world.stripe_app())
        addresses = [stack.enter_context(between(stack.enter_context(serving(app)))) for app in carriers]
        twilio, sendgrid, stripe = addresses
        since = MONDAY_MORNING
        desks = Desks(
            texts=world.text_desk(twilio),
            mails=mails,
            notices=NoticeDesk(
                SendGridSender(http_client(sendgrid, PATIENCE_SECONDS), NOTICES),
                Memory(since),
                world.clock,
                world.events,
            ),
            payments=PaymentDesk(http_client(stripe, PATIENCE_SECONDS), STRIPE),
        )
        app = create_office_app(world.office(desks))
        yield stack.enter_context(serving_on(folder / "egress.sock", app))
