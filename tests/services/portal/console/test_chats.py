"""Live chats: who waits, one person at a time, and the automatic part is silent meanwhile."""

from services.audit.model import Action
from services.dialogue.model import Speaker
from services.kernel.language import Language
from tests.dialogues.talk import Talk
from tests.doubles.console_clinic import ConsoleClinic


async def waiting() -> tuple[ConsoleClinic, Talk]:
    clinic = ConsoleClinic()
    talk = await Talk.open(clinic, Language.ES)
    await talk.says("quiero hablar con una persona")
    return clinic, talk


async def test_the_list_shows_who_waits_and_nothing_they_said() -> None:
    clinic, _ = await waiting()
    alex = await clinic.at_the_console()
    await alex.get("/chats")
    assert "Wants to talk to a person" in alex.text
    assert "writes Spanish" in alex.text
    assert "quiero hablar" not in alex.page


async def test_nobody_waits() -> None:
    alex = await ConsoleClinic().at_the_console()
    await alex.get("/chats")
    assert "Nobody waits." in alex.text


async def test_a_chat_is_taken_written_in_and_handed_back() -> None:
    clinic, talk = await waiting()
    alex = await clinic.at_the_console()
    await alex.get(f"/chats/{clinic.only_case()}")
    assert '<p class="text" lang="es">quiero hablar con una persona</p>' in alex.page
    await alex.post(f"/chats/{clinic.only_case()}/take-over")
    assert "The assistant is silent." in alex.text
    await alex.post(f"/chats/{clinic.only_case()}", text="Buenos días. ¿Qué día le va bien?")
    line = clinic.store.lines(talk.id)[-1]
    assert (line.speaker, line.text) == (Speaker.STAFF, "Buenos días. ¿Qué día le va bien?")
    await talk.news()
    assert await talk.says("el martes") == ""
    await alex.get(f"/chats/{clinic.only_case()}")
    assert "el martes" in alex.text
    await alex.post(f"/chats/{clinic.only_case()}/hand-back", close="1")
    assert "The assistant answers in this chat again." in alex.text
    assert "He vuelto." in clinic.store.lines(talk.id)[-2].text + clinic.store.lines(talk.id)[-1].text
    assert [e.actor.id for e in clinic.store.audit if e.action is Action.CHAT_STAFF_SAID] == ["alex"]


async def test_two_people_do_not_both_have_a_chat() -> None:
    clinic, _ = await waiting()
    alex, kim = await clinic.at_the_console(), await clinic.at_the_console("kim")
    await alex.get("/chats")
    await kim.get("/chats")
    await alex.post(f"/chats/{clinic.only_case()}/take-over")
    await kim.post(f"/chats/{clinic.only_case()}/take-over")
    assert kim.status == 409
    assert "alex" in kim.text
    await kim.post(f"/chats/{clinic.only_case()}", text="hello")
    assert kim.status == 409
    assert "hello" in kim.page
    await kim.post(f"/chats/{clinic.only_case()}/take-over", colleague="alex")
    assert kim.status == 200
    await alex.post(f"/chats/{clinic.only_case()}", text="still here")
    assert alex.status == 409


async def test_the_patient_reads_the_persons_name_not_their_sign_in_name() -> None:
    clinic, talk = await waiting()
    await clinic.staff("kim", "Kim Osei")
    alex = await clinic.at_the_console()
    await alex.get("/chats")
    await alex.post(f"/chats/{clinic.only_case()}/take-over")
    assert "Alex" in clinic.store.lines(talk.id)[-1].text


async def test_an_expired_chat_says_so() -> None:
    clinic, talk = await waiting()
    alex = await clinic.at_the_console()
    await clinic.store.write(lambda tx: tx.chats.delete(talk.id))
    await alex.get(f"/chats/{clinic.only_case()}")
    assert alex.status == 409
    await alex.get("/chats")
    assert "Nobody waits." in alex.text
