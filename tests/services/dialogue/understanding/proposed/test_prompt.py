"""What a model is told: the same beginning always, the moment without an identity, the words alone at the end."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.dialogue.understanding.model import AppointmentInView, Asked, OfferInView, TurnContext
from services.dialogue.understanding.proposed.evidence import place_of
from services.dialogue.understanding.proposed.parse import parsed
from services.dialogue.understanding.proposed.prompt import RULES, messages, moment
from services.dialogue.understanding.proposed.schema import Proposed
from services.gateway.redaction.pipeline import Mode, build_redactor
from services.gateway.redaction.redactor import Redactor
from services.gateway.redaction.view import View
from services.kernel.language import Language

ZONE = ZoneInfo("America/Chicago")
NOW = datetime(2027, 3, 2, 9, 15, tzinfo=ZONE)
CONTEXT = TurnContext(
    now=NOW,
    zone=ZONE,
    language=Language.ES,
    asked=Asked.OFFER,
    providers=("Ana Rivera, DDS",),
    places=("Lake View",),
    visits=("Dental cleaning",),
    offers=(OfferInView(NOW + timedelta(days=2), "Ana Rivera, DDS"), OfferInView(NOW + timedelta(days=3))),
    appointments=(AppointmentInView(NOW + timedelta(days=1), "Dental cleaning", "Ana Rivera, DDS", "Lake View"),),
    goal="move",
)


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    return build_redactor(mode=Mode.SCHEDULING, today=NOW.date)


def test_the_rules_come_first_and_the_words_last_and_alone() -> None:
    system, user = messages("what about [NAME_1] instead", CONTEXT)
    assert (system["role"], user["role"]) == ("system", "user")
    assert system["content"].startswith(RULES)
    assert user["content"] == "what about [NAME_1] instead"


def test_the_moment_says_the_day_and_the_step_and_only_numbers_of_what_is_in_view() -> None:
    assert moment(CONTEXT).splitlines() == [
        "Now:",
        "today: Tuesday, 2027-03-02, UTC-0600",
        "clinic open: 07:00 to 19:00",
        "language: Spanish",
        "goal: move an appointment",
        "asked last: which of the offered times suits",
        "appointments in view: 1",
        "offered times in view: 2",
    ]


def test_an_instant_is_told_in_the_clinics_zone() -> None:
    night = replace(CONTEXT, now=datetime(2027, 3, 3, 4, 0, tzinfo=UTC))
    assert "today: Tuesday, 2027-03-02" in moment(night)
    assert "today: Wednesday, 2027-03-03, UTC+0000" in moment(replace(night, zone=None))


def test_nobody_and_nothing_of_the_patient_is_named() -> None:
    system = messages("hello", CONTEXT)[0]["content"]
    assert not re.search("rivera|lake view|dental|03-03|03-04|03-05", system, re.IGNORECASE)


def test_within_a_day_and_a_step_it_is_the_same_text() -> None:
    later = replace(CONTEXT, now=NOW + timedelta(hours=3))
    assert messages("a", CONTEXT)[0] == messages("b", later)[0]


def test_every_command_is_explained() -> None:
    assert [each for each in Proposed if not re.search(rf"\b{each}\b", RULES)] == []


def test_every_example_keeps_its_own_rules_two_in_each_language() -> None:
    lines = RULES.partition("Examples:\n")[2].splitlines()
    pairs = list(zip(lines[::2], lines[1::2], strict=True))
    assert len(pairs) == 4
    for words, answer in pairs:
        items = parsed(answer)
        assert items
        assert all(not item.span or place_of(item.span, words) is not None for item in items)
        assert answer == json.dumps(json.loads(answer), separators=(",", ":"), ensure_ascii=False)


@pytest.mark.parametrize("asked", [None, *Asked])
def test_the_gateway_leaves_it_as_it_is(asked: Asked | None, redactor: Redactor) -> None:
    for goal in ("", "move", "cancel", "status"):
        told = messages("hello", replace(CONTEXT, asked=asked, goal=goal))[0]["content"]
        assert [told[each.start : each.end] for each in redactor.find(View(told))] == []
