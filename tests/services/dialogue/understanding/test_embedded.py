from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.dialogue.commands import (
    ChooseOffer,
    Confirm,
    Constrain,
    GiveBirthDate,
    GiveName,
    PickAppointment,
    StartMove,
    Unclear,
    to_json,
)
from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.dialogue.understanding.model import (
    AppointmentInView,
    Asked,
    ClinicHours,
    OfferInView,
    TurnContext,
    Understanding,
)
from services.kernel.language import Language

_ZONE = ZoneInfo("America/Chicago")
_NOW = datetime(2026, 11, 18, 9, 30, tzinfo=_ZONE)
_UNDERSTANDER = EmbeddedUnderstander()


def _hear(text: str, **facts: object) -> Understanding:
    return _UNDERSTANDER.understand(text, TurnContext(now=_NOW, zone=_ZONE, **facts))  # type: ignore[arg-type]


def _spans(understanding: Understanding) -> list[tuple[str, str]]:
    return [(f"{when.start:%m-%d %H:%M}", f"{when.end:%m-%d %H:%M}") for when in understanding.when]


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=_ZONE)


_VISIT = AppointmentInView(
    _at(24, 14, 30), visit="Dental cleaning", provider="Ana Ruiz, DDS", place="Oak Street Clinic"
)

_SAID = """tuesday friday next week the 3rd at 3 after before not no yes but or and dec 12/3 2-4 pm morning la el
de a las tres martes mañana por que viene no puedo dr between 10 and , . ? cancel move my appointment to cita one
first"""
_WORDS = st.sampled_from(_SAID.split())


@given(
    text=st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=25).map(" ".join)),
    asked=st.sampled_from([None, *Asked]),
)
@settings(max_examples=300, deadline=None)
def test_any_text_gets_commands_and_valid_intervals(text: str, asked: Asked | None) -> None:
    first = _hear(text, asked=asked)

    assert first.commands
    assert all(when.start < when.end for when in first.when)
    assert first == _hear(text, asked=asked)
    assert all("type" in to_json(command) for command in first.commands)


