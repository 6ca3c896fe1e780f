"""A simulated EHR in process, on Monday, 23 November 2026, 7:00 in New York."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from appliance.demo.ehr.app import create_ehr
from appliance.demo.ehr.clock import SettableClock
from appliance.demo.ehr.config import EhrConfig
from tests.appliance.demo.clinic_client import Clinic, Opener

MONDAY = "2026-11-23"


@pytest.fixture
async def open_clinic() -> AsyncIterator[Opener]:
    async with AsyncExitStack() as stack:

        async def opener(**settings: object) -> Clinic:
            clock = SettableClock()
            clock.set(datetime(2026, 11, 23, 12, 0, tzinfo=UTC))
            app = create_ehr(replace(EhrConfig(start_date=MONDAY, days=14), **settings), clock=clock)  # type: ignore[arg-type]
            transport = httpx.ASGITransport(app)
            client = httpx.AsyncClient(transport=transport, base_url="http://ehr.test")
            return Clinic(app.state.ehr, await stack.enter_async_context(client))

        yield opener


@pytest.fixture
async def generic(open_clinic: Opener) -> Clinic:
    return await open_clinic()
