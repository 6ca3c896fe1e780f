import pytest

from scripts.redaction.tally import Tally, for_scheduling

_TEXT = "Dr. Ana Pell, 5/4/1990, in Kyle"
_GOLD = [
    [0, 3, "neutral", "neutral"],
    [4, 12, "PROVIDER", "NAME"],
    [14, 22, "BIRTH_DATE", "DOB"],
    [27, 31, "CITY", "PLACE"],
]


def test_everything_found_and_nothing_in_vain() -> None:
    tally = Tally()
    tally.add(_TEXT, _GOLD, [(0, 12, "NAME"), (14, 22, "DATE"), (27, 31, "ADDRESS")])

    assert tally.recall() == tally.precision() == tally.f2 == 1
    assert tally.naming("DOB") == tally.naming("PLACE") == 1
    assert (tally.texts, tally.whole) == (1, 1)


def test_what_is_missed_leaks_and_what_is_found_in_vain_costs_precision() -> None:
    tally = Tally()
    tally.add(_TEXT, _GOLD, [(8, 12, "NAME"), (24, 26, "PLACE"), (27, 31, "PLACE")])

    assert tally.recall("NAME") == pytest.approx(4 / 7)
    assert tally.recall("DOB") == 0
    assert tally.precision("PLACE") == pytest.approx(4 / 6)
    assert (tally.texts, tally.whole) == (1, 0)
    assert len(tally.missed["DOB"]) == len(tally.false["PLACE"]) == 1


def test_an_empty_text_counts_when_anything_but_neutral_is_touched() -> None:
    tally = Tally()
    tally.add("see you monday", [[8, 14, "neutral", "neutral"]], [(8, 14, "DATE")])
    tally.add("see you", [], [(0, 3, "NAME")])

    assert (tally.empty, tally.touched) == (2, 1)


def test_a_label_may_be_wrong_and_still_cover() -> None:
    tally = Tally()
    tally.add("id 12345", [[3, 8, "MRN", "MRN"]], [(3, 8, "ID")])

    assert tally.recall("MRN") == 1
    assert tally.naming("MRN") == 0


def test_where_the_model_schedules_its_dates_must_stay() -> None:
    text = "from May 4 to June 5, since 5/4/2020"
    gold = [[5, 10, "APPOINTMENT_DATE", "DATE"], [14, 20, "PAST_DATE", "DATE"], [28, 36, "PAST_DATE", "DATE"]]

    assert for_scheduling(gold, text) == [[14, 20, "PAST_DATE", "neutral"], [28, 36, "PAST_DATE", "DATE"]]
