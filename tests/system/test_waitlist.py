"""A freed time finds its new patient, through the running clinic: chat, change, offers, code, move, kind notes.

The portal is killed twice on the way. The clinic's clock is set back to the late morning, because offers keep quiet
hours.
"""

import os
import re
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from appliance.demo.settings import ZONE
from services.kernel.clock import SystemClock
from tests.system.demo_clinic import Caller, DemoClinic

pytestmark = pytest.mark.timeout(300)
OFFER = re.compile(r"earlier time open: |hora libre: ")
GONE = re.compile(r"that time is taken now|ya la tiene otra persona")
MOVED = re.compile(r"your visit is now|su cita es ahora")
CANCELLED = re.compile(r"is cancelled|está cancelada")
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
MORNING = 11
FIRST_OFFER = timedelta(seconds=30)


def by_day() -> dict[str, str]:
    """Return what makes it 11 o'clock at the clinic, today or yesterday."""
    local = SystemClock().now().astimezone(ZoneInfo(ZONE))
    behind = (local - local.replace(hour=MORNING, minute=0)) % timedelta(days=1)
    folder = str(Path(__file__).parent / "daytime")
    path = os.pathsep.join(filter(None, (folder, os.environ.get("PYTHONPATH"))))
    return {"PYTHONPATH": path, "SEALDESK_TEST_HOURS_BEHIND": str(behind / timedelta(hours=1))}


@dataclass
class Scene:
    """The demo, and who is who in it by telephone number."""

    demo: DemoClinic
    freed: str = ""
    winner: str = ""
    given_up: str = ""
    latecomer: str = ""

    def __post_init__(self) -> None:
        found = self.demo.fhir("Patient?_count=200")["entry"]
        self.patients = {self._phone(each["resource"]): each["resource"] for each in found}

    @staticmethod
    def _phone(patient: dict[str, Any]) -> str:
        return next((each["value"] for each in patient.get("telecom", ()) if each["system"] == "phone"), "")

    def texts(self, kind: re.Pattern[str]) -> list[dict[str, str]]:
        """Return the texts of one kind that reached a phone, the oldest first."""
        answer = httpx.get(f"{self.demo.outbox}messages.json", trust_env=False)
        found = [text for text in answer.json()["messages"] if text["outcome"] in ("taken", "delivered")]
        return sorted((text for text in found if kind.search(text["words"])), key=lambda text: text["at"])

    def phones(self, kind: re.Pattern[str]) -> Counter[str]:
        return Counter(text["party"] for text in self.texts(kind))

    def until(self, holds: Callable[[], bool]) -> None:
        """Look again and again; the test's own timeout ends it."""
        while not holds():
            assert self.demo.process.poll() is None

    def kill_portal(self) -> None:
        """Kill the portal with -9 and wait until the supervisor has another one well."""
        pid = self.demo.pid("portal")
        os.kill(pid, signal.SIGKILL)
        self.until(lambda: self.demo.sealdesk("status").returncode == 0 and self.demo.pid("portal") != pid)

    def visits(self, phone: str) -> list[str]:
        return self.demo.booked(self.patients[phone]["id"])

    def proven(self, caller: Caller, phone: str) -> str:
        """Say who has this phone, with their birth date and the code that arrives there."""
        patient = self.patients[phone]
        name = patient["name"][0]
        born = datetime.fromisoformat(patient["birthDate"])
        return caller.prove(f"{name['given'][0]} {name['family']}", f"{born:%B} {born.day}, {born.year}")


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    before = {name: os.environ.get(name) for name in by_day()}
    os.environ.update(by_day())
    demo = DemoClinic.start(tmp_path_factory.mktemp("demo"))
    yield Scene(demo)
    if demo.process.poll() is None:
        demo.stop()
    for name, value in before.items():
        os.environ.pop(name, None)
        os.environ.update({name: value} if value is not None else {})


