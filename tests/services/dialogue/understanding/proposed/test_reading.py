"""What code makes of a model's proposals: dates from the grammar, words that are there, and never a yes of its own."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.dialogue.commands import (
    Ask,
    AskAlternatives,
    AskPerson,
    ChooseOffer,
    Confirm,
    Constrain,
    Deny,
    Emergency,
    GiveBirthDate,
    GiveCode,
    GiveName,
    GivePhone,
    PickAppointment,
    StartCancel,
    StartMove,
    StartStatus,
)
from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.dialogue.understanding.model import AppointmentInView, Asked, OfferInView, TurnContext, Understanding
from services.dialogue.understanding.proposed.evidence import place_of
from services.dialogue.understanding.proposed.reading import read
from services.dialogue.understanding.proposed.schema import Proposed

ZONE = ZoneInfo("America/Chicago")
NOW = datetime(2027, 3, 2, 9, tzinfo=ZONE)
CONTEXT = TurnContext(
    now=NOW,
    zone=ZONE,
    providers=("Ana Rivera, DDS", "Wei Chen, MD"),
    places=("Main Street", "Lake View"),
    offers=(
        OfferInView(datetime(2027, 3, 4, 9, tzinfo=ZONE), "Wei Chen, MD"),
        OfferInView(datetime(2027, 3, 5, 15, tzinfo=ZONE), "Ana Rivera, DDS"),
    ),
    appointments=(AppointmentInView(datetime(2027, 3, 3, 10, tzinfo=ZONE), "Dental cleaning", "Ana Rivera, DDS"),),
)
EMBEDDED = EmbeddedUnderstander()
IDENTITY = (GiveName, GiveBirthDate, GiveCode, GivePhone)


def _answer(*items: tuple[str, str]) -> str:
    return json.dumps({"commands": [{"command": command, "span": span} for command, span in items]})


def _read(text: str, *items: tuple[str, str], asked: Asked | None = None) -> Understanding | None:
    context = replace(CONTEXT, asked=asked)
    return read(_answer(*items), text, context, EMBEDDED.understand(text, context), EMBEDDED)


def _made(text: str, *items: tuple[str, str], asked: Asked | None = None) -> Understanding:
    found = _read(text, *items, asked=asked)
    assert found is not None
    assert found.proposed
    return found


def test_a_move_with_a_wish_whose_days_the_grammar_tells() -> None:
    text = "the pipes burst, so much for the cleaning, thursday next week in the afternoon i'm free again"
    made = _made(text, ("start_move", "the cleaning"), ("wish_time", "thursday next week in the afternoon"))
    move, wish = made.commands
    assert isinstance(move, StartMove)
    assert move.target is not None
    assert move.target.visit == "cleaning"
    assert isinstance(wish, Constrain)
    assert [each.start.date().isoformat() for each in wish.when] == ["2027-03-11"]
    assert made.when == wish.when


def test_an_appointment_by_its_day() -> None:
    made = _made("scratch whatever is on the books for wednesday", ("start_cancel", "wednesday"))
    [cancel] = made.commands
    assert isinstance(cancel, StartCancel)
    assert cancel.target is not None
    assert cancel.target.when[0].start == datetime(2027, 3, 3, tzinfo=ZONE)
    assert made.when == cancel.target.when


def test_words_that_are_not_there_are_dropped() -> None:
    text = "whenever the moon is full"
    assert _read(text, ("wish_time", "tomorrow")) is None
    assert _read(text, ("start_move", "my cleaning")) is None
    assert _read(text, ("pick_appointment", "")) is None
    assert _made(text, ("start_move", ""), ("wish_time", "tomorrow")).commands == (StartMove(),)


def test_times_said_apart_are_read_together() -> None:
    text = "after four is what i can do, and it would have to be on the 18th of march"
    made = _made(text, ("wish_time", "on the 18th of march"), ("wish_time", "after four"), asked=Asked.WHEN)
    [wish] = made.commands
    assert isinstance(wish, Constrain)
    assert wish.when[0].start == datetime(2027, 3, 18, 16, tzinfo=ZONE)


def test_the_grammars_reading_of_all_the_words_goes_before_that_of_a_stretch() -> None:
    text = "anything but thursday next week"
    embedded = EMBEDDED.understand(text, replace(CONTEXT, asked=Asked.WHEN))
    made = _made(text, ("wish_time", "thursday next week"), asked=Asked.WHEN)
    assert made.when == embedded.when
    assert made.unsure


def test_a_stretch_cut_out_of_a_refusal_is_doubted() -> None:
    text = "zzz never qqq thursday the 11th"
    found = Understanding((Deny(),), (), unsure=True, language=EMBEDDED.understand(text, CONTEXT).language)
    made = read(_answer(("wish_time", "thursday the 11th")), text, CONTEXT, found, EMBEDDED)
    assert made is not None
    assert made.unsure


def test_whom_and_where() -> None:
    text = "surprise me, as long as it is rivera and over at lake view"
    made = _made(text, ("wish_provider", "rivera"), ("wish_place", "lake view"), asked=Asked.WHEN)
    assert made.commands == (Constrain(provider="Ana Rivera, DDS", place="Lake View"),)
    assert _made("everyone except rivera", ("wish_provider", "rivera")).commands == (
        Constrain(not_provider="Ana Rivera, DDS"),
    )
    assert _read("everywhere except lake view", ("wish_place", "lake view")) is None
    assert _read("the purple one", ("wish_place", "purple")) is None


def test_anybody_and_earlier() -> None:
    made = _made("whoever, but sooner", ("any_provider", ""), ("earlier", ""), asked=Asked.OFFER)
    assert made.commands == (Constrain(any_provider=True, earlier=True),)


def test_earlier_and_later_at_once_are_neither() -> None:
    assert _read("hm", ("earlier", ""), ("later", "")) is None


def test_an_offer_by_its_words_and_only_where_there_are_offers() -> None:
    text = "the second one fits like a glove"
    made = _made(text, ("choose_offer", "the second one"), asked=Asked.OFFER)
    assert made.commands == (ChooseOffer(ordinal=2),)
    bare = replace(CONTEXT, offers=())
    found = EMBEDDED.understand(text, bare)
    assert read(_answer(("choose_offer", "the second one")), text, bare, found, EMBEDDED) is None


def test_which_appointment() -> None:
    made = _made("teeth stuff, the cleaning", ("pick_appointment", "the cleaning"), asked=Asked.WHICH_APPOINTMENT)
    [pick] = made.commands
    assert isinstance(pick, PickAppointment)
    assert pick.ref.visit == "cleaning"


@pytest.mark.parametrize(
    ("command", "means"),
    [
        ("start_status", StartStatus()),
        ("ask_alternatives", AskAlternatives()),
        ("deny", Deny()),
        ("ask_fee", Ask("fee")),
        ("ask_other", Ask("other")),
        ("ask_person", AskPerson()),
    ],
)
def test_commands_without_words(command: str, means: object) -> None:
    assert _made("blorp", (command, "")).commands == (means,)


@pytest.mark.parametrize(
    "text",
    ["no", "no thanks", "hm, is it free?", "not yet", "wait", "what about tuesday", "better not", "mejor no", "blorp"],
)
@pytest.mark.parametrize("asked", [None, *Asked])
def test_a_yes_that_the_words_do_not_say_is_dropped(text: str, asked: Asked | None) -> None:
    assert _read(text, ("confirm", ""), asked=asked) is None
    both = _read(text, ("deny", ""), ("confirm", text), asked=asked)
    assert both is not None
    assert Confirm() not in both.commands


def test_a_yes_that_both_hear_stands_and_beside_a_wish_it_is_none() -> None:
    assert _made("yes", ("confirm", ""), asked=Asked.CONFIRM).commands == (Confirm(),)
    made = _made("yes", ("confirm", ""), ("later", ""), asked=Asked.CONFIRM)
    assert made.commands == (Constrain(later=True),)


def test_not_understood_is_no_improvement() -> None:
    assert _read("blorp", ("unclear", "")) is None
    assert read("nonsense", "blorp", CONTEXT, EMBEDDED.understand("blorp", CONTEXT), EMBEDDED) is None


_SPOKEN = """
no yes sí not maybe later thursday the 11th at 4 cleaning rivera mary smith 312 555 0187 born may 3 1980 123456
second one cancel is it free ? , but wait ok mejor otro día code [NAME_1] {
"""
_WORDS = st.sampled_from(_SPOKEN.split())
_TEXTS = st.lists(_WORDS, max_size=9).map(" ".join) | st.text(max_size=40)


@st.composite
def _turns(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]], Asked | None]:
    """Return words, what a model of random weights could say about them under the schema, and the question."""
    text = draw(_TEXTS)
    starts = st.integers(0, len(text))
    cut = st.tuples(starts, starts).map(lambda ends: text[min(ends) : max(ends)][:120])
    span = st.just("") | cut | st.text(max_size=12)
    items = draw(st.lists(st.tuples(st.sampled_from([str(each) for each in Proposed]), span), min_size=1, max_size=3))
    return text, items, draw(st.sampled_from([None, *Asked]))


@settings(max_examples=150, deadline=timedelta(seconds=5))
@given(_turns())
def test_whatever_the_schema_allows(turn: tuple[str, list[tuple[str, str]], Asked | None]) -> None:
    text, items, asked = turn
    context = replace(CONTEXT, asked=asked)
    found = EMBEDDED.understand(text, context)
    made = read(_answer(*items), text, context, found, EMBEDDED)
    if made is None:
        return
    assert made.commands
    assert not any(isinstance(each, (*IDENTITY, Emergency)) for each in made.commands)
    if any(isinstance(each, Confirm) for each in made.commands):
        assert Confirm() in found.commands
        assert not found.unsure
    spans = [span for _, span in items if place_of(span, text) is not None]
    pointed = any(isinstance(each, ChooseOffer | PickAppointment) for each in made.commands) or made.when
    assert spans or not pointed


@settings(max_examples=100, deadline=timedelta(seconds=5))
@given(st.text(max_size=120), _TEXTS)
def test_whatever_a_model_says(answer: str, text: str) -> None:
    read(answer, text, CONTEXT, EMBEDDED.understand(text, CONTEXT), EMBEDDED)


def test_words_that_the_patient_did_not_say_make_the_rest_unsure() -> None:
    found = _made("the boy runs hot, so not tomorrow", ("start_move", ""), ("wish_time", "tomorrow at ten"))
    assert found.unsure


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("scratch the cleaning, friday at ten would do instead", ("start_cancel", "the cleaning")),
        ("el viernes me voy, póngame el lunes", ("wish_time", "el lunes")),
    ],
)
def test_a_time_that_no_stretch_holds_makes_the_rest_unsure(text: str, item: tuple[str, str]) -> None:
    assert _made(text, item).unsure


def test_a_change_out_of_words_that_want_none_is_unsure() -> None:
    assert _made("please don't cancel my appointment", ("start_cancel", "my appointment")).unsure
    assert _made("please cancel my appointment", ("keep", "")).unsure
