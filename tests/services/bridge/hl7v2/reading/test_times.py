"""When an appointment is: agreed, or in doubt; never chosen."""

from datetime import UTC, datetime

import pytest

from services.bridge.hl7v2.instants import zones_of
from services.bridge.hl7v2.profile import SenderProfile, TimeField
from services.bridge.hl7v2.reading.doubt import Kind
from services.bridge.hl7v2.reading.times import Timing, timing_of
from services.kernel.interval import Interval
from tests.services.bridge.hl7v2.messages import CHICAGO, PROFILE, siu

_NINE = Interval(datetime(2026, 11, 24, 15, tzinfo=UTC), datetime(2026, 11, 24, 15, 30, tzinfo=UTC))


def _timing(
    more: str = "", schedule: str = "SCH|P1|F1", profile: SenderProfile = PROFILE, version: str = "2.5.1"
) -> Timing:
    message = siu(schedule=schedule, more=more, version=version)
    return timing_of(message, profile, zones_of("20261123081500", CHICAGO))


def _sch(eleven: str, length: str = "", unit: str = "") -> str:
    return f"SCH|P1|F1|||||||{length}|{unit}|{eleven}"


@pytest.mark.parametrize(
    ("schedule", "more"),
    [
        (_sch("^^30^202611240900^202611240930"), ""),
        (_sch("^^30^202611240900^202611240930", "30", "min"), "AIP|1||D1||| 202611240900 |||30|min"),
        (_sch("^^^202611240900-0600", "30"), ""),
        (_sch("^^^202611240900", "1800", "s"), ""),
        (_sch("^^^202611240900", "0.5", "h"), "AIS|1||X|202611240900|||30|MIN"),
        ("SCH|P1|F1", "TQ1|||||||202611240900|202611240930"),
        ("SCH|P1|F1", "AIS|1||X|202611240900|||30|min"),
        ("SCH|P1|F1", "AIS|1||X|202611240900|||20|min\nAIP|1||D1|||202611240900|||30|min"),
        ("SCH|P1|F1", "AIS|1||X|202611240910|10|min|30|min"),
        ("SCH|P1|F1", "AIG|1||R|X||||202611240900|||30|min\nAIL|1||L|||202611240900|||30|min"),
    ],
)
def test_places_that_agree(schedule: str, more: str) -> None:
    assert _timing(more, schedule) == Timing(_NINE)


@pytest.mark.parametrize(
    ("schedule", "more", "kind"),
    [
        (_sch("^^^202611240900^202611240930"), "AIP|1||D1|||202611250900", Kind.TIMES_DIFFER),
        (_sch("^^^202611240900^202611240930"), "TQ1|||||||202611240900|202611241000", Kind.TIMES_DIFFER),
        (_sch("^^^202611240900^202611240830"), "", Kind.END_BEFORE_START),
        (_sch("^^^202611240900^202611240900"), "", Kind.END_BEFORE_START),
        (_sch("^^^202611240900^202611240930", "45", "min"), "", Kind.DURATION_DIFFERS),
        (_sch(""), "", Kind.NO_START),
        (_sch("^^^202611240900"), "", Kind.NO_END),
        (_sch("^^^202611240900", "30", "fortnights"), "", Kind.NO_END),
        (_sch("^^^2026112409"), "", Kind.WRONG_TIME),
        (_sch("^^^202603080230^202603080300"), "", Kind.WRONG_TIME),
        (_sch("^^^202611240900^202611240930"), "AIL|1||L|||tomorrow", Kind.WRONG_TIME),
    ],
)
def test_what_does_not_agree_is_a_doubt(schedule: str, more: str, kind: Kind) -> None:
    timing = _timing(more, schedule)
    assert timing.interval is None
    assert [each.kind for each in timing.doubts] == [kind]


def test_the_profile_says_which_place_counts() -> None:
    profile = SenderProfile("ehr", CHICAGO, time=TimeField.AIP_6)
    timing = _timing("AIP|1||D1|||202611240900|||30|min", _sch("^^^202611250900^202611250930"), profile)
    assert timing == Timing(_NINE)
    assert [each.kind for each in _timing("", _sch("^^^202611240900"), profile).doubts] == [Kind.NO_START]


def test_version_2_7_withdrew_sch_9_and_11() -> None:
    schedule = _sch("^^^202510010900^202510010930", "60", "s")
    assert _timing("TQ1|||||||202611240900|202611240930", schedule, version="2.8") == Timing(_NINE)
    assert _timing("", _sch("^^^202611240900^202611240930"), version="2.8") == Timing(_NINE)
    assert _timing("", _sch("^^^202611240900", "30"), version="2.7.1") == Timing(_NINE)
    assert _timing("TQ1|||||||202611240900|202611240930", schedule, version="2.5").doubts[0].kind is Kind.TIMES_DIFFER


def test_a_doubt_is_said_in_words_and_without_values() -> None:
    doubt = _timing("AIP|1||D1|||202611250900", _sch("^^^202611240900^202611240930")).doubts[0]
    assert doubt.words() == "Its times contradict each other (AIP-6, SCH-11)."