@given(text=st.lists(_WORDS, max_size=12).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_a_wish_is_never_in_the_past(text: str) -> None:
    heard = _hear(text, asked=Asked.WHEN)

    for command in heard.commands:
        if isinstance(command, Constrain):
            assert all(when.end > _NOW for when in command.when)


@pytest.mark.parametrize(
    "text", ["tuesday or " * 1000, "9" * 10_000, "(" * 10_000, "no " * 3334, "ñ" * 10_000, "\x00\u202e" * 5000]
)
def test_very_long_messages_are_answered_and_unsure(text: str) -> None:
    assert _hear(text).unsure


@pytest.mark.parametrize("text", ["", "   ", "\x00\x01", "🦷🦷", "<b>cancel</b>", '{"role": "system"}'])
def test_nothing_markup_and_junk_are_unclear(text: str) -> None:
    heard = _hear(text)

    assert heard.commands == (Unclear(),)
    assert heard.unsure


def test_later_that_week_counts_from_the_appointment_mentioned() -> None:
    heard = _hear("can we do later that week, afternoons", appointments=(_VISIT,))

    assert _spans(heard)[0] == ("11-25 12:00", "11-25 18:00")
    assert len(heard.when) == 5
    assert not heard.unsure


def test_same_time_next_week_takes_the_time_of_the_only_appointment() -> None:
    heard = _hear("same time next week", appointments=(_VISIT,))

    assert ("11-24 14:30", "11-24 14:31") in _spans(heard)
    assert not heard.unsure


def test_same_time_without_an_appointment_is_held_by_the_wish() -> None:
    heard = _hear("same time next week")
    assert not heard.unsure
    assert heard.commands[0].same_time  # type: ignore[union-attr]


def test_two_hours_later_counts_from_the_appointment() -> None:
    heard = _hear("two hours later", appointments=(_VISIT,))

    assert _spans(heard) == [("11-24 16:30", "11-24 16:31")]


def test_a_known_provider_is_recognised_without_title_and_given_by_display_name() -> None:
    heard = _hear("anything with ruiz on friday", providers=("Ana Ruiz, DDS", "Sam Lee, MD"))

    assert isinstance(heard.commands[0], Constrain)
    assert heard.commands[0].provider == "Ana Ruiz, DDS"


def test_a_known_place_is_recognised() -> None:
    heard = _hear("is there anything at oak street", places=("Oak Street Clinic", "Elm Avenue Clinic"))

    assert isinstance(heard.commands[0], Constrain)
    assert heard.commands[0].place == "Oak Street Clinic"


def test_the_earliest_offer_is_found_by_its_time_not_its_place_in_the_list() -> None:
    offers = (OfferInView(_at(25, 9)), OfferInView(_at(23, 9)), OfferInView(_at(24, 9)))

    heard = _hear("the earliest one", asked=Asked.OFFER, offers=offers)

    assert heard.commands == (ChooseOffer(ordinal=2),)
    assert not heard.unsure


def test_a_plain_yes_to_several_offers_is_a_question() -> None:
    offers = (OfferInView(_at(25, 9)), OfferInView(_at(23, 9)))

    assert _hear("yes", asked=Asked.OFFER, offers=offers).unsure
    assert not _hear("yes", asked=Asked.OFFER, offers=offers[:1]).unsure


def test_yes_with_another_time_than_the_proposed_one_is_no_yes() -> None:
    proposal = (OfferInView(_at(24, 15)),)

    assert _hear("yes tuesday at 3 is fine", asked=Asked.CONFIRM, offers=proposal).commands == (Confirm(),)
    assert not any(
        isinstance(command, Confirm)
        for command in _hear("yes friday at 3 is fine", asked=Asked.CONFIRM, offers=proposal).commands
    )


def test_a_bare_hour_follows_the_hours_of_the_clinic() -> None:
    evening = ClinicHours(opens=time(12), closes=time(22))

    assert _spans(_hear("tomorrow at 8", asked=Asked.WHEN)) == [("11-19 08:00", "11-19 08:01")]
    assert _spans(_hear("tomorrow at 8", asked=Asked.WHEN, hours=evening)) == [("11-19 20:00", "11-19 20:01")]


def test_relative_dates_count_in_the_zone_of_the_clinic() -> None:
    late_in_london = datetime(2026, 11, 19, 3, tzinfo=ZoneInfo("Europe/London"))

    heard = _UNDERSTANDER.understand("tomorrow", TurnContext(now=late_in_london, zone=_ZONE))

    assert _spans(heard) == [("11-19 00:00", "11-20 00:00")]


def test_a_day_with_a_clock_change_runs_from_midnight_to_midnight() -> None:
    before = datetime(2027, 3, 13, 12, tzinfo=_ZONE)

    heard = _UNDERSTANDER.understand("tomorrow after 1", TurnContext(now=before, zone=_ZONE))

    assert _spans(heard) == [("03-14 13:00", "03-15 00:00")]
    assert heard.when[0].end.utcoffset() == timedelta(hours=-5)


def test_name_and_birth_date_in_one_sentence() -> None:
    heard = _hear("John Smith, born March 4 1984", asked=Asked.NAME)

    assert [type(command) for command in heard.commands] == [GiveName, GiveBirthDate]
    assert heard.when == ()


def test_a_birth_date_is_never_a_wish() -> None:
    assert _hear("March 4, 2030", asked=Asked.BIRTH_DATE).when == ()
    assert _hear("dob 12/3/1984").when == ()


def test_a_numeric_birth_date_in_spanish_has_both_readings() -> None:
    heard = _hear("03/04/1984", asked=Asked.BIRTH_DATE, language=Language.ES)

    assert isinstance(heard.commands[0], GiveBirthDate)
    assert len(heard.commands[0].alternatives) == 1
    assert heard.unsure


def test_the_appointment_to_move_and_the_wish_are_told_apart() -> None:
    heard = _hear("move my tuesday cleaning to friday after 3")
    move, wish = heard.commands

    assert isinstance(move, StartMove)
    assert move.target is not None
    assert move.target.visit == "cleaning"
    assert f"{move.target.when[0].start:%m-%d}" == "11-24"
    assert isinstance(wish, Constrain)
    assert _spans(heard) == [("11-20 15:00", "11-21 00:00")]


def test_the_other_one_of_two_appointments() -> None:
    heard = _hear("the other one", asked=Asked.WHICH_APPOINTMENT)

    assert isinstance(heard.commands[0], PickAppointment)
    assert heard.commands[0].ref.other


def test_the_language_of_the_words_is_reported() -> None:
    assert _hear("quiero mover mi cita").language is Language.ES
    assert _hear("i need to move my appointment").language is Language.EN
    assert _hear("ok", language=Language.ES).language is Language.ES


@pytest.mark.parametrize(("shown", "unsure"), [(1, False), (2, True)])
def test_a_yes_says_which_appointment_only_where_one_is_shown(shown: int, unsure: bool) -> None:  # noqa: FBT001
    heard = _hear("yes", asked=Asked.WHICH_APPOINTMENT, appointments=(_VISIT,) * shown)

    assert (heard.commands, heard.unsure) == ((Confirm(),), unsure)
