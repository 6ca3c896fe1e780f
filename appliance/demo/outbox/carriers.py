"""All stand-ins of one demo, in one process, with one journal."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.routing import BaseRoute

from appliance.demo.carriers.faults import Fault, Faults
from appliance.demo.carriers.journal import Journal
from appliance.demo.carriers.keys import CarrierKeys
from appliance.demo.carriers.relay import MailRelay, RelayKeys
from appliance.demo.carriers.sendgrid import SendGridStandIn
from appliance.demo.carriers.stripe import StripeStandIn
from appliance.demo.carriers.twilio import TwilioKeys, TwilioStandIn
from services.accounts.totp import step_of
from services.kernel.clock import Clock

_ARRIVES_AFTER_SECONDS: Final = 1.0
CERTIFICATE: Final = "certificate"
KEYS: Final = "keys.json"
STAFF: Final = "staff.json"


@dataclass(frozen=True, slots=True)
class Carriers:
    """The stand-ins. `relay` is None where there is no certificate for it."""

    journal: Journal
    clock: Clock
    twilio: TwilioStandIn
    sendgrid: SendGridStandIn
    stripe: StripeStandIn
    relay: MailRelay | None = None

    @classmethod
    def build(cls, keys: CarrierKeys, clock: Clock, certificate: Path | None = None) -> "Carriers":
        """Return stand-ins that believe these keys.

        Twilio leaves STOP and START to the clinic, as it has to where message redaction is on.
        """
        journal = Journal()
        account = TwilioKeys(keys.twilio_account, keys.twilio_key, keys.twilio_secret, keys.number)
        twilio = TwilioStandIn(account, clock, journal)
        twilio.book.filters = False
        login = RelayKeys(keys.relay_user, keys.relay_password, keys.mail_sender)
        return cls(
            journal,
            clock,
            twilio,
            SendGridStandIn(keys.sendgrid_key, keys.mail_sender, clock, journal),
            StripeStandIn(keys.stripe_key, clock, journal, keys.stripe_webhook_secret),
            MailRelay(login, certificate, clock, journal) if certificate else None,
        )

    @property
    def routes(self) -> list[BaseRoute]:
        """Return what is served of Twilio, SendGrid and Stripe."""
        return [*self.twilio.app.routes, *self.sendgrid.app.routes, *self.stripe.app.routes]

    @property
    def faults(self) -> dict[str, Faults]:
        """Return what goes wrong at each carrier, by its name."""
        found = {"twilio": self.twilio.faults, "sendgrid": self.sendgrid.faults, "stripe": self.stripe.faults}
        return found | ({"relay": self.relay.faults} if self.relay else {})

    @asynccontextmanager
    async def working(self, mail_port: int | None) -> AsyncIterator[None]:
        """Let texts arrive and the relay listen until the block ends."""
        arriving = asyncio.create_task(self._arrive())
        server = await self.relay.listen(mail_port) if self.relay and mail_port is not None else None
        try:
            yield
        finally:
            if server is not None:
                server.close()
            arriving.cancel()
            with suppress(asyncio.CancelledError):
                await arriving

    def misbehave(self, carrier: str, fault: Fault | None, times: int) -> bool:
        """Let a carrier's next sends go wrong, or all where `times` is 0; without a fault it works well again.

        Returns:
            Whether there is such a carrier.
        """
        faults = self.faults.get(carrier)
        if faults is None:
            return False
        faults.stop()
        if fault is not None and times:
            faults.plan(*[fault] * times)
        elif fault is not None:
            faults.held = fault
        self.journal.changed()
        return True

    async def _arrive(self) -> None:
        """Let texts arrive each second, and pages show the codes of a new half minute."""
        step = 0
        while True:
            await asyncio.sleep(_ARRIVES_AFTER_SECONDS)
            self.twilio.deliver()
            before, step = step, step_of(self.clock.now())
            if before != step:
                self.journal.changed()
