"""The waitlist as it runs: from the settings to its worker, its keys and the rules of messages."""

from datetime import time, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from appliance.errors import SecretsError
from appliance.secret_files import WAITLIST_KEY
from appliance.wiring.changes import build_changes
from appliance.wiring.durable import build_workflows
from appliance.wiring.state import build_state
from appliance.wiring.waitlist import offer_settings, take_over, waitlist_works
from services.kernel.clock import SystemClock
from services.scheduling.model import Capabilities
from services.scheduling.waitlist.parts import Parts
from services.scheduling.waitlist.ports import NativeWaitlist
from services.scheduling.waitlist.settings import OfferSettings
from tests.appliance.settings_files import fresh_secrets, small_clinic
from tests.contract.native_waitlist import LISTED
from tests.doubles.builders import a_patient
from tests.doubles.scheduling_system import FakeSchedulingSystem
from tests.doubles.store import MemoryStore
from tests.doubles.waitlist import FakeNativeWaitlist
from tests.doubles.waitlist_clinic import WaitlistClinic


def test_the_defaults_of_the_settings_are_those_of_the_core(tmp_path: Path) -> None:
    assert offer_settings(small_clinic(tmp_path)) == OfferSettings()


def test_what_the_settings_say_reaches_the_offers(tmp_path: Path) -> None:
    settings = small_clinic(
        tmp_path,
        waitlist={"batch_size": 3, "batch_minutes": 2, "answer_minutes": 30, "depth": 0, "offers_per_week": 5},
        messaging={"unasked": {"not_before": "09:00", "not_after": "19:30"}},
    )
    chosen = offer_settings(settings)
    assert (chosen.batch_size, chosen.batch_every, chosen.offer_lasts) == (
        3,
        timedelta(minutes=2),
        timedelta(minutes=30),
    )
    assert (chosen.most_depth, chosen.per_week) == (0, 5)
    assert (chosen.day_opens, chosen.day_closes) == (time(9), time(19, 30))


def test_an_offer_cannot_last_less_than_the_least_time(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="least_minutes must not be more than answer_minutes"):
        small_clinic(tmp_path, waitlist={"answer_minutes": 10, "least_minutes": 20})


async def parts_of(folder: Path, **sections: object) -> Parts:
    settings = small_clinic(folder, **sections)
    secrets = fresh_secrets(settings)
    store, clock = build_state(settings, secrets), SystemClock()
    workflows = build_workflows(settings, secrets, clock)
    parts = build_changes(settings, secrets, store, FakeSchedulingSystem(), workflows, clock).waitlist
    await store.close()
    return parts


async def test_the_worker_and_the_watch_run_unless_they_are_switched_off(tmp_path: Path) -> None:
    parts = await parts_of(tmp_path)
    for waitlist, count in (({}, 2), ({"watch": False}, 1), ({"runs": False}, 0)):
        assert len(waitlist_works(small_clinic(tmp_path, waitlist=waitlist), parts)) == count


class Link:
    """A bridge whose system may have a waitlist of its own."""

    def __init__(self, native: FakeNativeWaitlist | None) -> None:
        self.native = native

    async def capabilities(self) -> Capabilities:
        return Capabilities("test", native_waitlist=self.native is not None)

    def waitlist(self) -> NativeWaitlist:
        assert self.native is not None
        return self.native


@pytest.mark.parametrize("has", [True, False])
async def test_the_system_s_own_list_is_taken_over_where_it_declares_one(has: bool) -> None:  # noqa: FBT001 a table
    store = MemoryStore()
    clinic = WaitlistClinic(store)
    clinic.system.add(a_patient(id="pat-1"), a_patient(id="pat-2"))
    await take_over(clinic.service, Link(FakeNativeWaitlist(*LISTED) if has else None))
    assert len(store.entries) == (2 if has else 0)


async def test_without_its_key_nothing_starts_and_the_error_says_how_to_make_one(tmp_path: Path) -> None:
    settings = small_clinic(tmp_path)
    secrets = fresh_secrets(settings)
    (secrets.folder / WAITLIST_KEY).unlink()
    store, clock = build_state(settings, secrets), SystemClock()
    workflows = build_workflows(settings, secrets, clock)
    with pytest.raises(SecretsError, match=r"waitlist\.key") as caught:
        build_changes(settings, secrets, store, FakeSchedulingSystem(), workflows, clock)
    assert "head -c 32" in caught.value.do
    await store.close()
