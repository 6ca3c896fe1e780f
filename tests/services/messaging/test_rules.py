from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.texting import MessageClass
from services.messaging.quiet import recipient_zones
from services.messaging.rules import UNSOLICITED, Cap, Letter, MessageRules, Standing, Verdict, Why, judge

CHICAGO = ZoneInfo("America/Chicago")
RULES = MessageRules(CHICAGO)
NIGHT = datetime(2026, 11, 25, 4, 30, tzinfo=UTC)
DAY = datetime(2026, 11, 24, 18, tzinfo=UTC)
FAR = timedelta(days=60)
NUMBERS = [f"+1{code}5550142" for code in (312, 212, 208, 850, 907, 808, 800)]
OFFER, BILLING, REPLY = MessageClass.REMINDER_OR_OFFER, MessageClass.BILLING, MessageClass.REPLY
CONTROL, STAFF = MessageClass.CONTROL, MessageClass.STAFF

instants = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001 Hypothesis adds the zone itself
    max_value=datetime(2028, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)  # every clock change of two years


def letter(kind: MessageClass = OFFER, now: datetime = DAY, number: str = NUMBERS[0], **changes: object) -> Letter:
    return Letter(**({"message_class": kind, "number": number, "not_after": now + FAR} | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "stopped", "consent", "why"),
    [
        (REPLY, False, None, None),
        (REPLY, False, False, None),
        (REPLY, True, True, Why.STOPPED),
        (OFFER, False, None, None),
        (OFFER, False, False, Why.NO_CONSENT),
        (OFFER, True, True, Why.STOPPED),
        (BILLING, False, None, Why.NO_CONSENT),
        (BILLING, False, False, Why.NO_CONSENT),
        (BILLING, False, True, None),
        (CONTROL, True, None, None),
        (STAFF, True, False, None),
    ],
)
def test_stop_and_consent_by_class(kind: MessageClass, stopped: bool, consent: bool | None, why: Why | None) -> None:  # noqa: FBT001
    assert judge(RULES, letter(kind), Standing(stopped, consent), DAY) == Verdict(why)


@pytest.mark.parametrize("kind", [REPLY, CONTROL, STAFF])
def test_what_was_just_asked_for_goes_at_any_hour(kind: MessageClass) -> None:
    assert judge(RULES, letter(kind, NIGHT), Standing(), NIGHT).go


def test_an_answer_that_comes_later_keeps_quiet_hours_and_no_caps() -> None:
    decided = letter(REPLY, NIGHT, later=True)
    verdict = judge(RULES, decided, Standing(sent=[DAY] * 9), NIGHT)
    assert verdict == Verdict(Why.QUIET_HOURS, datetime(2026, 11, 25, 14, tzinfo=UTC))
    assert judge(RULES, decided, Standing(sent=[DAY] * 9), DAY).go


def test_waiting_beyond_its_use_is_dropping() -> None:
    opening = datetime(2026, 11, 25, 14, tzinfo=UTC)
    assert judge(RULES, letter(now=NIGHT, not_after=opening), Standing(), NIGHT).until == opening
    too_early = letter(now=NIGHT, not_after=opening - timedelta(microseconds=1))
    assert judge(RULES, too_early, Standing(), NIGHT) == Verdict(Why.QUIET_HOURS)
    assert judge(RULES, letter(not_after=DAY - timedelta(seconds=1)), Standing(), DAY) == Verdict(Why.TOO_LATE)


def test_a_number_of_two_zones_waits_for_both() -> None:
    boise = letter(number="+12085550142", now=NIGHT)
    eight_in_los_angeles = datetime(2026, 11, 25, 16, tzinfo=UTC)
    assert judge(RULES, boise, Standing(), datetime(2026, 11, 25, 15, 30, tzinfo=UTC)).until == eight_in_los_angeles
    nine_in_denver = datetime(2026, 11, 26, 4, tzinfo=UTC)
    assert judge(RULES, boise, Standing(), nine_in_denver).until == eight_in_los_angeles + timedelta(days=1)
    assert judge(RULES, boise, Standing(), nine_in_denver - timedelta(minutes=1)).go


