"""A number told over several messages never shows, in any of its pieces."""

from itertools import chain
from typing import Any

import pytest

from services.gateway.payload.clean import CleanTexts
from services.gateway.payload.limits import Limits
from services.gateway.payload.redaction import Redaction
from services.gateway.payload.texts import Texts
from services.gateway.redaction.labels import Label
from services.gateway.redaction.pipeline import build_redactor
from services.gateway.vault.vault import Vault

Json = dict[str, Any]
_REDACTOR = build_redactor()

PHONE_EN = "What is the best phone number to reach you?"
PHONE_ES = "¿Cuál es su número de teléfono?"
SSN_EN = "What is your social security number?"
SSN_ES = "¿Me da su número de seguro social?"
CARD_EN = "What is the card number?"
CARD_ES = "¿Cuál es el número de tarjeta?"
DOB_EN = "What is your date of birth?"
DOB_ES = "¿Cuál es su fecha de nacimiento?"
MRN_EN = "Can you give me your medical record number?"
MRN_ES = "¿Me da su número de expediente?"

ASKED = [
    (PHONE_EN, ["it's 312", "555", "0142"]),
    (PHONE_EN, ["312", "555 0142"]),
    (PHONE_EN, ["31", "25", "550", "142"]),
    (PHONE_EN, ["three one two", "five five five", "oh one four two"]),
    (PHONE_EN, ["area code three one two", "then fifty five", "five", "zero one forty two"]),
    (PHONE_EN, ["sure its 312", "555", "and 0142"]),
    (PHONE_ES, ["es el 956", "555", "0147"]),
    (PHONE_ES, ["nueve cinco seis", "cinco cincuenta y cinco", "cero uno cuarenta y siete"]),
    (PHONE_ES, ["956 555", "luego 01", "47"]),
    (SSN_EN, ["412", "66", "1209"]),
    (SSN_EN, ["four one two", "sixty six", "twelve oh nine"]),
    (SSN_EN, ["41266", "1209"]),
    (SSN_ES, ["cuatro doce", "sesenta y seis", "doce cero nueve"]),
    (SSN_ES, ["412", "66", "12", "09"]),
    (CARD_EN, ["4111", "2222", "3333", "4444"]),
    (CARD_EN, ["forty one eleven", "twenty two twenty two", "thirty three thirty three", "forty four forty four"]),
    (CARD_EN, ["4111 2222", "3333 4444"]),
    (CARD_ES, ["4111", "2222", "3333", "4444"]),
    (CARD_ES, ["cuatro uno uno uno", "dos dos dos dos", "tres tres", "cuatro cuatro cuatro cuatro"]),
    (DOB_EN, ["march", "third", "1980"]),
    (DOB_EN, ["4", "12", "80"]),
    (DOB_EN, ["oh four", "twelve", "nineteen eighty"]),
    (DOB_ES, ["el doce", "de mayo", "del ochenta"]),
    (DOB_ES, ["12", "5", "1980"]),
    (MRN_EN, ["48", "29", "13"]),
    (MRN_EN, ["four eight", "two nine", "thirteen"]),
    (MRN_ES, ["448", "291"]),
    (MRN_ES, ["cuatro cuatro", "ocho dos", "nueve uno"]),
]
BEGUN = [
    ["my number is 312", "555", "0142"],
    ["call me at three one two", "five five five", "zero one four two"],
    ["you can reach me at 312", "555 01", "42"],
    ["mi teléfono es el 956", "555", "0147"],
    ["mi celular es nueve cinco seis", "cinco cinco cinco", "cero uno cuatro siete"],
    ["my ssn is 412", "66", "1209"],
    ["my social is four one two", "sixty six", "twelve oh nine"],
    ["mi seguro social es 412", "66", "1209"],
    ["card number is 4111", "2222", "3333", "4444"],
    ["mi tarjeta es 4111", "2222", "3333 4444"],
    ["my mrn is 48", "29", "13"],
    ["mi expediente es 448", "29", "1"],
    ["my birthday is march", "third", "1980"],
    ["i was born on 4", "12", "80"],
    ["nací el 12", "mayo", "1980"],
]
#: What is left of a piece when its numbers are gone.
LEFT = {"", "it's", "its", "sure", "and", "then", "area", "code", "es", "el", "luego", "de", "del", "ok"}


