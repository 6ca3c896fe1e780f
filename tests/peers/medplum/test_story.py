"""The first patient, against a FHIR server nobody here wrote: find, offer, move, cancel, and a crowd."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.bridge.fhir.client import FhirClient
from services.bridge.fhir.connection import open_http
from services.bridge.fhir.profile import SiteProfile
from services.bridge.fhir.system import FhirSchedulingSystem
from services.kernel.clock import SystemClock
from services.kernel.language import Language
from tests.doubles.clock import ManualClock
from tests.peers.medplum.peer import MedplumPeer, medplum_peer
from tests.peers.medplum.story_clinic import ZONE, Patient, StoryClinic
from tests.races.contention import Appliance, Contention
from tests.races.schedule import crowded_clinic

pytestmark = pytest.mark.peer

MONDAY = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
OPENING = datetime(2026, 12, 1, 9, 0, tzinfo=ZONE)
ACTIVE = ("booked", "pending", "arrived", "checked-in")


@pytest.fixture(scope="module")
def running() -> Iterator[MedplumPeer]:
    with medplum_peer() as peer:
        yield peer


@pytest.fixture
def peer(running: MedplumPeer) -> MedplumPeer:
    running.reset()
    running.load(crowded_clinic(OPENING, patients=6, free=8))
    return running


def adapter(peer: MedplumPeer, name: str = "Sealdesk") -> FhirSchedulingSystem:
    profile = SiteProfile(peer.fhir, ZONE)
    return FhirSchedulingSystem(FhirClient(open_http(profile, agent=name)), profile, SystemClock())


@pytest.fixture
async def clinic(peer: MedplumPeer) -> AsyncIterator[StoryClinic]:
    system = adapter(peer)
    yield StoryClinic(system, ManualClock(MONDAY))
    await system.aclose()


def held(peer: MedplumPeer, patient: str) -> list[dict[str, Any]]:
    """Return the patient's live appointments as the server has them."""
    return [
        a
        for a in peer.state("Appointment")
        if a["status"] in ACTIVE and any(p["actor"]["reference"] == f"Patient/{patient}" for p in a["participant"])
    ]


def slot_status(peer: MedplumPeer, slot: str) -> str:
    return next(str(s["status"]) for s in peer.state("Slot") if s["id"] == slot)


async def verified(clinic: StoryClinic, words: str, language: Language, who: str) -> tuple[Patient, str]:
    """Say what is wanted, prove who one is, and return the answer after the code."""
    patient = Patient(clinic)
    await patient.opens(language)
    await patient.says(words)
    await patient.says(who)
    return patient, await patient.says(clinic.code())


async def test_a_visit_is_moved_from_words_to_the_servers_records(clinic: StoryClinic, peer: MedplumPeer) -> None:
    patient, answer = await verified(
        clinic, "hi can you move my check-up please", Language.EN, "Robin Marrowaa, january 1 1980"
    )
    assert "Tuesday, December 1 at 9am" in answer
    assert "free" in answer
    read_back = await patient.presses(1)
    assert "Shall I move it?" in read_back
    before = held(peer, "pat-0")[0]
    said = await patient.says("yeah sounds good")
    assert "Done." in said
    after = held(peer, "pat-0")
    assert [a["id"] for a in after] == [before["id"]]
    assert after[0]["start"] != before["start"]
    assert slot_status(peer, "slot-0") == "free"
    assert slot_status(peer, after[0]["slot"][0]["reference"].removeprefix("Slot/")) == "busy"
    assert clinic.texts() == ["moved"]


async def test_a_visit_is_cancelled_in_spanish(clinic: StoryClinic, peer: MedplumPeer) -> None:
    patient, answer = await verified(
        clinic, "quiero cancelar mi cita", Language.ES, "Robin Marrowab, primero de enero de 1980"
    )
    assert "¿La cancelo?" in answer
    said = await patient.says("sí por favor")
    assert "Listo." in said
    assert held(peer, "pat-1") == []
    assert slot_status(peer, "slot-1") == "free"
    assert clinic.texts() == ["cancelled"]


async def test_a_slot_the_front_desk_took_meanwhile_is_never_called_done(
    clinic: StoryClinic, peer: MedplumPeer
) -> None:
    patient, _ = await verified(clinic, "move my visit", Language.EN, "Robin Marrowac 1/1/1980")
    await patient.presses(0)
    peer.load([{**s, "status": "busy"} for s in peer.state("Slot") if s["status"] == "free"])
    said = await patient.says("yes")
    assert "Done." not in said
    assert "still stands" in said
    assert held(peer, "pat-2")[0]["slot"][0]["reference"] == "Slot/slot-2"


async def test_a_crowd_at_two_appliances_never_shares_a_slot(running: MedplumPeer) -> None:
    running.reset()
    clock, patients = SystemClock(), 24
    opening = datetime.combine((clock.now() + timedelta(days=2)).astimezone(ZONE).date(), datetime.min.time(), ZONE)
    running.load(crowded_clinic(opening + timedelta(hours=9), patients, free=5))
    systems = [adapter(running, name) for name in ("a", "b")]

    async def leave(_: str) -> None:
        """A patient who cancelled stays away."""

    appliances = [Appliance(name, system, clock) for name, system in zip("ab", systems, strict=True)]
    report = await Contention(appliances, clock, 150, leave).run([f"pat-{n}" for n in range(patients)])
    for system in systems:
        await system.aclose()
    live = [a for a in running.state("Appointment") if a["status"] in ACTIVE]
    slots = Counter(a["slot"][0]["reference"] for a in live)
    people = Counter(a["participant"][0]["actor"]["reference"] for a in live)
    assert max(slots.values()) == 1
    assert max(people.values()) == 1
    assert len(people) + sum(report.cancelled.values()) == patients
    assert report.endings["done"] > 0
