from datetime import date

import pytest

from services.gateway.redaction.labels import Label
from services.gateway.redaction.pipeline import Mode, build_redactor
from services.gateway.redaction.roster.patient import PersonName, RosterPatient
from services.gateway.redaction.roster.roster import Roster
from services.gateway.redaction.spans import Span
from services.gateway.redaction.view import View

TODAY = date(2026, 11, 23)


def labels(text: str, mode: Mode | str = Mode.STRICT) -> list[str]:
    redactor = build_redactor(mode=mode, today=lambda: TODAY)
    return [span.label.value for span in redactor.find(View(text))]


def test_strict_finds_every_date_and_scheduling_leaves_those_of_appointments() -> None:
    text = "Move it from 11/30/2026 to 12/4/2026. Born 4/12/1980."
    assert labels(text) == ["DATE", "DATE", "DOB"]
    assert labels(text, "scheduling") == ["DOB"]


def test_the_machines_date_is_taken_where_none_is_given() -> None:
    assert build_redactor(mode="scheduling").find(View("born 4/12/1980"))


def test_there_is_no_third_mode() -> None:
    with pytest.raises(ValueError, match="loose"):
        build_redactor(mode="loose")


def test_the_roster_and_the_tagger_are_layers_too() -> None:
    roster = Roster([RosterPatient((PersonName("Zheaquim", "Oubrawe"),))])
    assert [span.label for span in build_redactor(roster).find(View("oubrawe zheaqim wants to come"))] == [Label.NAME]

    class Tagger:
        def find(self, view: View) -> list[Span]:
            return [view.span(0, 4, Label.PHOTO, 9)]

    assert [span.label for span in build_redactor(tagger=Tagger()).find(View("blah"))] == [Label.PHOTO]


@pytest.mark.parametrize(
    "text",
    [
        "Can I come in next week instead? My knee still hurts.",
        "BP 120/80, temp 98.6, 150 lbs, 5'4\", age 45",
        "Does he have Parkinson's disease? I have Crohn's. The Foley catheter stays.",
        "CPT 99213, ICD E11.9, $45 copay at 3:30 pm",
        "sí, gracias, hasta luego",
    ],
)
def test_what_identifies_nobody_is_left_alone(text: str) -> None:
    assert labels(text) == []


def test_the_committed_tagger_finds_more_and_can_be_left_out() -> None:
    text = "tell zheaquim i'm on my way"
    assert [span.label for span in build_redactor().find(View(text))] == [Label.NAME]
    assert build_redactor(tagger=None).find(View(text)) == []