def passed(messages: list[Json], vault: Vault | None = None) -> list[str]:
    """Return what the model sees of each message of the caller."""
    texts = Texts(_REDACTOR, Vault() if vault is None else vault, CleanTexts(), 1000)
    seen: Any = Redaction(texts, Limits()).redacted({"model": "m", "messages": messages})["messages"]
    return [each["content"] for each in seen if each["role"] == "user"]


def user(words: str) -> Json:
    return {"role": "user", "content": words}


def assistant(words: str) -> Json:
    return {"role": "assistant", "content": words}


def bare(words: str) -> str:
    """Return the words of a text that are no placeholder."""
    kept = [word for word in words.replace(",", " ").split() if not word.startswith("[")]
    return " ".join(word for word in kept if word not in LEFT)


@pytest.mark.parametrize("between", [None, "Yes?", "Okay, go on.", "Uh huh", "¿Sí?", "¿Y luego?"])
@pytest.mark.parametrize(
    ("question", "told"), ASKED, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_every_piece_of_an_answer_is_hidden(question: str, told: list[str], between: str | None) -> None:
    links = [assistant(between)] if between else []
    messages = [assistant(question), *chain.from_iterable([user(each), *links] for each in told)]
    seen = passed(messages)
    assert [bare(each) for each in seen] == [""] * len(told), seen
    assert all("[" in each for each in seen)


@pytest.mark.parametrize("between", [None, "Yes?"])
@pytest.mark.parametrize("told", BEGUN, ids=" ".join)
def test_every_piece_of_what_a_caller_begins_to_tell_is_hidden(told: list[str], between: str | None) -> None:
    links = [assistant(between)] if between else []
    seen = passed([assistant("How can I help?"), *chain.from_iterable([user(each), *links] for each in told)])
    assert "[" in seen[0]
    assert not any(character.isdecimal() for each in seen for character in bare(each)), seen
    assert [bare(each) for each in seen[1:]] == [""] * (len(told) - 1), seen


def test_the_whole_number_is_known_from_then_on() -> None:
    vault = Vault()
    passed([assistant(PHONE_EN), user("312"), user("555"), user("0142")], vault)
    assert vault.knows(Label.PHONE, "3125550142")
    passed([assistant(MRN_EN), user("88 29 10"), user("33 45")], vault)
    assert vault.knows(Label.MRN, "8829103345")


@pytest.mark.parametrize(
    "messages",
    [
        [assistant(PHONE_EN), user("312 555 0142"), assistant("Thanks."), user("2")],
        [assistant(PHONE_EN), user("312"), user("555"), user("0142"), user("2")],
        [assistant(PHONE_EN), user("312"), assistant("Would you like slot 1, 2 or 3 on Tuesday?"), user("2")],
        [assistant(PHONE_EN), user("312"), assistant("What time works?"), user("2")],
        [
            assistant(SSN_EN),
            user("why do you need that"),
            assistant("To find your chart. Which slot, 1 or 2?"),
            user("2"),
        ],
        [assistant("Which slot would you like, 1, 2 or 3?"), user("2")],
        [assistant("How can I help?"), user("call me at 3 pm"), user("2")],
        [assistant("How can I help?"), user("my number is up, i have 3 kids"), user("2")],
    ],
)
def test_a_number_that_belongs_to_nothing_told_stays(messages: list[Json]) -> None:
    assert passed(messages)[-1] == "2"


def test_a_message_in_parts_is_one_piece() -> None:
    parts = [{"type": "text", "text": "5"}, {"type": "text", "text": "55"}]
    seen: Any = passed([assistant(PHONE_EN), user("312"), {"role": "user", "content": parts}, user("0142")])
    assert all(each["text"].startswith("[") for each in seen[1])
