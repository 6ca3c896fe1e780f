"""What the dialogue does with an adviser: who is asked, when nobody is, and what becomes of the advice."""

from dataclasses import replace
from datetime import date

from services.dialogue.commands import AskPerson, Command, Constrain, GiveBirthDate, GiveCode, GiveName, StartMove, When
from services.dialogue.state import Step
from services.dialogue.understanding.model import TurnContext, Understanding
from services.dialogue.understanding.ports import NoAdviser
from services.kernel.language import Language
from tests.dialogues.clinic import ZONE, Clinic, free_days
from tests.dialogues.talk import Scripted, Talk
from tests.doubles.builders import a_patient, at

TUESDAY = (When(at(1, 0).astimezone(ZONE), at(2, 0).astimezone(ZONE)),)


class ScriptedAdviser:
    """An adviser that says what the test says, and keeps what it was asked."""

    def __init__(self) -> None:
        self.next: tuple[Command, ...] = ()
        self.asked: list[tuple[str, TurnContext, Understanding]] = []

    async def advise(self, text: str, context: TurnContext, found: Understanding) -> Understanding:
        self.asked.append((text, context, found))
        said, self.next = self.next, ()
        return replace(found, commands=said, unsure=False, proposed=True) if said else found


async def _talk(adviser: ScriptedAdviser) -> Talk:
    clinic = Clinic(Scripted(), adviser=adviser)
    clinic.system.add(a_patient(), *free_days(range(30)))
    clinic.visit(3, 9)
    return await Talk.open(clinic)


async def test_the_advice_is_acted_on() -> None:
    adviser = ScriptedAdviser()
    talk = await _talk(adviser)
    adviser.next = (StartMove(),)
    assert "name" in await talk.means(text="words that nobody understands")
    assert talk.state.goal == "move"


async def test_an_adviser_is_told_the_words_the_turn_and_what_was_found() -> None:
    adviser = ScriptedAdviser()
    talk = await _talk(adviser)
    await talk.means(StartMove(), text="move it")
    await talk.means(GiveName("Maria Garcia"), GiveBirthDate(date(1980, 5, 4)), text="who i am")
    (first, context, found), (_, later, _) = adviser.asked
    assert (first, found.commands) == ("move it", (StartMove(),))
    assert (context.goal, later.goal) == ("", "move")


async def test_buttons_are_nobodys_business() -> None:
    adviser = ScriptedAdviser()
    talk = await _talk(adviser)
    await talk.presses("When is my visit")
    assert adviser.asked == []


async def test_while_a_person_has_the_conversation_nobody_advises() -> None:
    adviser = ScriptedAdviser()
    talk = await _talk(adviser)
    await talk.means(AskPerson(), text="a person please")
    assert talk.state.step is Step.WITH_PERSON
    known = len(adviser.asked)
    await talk.means(StartMove(), text="are you there")
    assert len(adviser.asked) == known


async def test_what_only_an_adviser_understood_is_not_read_again_after_the_check() -> None:
    adviser = ScriptedAdviser()
    talk = await _talk(adviser)
    adviser.next = (StartMove(), Constrain(when=TUESDAY))
    await talk.means(text="words that nobody understands")
    assert talk.state.early == ()
    await talk.means(GiveName("Maria Garcia"), GiveBirthDate(date(1980, 5, 4)))
    await talk.means(GiveCode(talk.clinic.codes()[-1]))
    assert talk.state.wishes.when == TUESDAY


async def test_what_code_understood_is_read_again() -> None:
    talk = await _talk(ScriptedAdviser())
    await talk.means(StartMove(), Constrain(when=TUESDAY), text="move it to tuesday")
    assert len(talk.state.early) == 1


async def test_no_adviser_changes_nothing() -> None:
    found = Understanding((StartMove(),), (), unsure=True, language=Language.EN)
    assert await NoAdviser().advise("words", TurnContext(now=at(0, 9)), found) is found
