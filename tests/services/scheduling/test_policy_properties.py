"""What holds for every policy, every appointment and every slot."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from services.kernel.interval import Interval
from services.scheduling.model import Appointment, AppointmentStatus, Slot
from services.scheduling.policy import (
    Finding,
    Late,
    PolicyBook,
    Ruling,
    Same,
    Verdict,
    VisitPolicy,
    rule_on_cancel,
    rule_on_move,
    rule_on_slot,
)
from services.scheduling.policy_model import verdict_of
from tests.doubles.builders import DR_CHEN, DR_RIVERA, LAKE_VIEW, MAIN_STREET, a_patient, a_slot, an_appointment

GRAVITY = [Ruling.ALLOWED, Ruling.PERSON, Ruling.REFUSED]
ZONES = st.sampled_from([ZoneInfo(name) for name in ("America/Chicago", "America/Phoenix", "Pacific/Auckland", "UTC")])
INSTANTS = st.datetimes(datetime(2027, 1, 1), datetime(2027, 12, 31), timezones=ZONES)  # noqa: DTZ001 zones are drawn
MINUTES = st.integers(0, 60 * 24 * 4).map(lambda minutes: timedelta(minutes=minutes))
PEOPLE = st.sampled_from([DR_RIVERA, DR_CHEN, None])
PLACES = st.sampled_from([MAIN_STREET, LAKE_VIEW, None])

POLICIES = st.builds(
    VisitPolicy,
    notice_move=MINUTES,
    notice_cancel=MINUTES,
    late_move=st.sampled_from(Late),
    late_cancel=st.sampled_from(Late),
    fee_cents_late_move=st.integers(0, 9999),
    fee_cents_late_cancel=st.integers(0, 9999),
    max_moves=st.none() | st.integers(0, 3),
    min_lead=MINUTES,
    max_horizon=st.integers(4, 120).map(lambda days: timedelta(days=days)),
    duration=st.none() | st.integers(10, 90).map(lambda minutes: timedelta(minutes=minutes)),
    weekdays=st.frozensets(st.integers(0, 6)),
    same_provider=st.sampled_from(Same),
    same_place=st.sampled_from(Same),
    new_patient=st.booleans(),
    needs_authorization=st.booleans(),
    series=st.sampled_from(Ruling),
)
BOOKS = st.builds(PolicyBook, zone=ZONES, default=POLICIES)


@st.composite
def appointments(draw: st.DrawFn) -> Appointment:
    start = draw(INSTANTS).astimezone(UTC)
    return an_appointment(
        id="appt-1",
        interval=Interval(start, start + timedelta(minutes=draw(st.integers(5, 120)))),
        status=draw(st.sampled_from(AppointmentStatus)),
        practitioner=draw(PEOPLE),
        location=draw(PLACES),
        series_id=draw(st.none() | st.just("ser-1")),
    )


@st.composite
def slots(draw: st.DrawFn) -> Slot:
    start = draw(INSTANTS).astimezone(UTC)
    interval = Interval(start, start + timedelta(minutes=draw(st.integers(5, 120))))
    return a_slot(id="slot-1", interval=interval, practitioner=draw(PEOPLE), location=draw(PLACES))


@given(appointments(), BOOKS, INSTANTS)
def test_a_later_request_is_never_ruled_more_kindly(appointment: Appointment, book: PolicyBook, now: datetime) -> None:
    now = now.astimezone(UTC)
    for hours in (1, 30):
        earlier = rule_on_cancel(appointment, a_patient(), book, now)
        later = rule_on_cancel(appointment, a_patient(), book, now + timedelta(hours=hours))
        # Waiting can make a minor an adult; Maria is one all year.
        assert GRAVITY.index(later.ruling) >= GRAVITY.index(earlier.ruling)


@given(appointments(), BOOKS, INSTANTS, st.integers(0, 3))
def test_the_zone_in_which_now_is_written_does_not_matter(
    appointment: Appointment, book: PolicyBook, now: datetime, moves: int
) -> None:
    verdicts = {
        repr(rule_on_move(appointment, a_patient(), book, now.astimezone(zone), moves))
        for zone in (UTC, ZoneInfo("America/New_York"), book.zone)
    }
    assert len(verdicts) == 1


@given(appointments(), BOOKS, INSTANTS)
def test_only_live_future_appointments_of_ones_own_are_changed_alone(
    appointment: Appointment, book: PolicyBook, now: datetime
) -> None:
    assert appointment.interval is not None
    for verdict in (
        rule_on_cancel(appointment, a_patient(), book, now),
        rule_on_move(appointment, a_patient(), book, now),
    ):
        if verdict.allowed:
            assert appointment.status.changeable
            assert appointment.interval.start > now.astimezone(UTC)
    assert not rule_on_cancel(appointment, a_patient(id="pat-2"), book, now).allowed


@given(appointments(), slots(), BOOKS, INSTANTS)
def test_an_allowed_slot_lies_ahead_is_long_enough_and_on_an_open_day(
    appointment: Appointment, slot: Slot, book: PolicyBook, now: datetime
) -> None:
    now = now.astimezone(UTC)
    rules = book.default
    if rule_on_slot(appointment, slot, book, now).allowed:
        assert now + rules.min_lead <= slot.interval.start <= now + rules.max_horizon
        assert appointment.interval is not None
        assert slot.interval.duration >= (rules.duration or appointment.interval.duration)
        assert slot.interval.start.astimezone(book.zone).weekday() in rules.weekdays


@given(st.lists(st.builds(Finding, rule=st.just("rule"), ruling=st.sampled_from(Ruling))), st.integers(0, 99))
def test_adding_findings_never_softens_a_verdict(findings: list[Finding], fee: int) -> None:
    verdict = Verdict()
    for finding in findings:
        longer = verdict.plus(verdict_of((finding,), fee))
        assert GRAVITY.index(longer.ruling) >= GRAVITY.index(verdict.ruling)
        verdict = longer
    assert len(verdict.findings) == len(findings)
    assert verdict.fee_cents == fee * len(findings)