def test_robocall_at_nine_thirty_in_the_evening() -> None:
    """The complaint: a reminder at 9:30 pm. In New York it is that when Chicago's clinic still works."""
    now = datetime(2026, 7, 2, 1, 30, tzinfo=UTC)
    assert judge(RULES, letter(number="+13125550142", now=now), Standing(), now).go
    assert judge(RULES, letter(number="+12125550142", now=now), Standing(), now).why is Why.QUIET_HOURS


def test_three_in_a_week_and_then_the_eighth_day() -> None:
    sent = [DAY - timedelta(days=days) for days in (5, 3, 1)]
    verdict = judge(RULES, letter(), Standing(sent=sent), DAY)
    assert (verdict.why, verdict.until) == (Why.WEEK_CAP, datetime(2026, 11, 26, 14, tzinfo=UTC))


@pytest.mark.parametrize("cap", [(0, 3), (1, 0)])
def test_a_cap_of_nothing_is_refused(cap: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="at least one"):
        Cap(*cap)


@given(now=instants, number=st.sampled_from(NUMBERS), kind=st.sampled_from(sorted(UNSOLICITED)))
def test_nothing_unsolicited_goes_at_night_anywhere(now: datetime, number: str, kind: MessageClass) -> None:
    verdict = judge(RULES, letter(kind, now, number), Standing(consent=True), now)
    at = now if verdict.go else verdict.until
    assert at is not None
    hours = [at.astimezone(zone).time() for zone in recipient_zones(number, None, CHICAGO)]
    assert all(RULES.daytime.opens <= hour < RULES.daytime.closes for hour in hours)
    assert timedelta(0) <= at - now <= timedelta(hours=16)
    assert judge(RULES, letter(kind, now, number), Standing(consent=True), at).go


@given(
    start=instants,
    number=st.sampled_from(NUMBERS),
    gaps=st.lists(st.integers(0, 40 * 60), min_size=1, max_size=25),
    cap=st.builds(Cap, st.integers(1, 3), st.integers(1, 5)),
)
def test_no_number_gets_more_than_the_caps(start: datetime, number: str, gaps: list[int], cap: Cap) -> None:
    """Messages come at any pace, and each that is postponed goes as soon as it may: the caps hold all the same."""
    rules = MessageRules(CHICAGO, caps={OFFER: cap})
    now, sent = start, list[datetime]()
    for gap in gaps:
        now += timedelta(minutes=gap)
        verdict = judge(rules, letter(OFFER, now, number), Standing(sent=sent), now)
        now = now if verdict.go else (verdict.until or now)
        assert judge(rules, letter(OFFER, now, number), Standing(sent=sent), now).go
        sent.append(now)
    for zone in recipient_zones(number, None, CHICAGO):
        days = Counter(at.astimezone(zone).date() for at in sent)
        assert max(days.values()) <= cap.per_day
        assert all(sum(days[day + timedelta(days=n)] for n in range(7)) <= cap.per_week for day in list(days))


@given(now=instants, sent=st.lists(st.integers(0, 12 * 24 * 60), max_size=8), number=st.sampled_from(NUMBERS))
def test_a_message_never_waits_without_need_or_end(now: datetime, sent: list[int], number: str) -> None:
    """A minute before the moment it is given, something still stands against it."""
    standing = Standing(sent=sorted(now - timedelta(minutes=minutes) for minutes in sent))
    verdict = judge(RULES, letter(OFFER, now, number), standing, now)
    if verdict.go:
        return
    assert verdict.until is not None
    assert verdict.until - now <= timedelta(days=8)
    before = verdict.until - timedelta(minutes=1)
    assert before < now or not judge(RULES, letter(OFFER, now, number), standing, before).go