def test_a_freed_time_is_offered_to_those_who_wait_and_a_killed_portal_doubles_nothing(scene: Scene) -> None:
    demo = scene.demo
    waiting = demo.sealdesk("waitlist", "list", "--as", "desk").stdout.splitlines()
    assert len(waiting) >= 3
    [scene.freed] = demo.booked("pat-001")
    cancelling = Caller(demo, "en")
    cancelling.say("I need to cancel my visit")
    cancelling.prove("Maria Santos", "March 14, 1985")
    assert "Done." in cancelling.press("Yes")
    cancelling.close()
    scene.until(lambda: bool(scene.texts(OFFER)))
    scene.kill_portal()
    scene.until(lambda: len(scene.texts(OFFER)) == len(waiting))
    assert set(scene.phones(OFFER).values()) == {1}
    first, cancelled = scene.texts(OFFER)[0], scene.texts(CANCELLED)[0]
    assert datetime.fromisoformat(first["at"]) - datetime.fromisoformat(cancelled["at"]) < FIRST_OFFER


def test_staff_put_one_more_on_the_list(scene: Scene) -> None:
    scene.winner = scene.texts(OFFER)[0]["party"]
    [scene.given_up] = [each["start"] for each in cleanings(scene.demo) if phone_of(scene, each) == scene.winner][-1:]
    asked = scene.phones(OFFER)
    others = (each for each in cleanings(scene.demo) if each["start"] > scene.given_up)
    late = next(each for each in others if phone_of(scene, each) and phone_of(scene, each) not in asked)
    patient = late["participant"][0]["actor"]["reference"].removeprefix("Patient/")
    joined = scene.demo.sealdesk("waitlist", "add", patient, late["id"], "--agreed", "--as", "desk")
    assert joined.returncode == 0, joined.stderr
    scene.latecomer = phone_of(scene, late)


def test_the_first_code_wins_once_although_the_portal_is_killed_and_the_others_hear_kindly(scene: Scene) -> None:
    asked, before = scene.phones(OFFER), scene.visits(scene.winner)
    [code] = CODE.findall(scene.texts(OFFER)[0]["words"])
    taking = Caller(scene.demo, "en")
    taking.say(f"I got a text with code {code}")
    assert "you are the first" in scene.proven(taking, scene.winner)
    scene.kill_portal()
    taking.close()
    scene.until(lambda: len(scene.texts(GONE)) == len(asked) - 1)
    scene.until(lambda: bool(scene.texts(MOVED)))
    after = scene.visits(scene.winner)
    assert (set(after) - set(before), set(before) - set(after)) == ({scene.freed}, {scene.given_up})
    assert scene.phones(MOVED) == {scene.winner: 1}
    assert scene.phones(GONE) == dict.fromkeys(set(asked) - {scene.winner}, 1)


def test_the_winner_s_own_time_is_offered_on(scene: Scene) -> None:
    scene.until(lambda: scene.latecomer in scene.phones(OFFER))
    assert set(scene.phones(OFFER).values()) == {1}
    rounds = scene.demo.sealdesk("waitlist", "rounds", "--as", "desk").stdout.splitlines()
    assert [line.split()[-1] for line in rounds] == ["moved", "cancelled"]
    assert "filled" in rounds[1]
    assert scene.demo.sealdesk("audit", "verify", "--as", "audit").returncode == 0


def cleanings(demo: DemoClinic) -> list[dict[str, Any]]:
    """Return the booked cleanings, soonest first."""
    found = [each["resource"] for each in demo.fhir("Appointment?_count=500")["entry"]]
    kinds = [each for each in found if each["serviceType"][0]["coding"][0]["code"] == "cleaning"]
    return sorted((each for each in kinds if each["status"] == "booked"), key=lambda each: str(each["start"]))


def phone_of(scene: Scene, visit: dict[str, Any]) -> str:
    """Return the telephone number of the visit's patient; empty without one."""
    reference = visit["participant"][0]["actor"]["reference"].removeprefix("Patient/")
    return next((phone for phone, patient in scene.patients.items() if patient["id"] == reference), "")
