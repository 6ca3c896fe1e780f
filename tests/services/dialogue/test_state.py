from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.dialogue.commands import AppointmentRef, When
from services.dialogue.state import (
    CalendarEntry,
    CodeSent,
    EarlyWords,
    FlowState,
    Goal,
    Identity,
    Pending,
    Proposal,
    Step,
    Wishes,
    state_of,
)
from services.kernel.language import Language
from services.scheduling.operation import ChangeKind
from tests.doubles.builders import a_slot, an_appointment, at

VISIT, SLOT = an_appointment(slot=a_slot(), authorization_expires=date(2027, 4, 1)), a_slot()
PROPOSAL = Proposal("k", ChangeKind.MOVE, VISIT, SLOT, 2500)


def test_everything_survives_the_way_through_json() -> None:
    state = FlowState(
        Language.ES,
        language_chosen=True,
        origin="hash",
        step=Step.CONFIRM,
        goal=Goal.MOVE,
        target=AppointmentRef(when=(When(at(1, 0), at(2, 0)),), visit="cleaning", ordinal=-1, other=True),
        wishes=Wishes(when=(When(at(1, 0), at(2, 0)),), provider="chen", before=at(3, 0), unsure=True),
        identity=Identity(
            "Ana", date(1980, 1, 2), (date(1980, 2, 1),), 2, code=CodeSent("h", "s", at(0, 9), "42", None, "")
        ),
        appointments=(VISIT,),
        chosen=VISIT,
        offers=(SLOT,),
        shown=(SLOT,),
        rejected=("slot-9",),
        proposal=PROPOSAL,
        pending=Pending("op_1", PROPOSAL, at(0, 9)),
        entries=(CalendarEntry("a.ics", 7, at(0, 9), VISIT, VISIT, cancelled=True),),
        words=("hola",),
        early=(EarlyWords("el martes", at(0, 9)),),
        recent=(at(0, 8),),
    )
    assert state_of(state.to_json()) == state


def test_a_new_state_survives_too() -> None:
    assert state_of(FlowState(Language.EN).to_json()) == FlowState(Language.EN)


@given(words=st.lists(st.text(max_size=50), max_size=5), name=st.none() | st.text(max_size=30))
def test_any_words_survive(words: list[str], name: str | None) -> None:
    state = FlowState(Language.EN, words=tuple(words), identity=Identity(name=name))
    assert state_of(state.to_json()) == state


def test_the_representation_discloses_nothing() -> None:
    state = FlowState(Language.EN, words=("secret words",), identity=Identity(name="Ana Secret"), chosen=VISIT)
    assert "ecret" not in repr(state)
    assert VISIT.patient_id not in repr(state)
