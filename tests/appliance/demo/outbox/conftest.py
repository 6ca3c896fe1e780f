"""An outbox in process on Monday, 23 November 2026, 9:00 in New York, and a sender that believes its Twilio."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx
import pytest

from appliance.demo.ehr.clock import SettableClock
from appliance.demo.outbox.app import create_outbox
from appliance.demo.outbox.carriers import Carriers

MARIA, JAMES = "+12125550101", "+12125550102"


@dataclass(frozen=True)
class Outbox:
    """The pages, and the stand-ins behind them."""

    http: httpx.AsyncClient
    carriers: Carriers

    async def page(self, path: str = "/") -> str:
        answer = await self.http.get(path)
        assert answer.status_code == 200
        return answer.text

    async def send(self, to: str, words: str) -> httpx.Response:
        """Send a text as the appliance does."""
        keys = self.carriers.twilio.keys
        form = {
            "To": to,
            "From": keys.number,
            "Body": words,
            "ContentRetention": "discard",
            "AddressRetention": "obfuscate",
        }
        path = f"/2010-04-01/Accounts/{keys.account}/Messages.json"
        return await self.http.post(path, data=form, auth=(keys.key, keys.secret))


@pytest.fixture
async def outbox() -> AsyncIterator[Outbox]:
    clock = SettableClock()
    clock.set(datetime(2026, 11, 23, 14, 0, tzinfo=UTC))
    app = create_outbox(clock=clock)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://outbox.test") as client:
        yield Outbox(client, app.state.carriers)
