"""What a late change costs: by change, payer, count and time left; free ones first; a person where nobody knows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.fee_rule import FeeRule, LateCase, Past, possible_fees
from services.scheduling.model import Modality
from services.scheduling.operation import ChangeKind
from services.scheduling.policy import Late, PolicyBook, Ruling, Verdict, VisitPolicy, rule_on_cancel, rule_on_move
from tests.doubles.builders import a_patient, an_appointment
from tests.doubles.clock import MONDAY_MORNING

NOW = MONDAY_MORNING
CLEAN = Past()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CHICAGO = ZoneInfo("America/Chicago")
CANCEL, MOVE = frozenset({ChangeKind.CANCEL}), frozenset({ChangeKind.MOVE})
MEDICAID = FeeRule(0, payers=frozenset({"medicaid"}))


def a_book(**rules: Any) -> PolicyBook:  # noqa: ANN401 any rule
    base = {"late_move": Late.ALLOW_WITH_FEE, "late_cancel": Late.ALLOW_WITH_FEE, "fee_cents_late_cancel": 2500}
    return PolicyBook(zone=CHICAGO, default=VisitPolicy(**{**base, "fee_cents_late_move": 1500, **rules}))


def cancelled(book: PolicyBook, past: Past = CLEAN, payer: str | None = "aetna", hours: float = 3) -> Verdict:
    visit = an_appointment(start=NOW + timedelta(hours=hours))
    return rule_on_cancel(visit, a_patient(payer=payer), book, NOW, past)


def late_before(count: int, days: float = 1) -> Past:
    return Past(late_changes=tuple(NOW - timedelta(days=days) for _ in range(count)))


@pytest.mark.parametrize(
    ("rules", "past", "payer", "hours", "cents"),
    [
        ((), 0, "aetna", 3, 2500),
        ((MEDICAID,), 0, "medicaid", 3, 0),
        ((MEDICAID,), 0, "aetna", 3, 2500),
        ((FeeRule(5000, from_offence=2),), 0, "aetna", 3, 2500),
        ((FeeRule(5000, from_offence=2),), 1, "aetna", 3, 5000),
        ((FeeRule(9000, within=2 * HOUR),), 0, "aetna", 3, 2500),
        ((FeeRule(9000, within=2 * HOUR),), 0, "aetna", 1.5, 9000),
        ((FeeRule(9000, within=2 * HOUR),), 0, "aetna", 2, 2500),
        ((FeeRule(100, changes=MOVE),), 0, "aetna", 3, 2500),
        ((FeeRule(100, changes=CANCEL), FeeRule(200)), 0, "aetna", 3, 100),
        ((MEDICAID, FeeRule(9000)), 5, "medicaid", 3, 0),
    ],
)
def test_the_first_rule_that_fits_is_the_fee(
    rules: tuple[FeeRule, ...], past: int, payer: str, hours: float, cents: int
) -> None:
    verdict = cancelled(a_book(fees=rules), late_before(past), payer, hours)
    assert (verdict.allowed, verdict.fee_cents) == (True, cents)


def test_the_first_late_change_is_free_and_the_second_is_not() -> None:
    book = a_book(free_offences=1)
    first, second = cancelled(book), cancelled(book, late_before(1))
    assert (first.fee_cents, [f.rule for f in first.findings], first.late) == (0, ["late_free"], True)
    assert (second.fee_cents, [f.rule for f in second.findings], second.late) == (2500, ["late_fee"], True)
    assert second.findings[0].params["offence"] == "2"


def test_a_visit_type_can_have_no_free_one() -> None:
    always = replace(a_book().default, free_offences=0)
    book = PolicyBook(CHICAGO, a_book(free_offences=1).default, {"new-patient": always})
    visit = an_appointment(start=NOW + HOUR, visit_type="new-patient")
    assert rule_on_cancel(visit, a_patient(), book, NOW).fee_cents == 2500


@pytest.mark.parametrize(("days", "free"), [(364.9, False), (365, False), (365.1, True)])
def test_what_is_long_past_is_forgotten(days: float, *, free: bool) -> None:
    assert (cancelled(a_book(free_offences=1), late_before(1, days)).fee_cents == 0) is free


def test_a_fee_that_hangs_on_an_unknown_payer_goes_to_a_person() -> None:
    verdict = cancelled(a_book(fees=(MEDICAID,)), payer=None)
    assert (verdict.ruling, verdict.rules, verdict.fee_cents) == (Ruling.PERSON, ("payer_unknown",), 0)


def test_an_unknown_payer_matters_only_where_the_amounts_differ() -> None:
    same = FeeRule(2500, payers=frozenset({"medicaid"}))
    assert cancelled(a_book(fees=(same,)), payer=None).fee_cents == 2500
    assert cancelled(a_book(fees=(FeeRule(700), MEDICAID)), payer=None).fee_cents == 700
    assert cancelled(a_book(fees=(MEDICAID,), free_offences=1), payer=None).fee_cents == 0


def test_in_time_nothing_is_asked_and_nothing_is_late() -> None:
    verdict = cancelled(a_book(fees=(FeeRule(9000),)), hours=24)
    assert (verdict, verdict.late) == (Verdict(), False)


def test_repeated_missed_visits_leave_it_to_people() -> None:
    past = Past(no_shows=(NOW - DAY, NOW - 30 * DAY, NOW - 400 * DAY))
    assert cancelled(a_book(max_no_shows=3), past, hours=90).allowed
    for verdict in (
        cancelled(a_book(max_no_shows=2), past, hours=90),
        rule_on_move(an_appointment(), a_patient(), a_book(max_no_shows=2), NOW, 0, past),
    ):
        assert verdict.rules == ("no_shows",)
        assert verdict.ruling is Ruling.PERSON


@pytest.mark.parametrize(("late", "ruling"), [(Late.ALLOW_WITH_FEE, Ruling.PERSON), (Late.REFUSE, Ruling.REFUSED)])
def test_a_late_change_of_a_prepaid_day_is_a_persons(late: Late, ruling: Ruling) -> None:
    saturday = an_appointment(start=datetime(2027, 3, 6, 16, tzinfo=UTC))
    now = datetime(2027, 3, 6, 12, tzinfo=UTC)
    verdict = rule_on_cancel(saturday, a_patient(), a_book(late_cancel=late, prepaid_weekdays=frozenset({5})), now)
    assert (verdict.ruling, verdict.fee_cents) == (ruling, 0)


def test_an_interpreter_and_a_video_link_do_not_move_by_themselves() -> None:
    needing = a_patient(needs_interpreter=True)
    assert rule_on_move(an_appointment(), needing, a_book(), NOW).rules == ("interpreter",)
    assert rule_on_cancel(an_appointment(), needing, a_book(), NOW).allowed
    assert rule_on_move(an_appointment(), needing, a_book(interpreter=Ruling.ALLOWED), NOW).allowed
    video = an_appointment(modality=Modality.VIDEO)
    assert rule_on_move(video, a_patient(), a_book(), NOW).allowed
    bound = a_book(telehealth_link=Ruling.PERSON)
    assert rule_on_move(video, a_patient(), bound, NOW).rules == ("telehealth_link",)
    assert rule_on_move(an_appointment(), a_patient(), bound, NOW).allowed


RULES = st.lists(
    st.builds(
        FeeRule,
        cents=st.integers(0, 9999),
        changes=st.sampled_from([CANCEL, MOVE, CANCEL | MOVE]),
        payers=st.sampled_from([frozenset(), frozenset({"medicaid"}), frozenset({"aetna", "medicare"})]),
        from_offence=st.integers(1, 4),
        within=st.none() | st.integers(1, 48).map(lambda hours: hours * HOUR),
    ),
    max_size=4,
).map(tuple)
CASES = st.builds(
    LateCase,
    kind=st.sampled_from(ChangeKind),
    ahead=st.integers(0, 60 * 24).map(lambda minutes: timedelta(minutes=minutes)),
    offence=st.integers(1, 6),
    payer=st.none() | st.sampled_from(["medicaid", "aetna", "medicare", "cash"]),
)


@given(RULES, st.integers(0, 9999), CASES)
def test_a_known_payer_has_one_fee_and_an_unknown_one_may_have_what_any_payer_has(
    rules: tuple[FeeRule, ...], usual: int, case: LateCase
) -> None:
    each = {
        payer: possible_fees(rules, usual, replace(case, payer=payer))
        for payer in ("medicaid", "aetna", "medicare", "cash")
    }
    assert all(len(amounts) == 1 for amounts in each.values())
    assert possible_fees(rules, usual, replace(case, payer=None)) == frozenset().union(*each.values())


INSTANTS = st.integers(-800 * 24, 0).map(lambda hours: NOW + timedelta(hours=hours))


@given(st.lists(INSTANTS, max_size=8), st.integers(0, 4), st.integers(1, 730))
def test_the_count_is_what_lies_in_the_window_and_free_ones_come_first(
    late: list[datetime], free: int, days: int
) -> None:
    window = timedelta(days=days)
    before = sum(at >= NOW - window for at in late)
    verdict = cancelled(a_book(free_offences=free, offence_window=window), Past(late_changes=tuple(late)))
    assert verdict.fee_cents == (0 if before < free else 2500)
    assert verdict.findings[0].params["offence"] == str(before + 1)


@given(st.lists(INSTANTS, max_size=6), st.randoms())
def test_the_order_in_which_late_changes_are_told_does_not_matter(late: list[datetime], chance: Any) -> None:  # noqa: ANN401 hypothesis's Random
    book = a_book(free_offences=2, fees=(FeeRule(4000, from_offence=4),))
    shuffled = list(late)
    chance.shuffle(shuffled)
    assert cancelled(book, Past(tuple(late))) == cancelled(book, Past(tuple(shuffled)))


@given(st.lists(INSTANTS, max_size=6), INSTANTS)
def test_one_more_late_change_never_makes_the_next_cheaper(late: list[datetime], more: datetime) -> None:
    book = a_book(free_offences=1, fees=(FeeRule(9000, from_offence=4), FeeRule(5000, from_offence=3)))
    assert cancelled(book, Past((*late, more))).fee_cents >= cancelled(book, Past(tuple(late))).fee_cents
