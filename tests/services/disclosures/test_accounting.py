"""An accounting is worked out from events: corrected, held back, told at once where 164.528(b)(3) lets it be."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from services.audit.model import Actor, ActorKind, AuditEvent
from services.audit.reading import Found
from services.disclosures.accounting import entries, standing
from services.disclosures.disclosure import Disclosure, Whose
from services.disclosures.errors import DoesNotCount, WrongDisclosure, WrongSuspension
from services.disclosures.ground import GROUNDS, Ground, counts
from services.disclosures.later import About, Statement, Suspension
from tests.doubles.found import found_of

ZONE = ZoneInfo("America/New_York")
AT = datetime(2026, 11, 23, 15, tzinfo=UTC)
TODAY = date(2026, 11, 23)
PATIENT = "ab" * 32
CLEO = Actor(ActorKind.STAFF, "cleo", "compliance")
WHOSE = Whose(reference=PATIENT)


def a_disclosure(ground: Ground = Ground.COURT, on: date = date(2026, 11, 2), **more: Any) -> Disclosure:  # noqa: ANN401 fields of several types
    words = {"recipient": "County Court", "description": "Visit dates of 2025", "purpose": "Subpoena 12-345"}
    return Disclosure(ground, on=on, **{**words, **more})


def log(*events: AuditEvent) -> list[Found]:
    return [found_of(event, place) for place, event in enumerate(events, 1)]


def made(name: str, disclosure: Disclosure) -> AuditEvent:
    return disclosure.event(name, WHOSE, CLEO, AT, TODAY)


def about(name: str) -> About:
    return About(name, WHOSE, CLEO, AT)


def test_a_disclosure_is_told_with_what_the_rule_asks_for() -> None:
    event = made("d1", a_disclosure(address="1 Main St", by="Acme Billing"))
    assert event.accountable
    assert dict(event.body) == {
        "date": "2026-11-02",
        "recipient": "County Court",
        "recipient_address": "1 Main St",
        "description": "Visit dates of 2025",
        "disclosure_purpose": "Subpoena 12-345",
        "ground": "court",
        "rule": "164.512(e)",
        "by": "Acme Billing",
    }
    (line,) = entries(standing(log(event), ZONE), None, None, TODAY)
    assert (line.first.on, line.first.recipient, line.times, line.last) == (date(2026, 11, 2), "County Court", "", None)


@pytest.mark.parametrize("ground", [ground for ground in Ground if not counts(ground)])
def test_what_the_rule_exempts_is_not_recorded(ground: Ground) -> None:
    with pytest.raises(DoesNotCount, match="does not count"):
        a_disclosure(ground)


def test_every_exemption_of_the_rule_and_every_paragraph_of_512_is_there() -> None:
    rules = {meaning.rule for meaning in GROUNDS.values()}
    assert {f"164.528(a)(1)({n})" for n in ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")} <= rules
    assert {f"164.512({letter})" for letter in "abcdefghijkl"} <= rules


@pytest.mark.parametrize(
    "more",
    [
        {"recipient": " "},
        {"description": ""},
        {"purpose": ""},
        {"address": "two\nlines"},
        {"description": "x" * 301},
        {"times": "monthly"},
        {"times": "monthly", "last": date(2026, 11, 1)},
    ],
)
def test_what_cannot_be_told_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(WrongDisclosure):
        a_disclosure(**more)


def test_tomorrow_cannot_be_recorded() -> None:
    with pytest.raises(WrongDisclosure, match="not come"):
        made("d1", a_disclosure(on=date(2026, 11, 24)))


def test_a_correction_is_told_and_a_withdrawn_one_is_not() -> None:
    corrected = about("d1").corrected({"recipient": "District  Court", "address": "no field"}, "wrong court")
    events = log(made("d1", a_disclosure()), made("d2", a_disclosure(purpose="Other")), corrected)
    told = standing([*events, *[found_of(about("d2").withdrawn("never sent"), 4)]], ZONE)
    (line,) = entries(told, None, None, TODAY)
    assert (line.first.recipient, line.first.corrections) == ("District Court", 1)
    assert told[1].withdrawn == "never sent"


def test_a_correction_says_something_and_why() -> None:
    with pytest.raises(WrongDisclosure, match="Nothing"):
        about("d1").corrected({"recipient": " ", "date": "2026-01-01"}, "why")
    with pytest.raises(WrongDisclosure):
        about("d1").withdrawn("  ")


def test_one_that_was_recorded_twice_counts_once() -> None:
    told = standing(log(made("message-1", a_disclosure()), made("message-1", a_disclosure())), ZONE)
    assert len(told) == 1


def test_a_period_is_by_the_day_of_the_disclosure() -> None:
    told = standing(log(made("a", a_disclosure(on=date(2020, 1, 1))), made("b", a_disclosure())), ZONE)
    assert [line.first.name for line in entries(told, date(2020, 11, 23), None, TODAY)] == ["b"]
    assert [line.first.name for line in entries(told, None, date(2026, 11, 2), TODAY)] == ["a"]


def test_repeats_are_told_at_once_with_how_often_and_the_last_day() -> None:
    days = (date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5))
    repeated = [made(f"m{day.month}", a_disclosure(Ground.PUBLIC_HEALTH, day)) for day in days]
    other = made("x", a_disclosure(Ground.PUBLIC_HEALTH, days[0], description="Something else"))
    lines = entries(standing(log(*repeated, other), ZONE), None, None, TODAY)
    assert [(line.first.on, line.times, line.last) for line in lines] == [
        (days[0], "3 times on record", days[2]),
        (days[0], "", None),
    ]


def test_a_series_keeps_its_own_words() -> None:
    series = a_disclosure(Ground.PUBLIC_HEALTH, date(2026, 1, 5), times="monthly", last=date(2026, 6, 5))
    (line,) = entries(standing(log(made("s", series)), ZONE), date(2026, 6, 1), None, TODAY)
    assert (line.times, line.last) == ("monthly", date(2026, 6, 5))


def suspended(name: str, until: date, statement: Statement = Statement.WRITTEN) -> AuditEvent:
    return about(name).suspended(Suspension("State Police", "Sgt. Poe", until, statement), TODAY)


def test_what_an_agency_asked_to_hold_back_is_not_told_until_its_day_is_over() -> None:
    police: dict[str, Any] = {"recipient": "State Police"}
    events = log(
        made("p1", a_disclosure(Ground.POLICE, **police)),
        made("p2", a_disclosure(Ground.POLICE, recipient="state  police", purpose="Another case")),
        made("c", a_disclosure()),
        suspended("p1", date(2026, 12, 31)),
    )
    told = standing(events, ZONE)
    assert [line.first.name for line in entries(told, None, None, date(2026, 12, 31))] == ["c"]
    assert len(entries(told, None, None, date(2027, 1, 1))) == 3
    freed = standing([*events, found_of(about("p1").resumed("the agency wrote"), 9)], ZONE)
    assert len(entries(freed, None, None, TODAY)) == 3


def test_an_oral_statement_suspends_for_thirty_days_at_most() -> None:
    assert suspended("p1", date(2026, 12, 23), Statement.ORAL).body["statement"] == "oral"
    with pytest.raises(WrongSuspension, match="30 days"):
        suspended("p1", date(2026, 12, 24), Statement.ORAL)
    with pytest.raises(WrongSuspension, match="past"):
        suspended("p1", date(2026, 11, 22))
    with pytest.raises(WrongSuspension, match="official"):
        about("p1").suspended(Suspension("State Police", " ", TODAY, Statement.WRITTEN), TODAY)
