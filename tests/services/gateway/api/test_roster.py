"""The API while the roster is missing, there, and changed."""

from collections.abc import Iterator

import pytest

from services.gateway.redaction.redactor import Redactor
from services.gateway.redaction.roster.roster import Roster
from services.gateway.roster.keeper import RosterKeeper, Rules
from services.kernel.roster import PatientAdded, RosterEntry, RosterName
from tests.doubles.clock import ManualClock
from tests.doubles.roster import FakeSource
from tests.services.gateway.api.harness import House, a_house, user

ZELDA = RosterEntry("1", (RosterName("Zelda", "Quackenbush"),))
OTTO = RosterEntry("2", (RosterName("Otto", "Brandtner"),))


@pytest.fixture
def source() -> FakeSource:
    """Return a source that lists nobody yet, which is no list."""
    return FakeSource()


@pytest.fixture
def keeper(source: FakeSource) -> RosterKeeper:
    return RosterKeeper(Roster(), source, ManualClock(), Rules())


@pytest.fixture
def house(keeper: RosterKeeper) -> Iterator[House]:
    with a_house(finder=Redactor([keeper.roster]), roster=keeper) as house:
        keeper._changed = house.gateway.clean.clear  # noqa: SLF001 as the wiring does
        yield house


def test_a_call_before_the_first_list_is_refused_and_audited(house: House) -> None:
    answer = house.chat(user("zelda quackenbush called"))
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "roster_missing")
    assert house.fake.requests == []
    assert house.trail.events[-1].body["code"] == "roster_missing"
    health = house.http.get("/health")
    assert (health.status_code, health.json()["roster"]) == (503, "missing")
    assert "sealdesk_gateway_roster_age_seconds -1" in house.http.get("/metrics").text


async def test_with_the_list_patients_are_hidden_and_counted(
    house: House, keeper: RosterKeeper, source: FakeSource
) -> None:
    source.entries = [ZELDA]
    await keeper.refresh()
    assert house.chat(user("zelda quackenbush called")).status_code == 200
    assert b"quackenbush" not in house.fake.heard
    assert house.http.get("/health").json()["roster_patients"] == 1
    assert "sealdesk_gateway_roster_patients 1" in house.http.get("/metrics").text


async def test_words_that_were_read_before_are_read_again_when_somebody_is_new(
    house: House, keeper: RosterKeeper, source: FakeSource
) -> None:
    source.entries = [ZELDA]
    await keeper.refresh()
    for _ in range(2):
        house.chat(user("otto brandtner called"))
    assert b"brandtner" in house.fake.heard
    house.fake.requests.clear()
    await keeper.publish(PatientAdded(OTTO))
    house.chat(user("otto brandtner called"))
    assert b"brandtner" not in house.fake.heard
