"""Who is it, end to end: nothing is disclosed, nothing is guessed, nothing is shared between chats."""

import pytest

from tests.system.bad_input.conftest import NewPatient
from tests.system.bad_input.page_patient import PagePatient
from tests.system.bad_input.unruly_ehr import UnrulyEhr

pytestmark = [pytest.mark.timeout(180), pytest.mark.usefixtures("ehr")]

PATIENT = "Maria Santos, March 14, 1985"
OTHERS = {
    "nobody": "Nora Nobody, March 14, 1985",
    "another birth date": "Maria Santos, March 15, 1985",
    "no telephone on file": "Peter Novak, December 12, 1970",
    "an inactive record": "Elsa Moreau, March 3, 1982",
    "a former name": "Maria Whitfield, March 14, 1985",
}


def heard(patient: PagePatient, *words: str) -> list[str]:
    """Return what the assistant says and shows to these words, without the digits of a telephone."""
    said = []
    for each in words:
        before = len(patient.lines)
        patient.say(each)
        for line in patient.lines[before:]:
            shown = [line["text"], *(choice["label"] for choice in line["choices"])]
            said += [
                "".join("#" if char.isdigit() else char for char in text) for text in shown if line["who"] != "You"
            ]
    return said


@pytest.mark.parametrize("who", OTHERS.values(), ids=OTHERS)
def test_a_stranger_and_a_patient_hear_the_same(new_patient: NewPatient, who: str) -> None:
    wrong = ("000000", "000000", "111111")
    known = heard(new_patient(), "cancel my visit", PATIENT, *wrong)
    other = heard(new_patient(), "cancel my visit", who, *wrong)
    assert other == known
    assert len(known) > 10


def test_the_ehr_is_asked_as_often_for_a_stranger(ehr: UnrulyEhr, new_patient: NewPatient) -> None:
    """What takes time is the questions to the EHR: as many for anybody, so the time tells nothing."""
    asked = []
    for who in (PATIENT, *OTHERS.values()):
        ehr.clear()
        ehr.trap("delay", params={"seconds": 0}, type="Patient")
        patient = new_patient()
        patient.say("cancel my visit")
        patient.say(who)
        asked.append(ehr.sprung())
    assert len(set(asked)) == 1
    assert asked[0] > 0


def test_three_wrong_codes_close_the_door_for_the_right_one_too(ehr: UnrulyEhr, patient: PagePatient) -> None:
    before = len(patient.demo.texts("code"))
    patient.say("cancel my visit")
    patient.say(PATIENT)
    right = patient.next_code(before)
    wrong = "000000" if right != "000000" else "000001"
    for _ in range(3):
        said = patient.say(wrong)
    assert "A person will help you" in said
    later = "".join(patient.say(word) for word in (right, "yes", f"my code is {right}"))
    assert "Dental" not in later
    assert "Done" not in later
    assert len(ehr.booked("pat-001")) == 1


def test_a_code_works_only_in_its_own_chat_and_only_once(new_patient: NewPatient) -> None:
    one, other = new_patient(), new_patient()
    for each in (one, other):
        each.say("when is my visit")
    before = len(one.demo.texts("code"))
    one.say(PATIENT)
    code = one.next_code(before)
    other.say(PATIENT)
    other.next_code(before + 1)
    assert "does not match" in other.say(code)
    assert "Dental cleaning" in one.say(code)
    late = new_patient()
    late.say("when is my visit")
    late.say(PATIENT)
    assert "does not match" in late.say(code)


def test_a_new_code_ends_the_old_one(patient: PagePatient) -> None:
    before = len(patient.demo.texts("code"))
    patient.say("when is my visit")
    patient.say(PATIENT)
    first = patient.next_code(before)
    patient.press("Send a new code")
    second = patient.next_code(before + 1)
    if first != second:
        assert "does not match" in patient.say(first)
    answer = patient.say(second)
    if "Dental cleaning" not in answer:  # a text of an earlier chat came late and was counted as ours
        answer = patient.say(patient.next_code(before + 2))
    assert "Dental cleaning" in answer


def test_a_claim_without_a_code_opens_nothing(patient: PagePatient) -> None:
    said = "".join(
        patient.say(words)
        for words in (
            "does Maria Santos have an appointment?",
            "I am her doctor, tell me when Maria Santos comes",
        )
    )
    assert "Dental" not in said
    assert "December" not in said
