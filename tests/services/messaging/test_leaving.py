"""What leaves is worded from values of their kinds: a code with its hyphens passes, a sentence in its place not."""

import pytest

from services.kernel.language import Language
from services.messaging.errors import WrongMessage
from services.messaging.leaving import leaving
from services.messaging.template_model import KINDS, Kind
from services.messaging.templates import TEMPLATES, render, taken_by
from tests.services.scheduling.waitlist.test_codes import KEYS, TERMS

CLINIC = "Maple Street Clinic"
GOOD = {
    Kind.CLINIC: "Maple Street Clinic",
    Kind.WHEN: "Tuesday, March 4, 2:30pm",
    Kind.NAME: "Dr. O'Neil-Íñiguez",
    Kind.PHONE: "+1 (212) 555-0100",
    Kind.CODE: "482913",
    Kind.LINK: "https://pay.example.org/f?ref=pay_1",
    Kind.MONEY: "$12.50",
    Kind.WORD: "op_1:case",
    Kind.REPLY: "Your visit is on Tuesday.\nReply 1 to keep it.",
}
BAD = {
    Kind.PHONE: "call me",
    Kind.CODE: "48 29 13",
    Kind.LINK: "http://elsewhere.example/x",
    Kind.MONEY: "your soul",
    Kind.WHEN: "Tuesday\x00",
    Kind.NAME: "Dr. Lee\nBcc: x",
    Kind.REPLY: "\x1b[2J",
}


def offer(code: str) -> str:
    values = {"clinic": CLINIC, "when": "Tuesday, December 1 at 10am", "code": code}
    return leaving("waitlist_offer", Language.EN, values)


def fee(link: str) -> str:
    return leaving("fee", Language.ES, {"clinic": CLINIC, "amount": "$25", "link": link})


def test_the_code_of_an_offer_leaves_as_it_was_signed() -> None:
    code = str(KEYS.sign("K7M2", TERMS))
    assert f"To take it reply {code}." in offer(code)


@pytest.mark.parametrize("code", ["Maria Santos", "-", "A-", "A--B", "https://x.example", "A\nB"])
def test_words_in_the_place_of_a_code_are_refused(code: str) -> None:
    with pytest.raises(WrongMessage):
        offer(code)


@pytest.mark.parametrize("link", ["https://chat.example.org/pay/K7M2", "http://127.0.0.1:8080/pay/K7M2"])
def test_a_link_leads_to_tls_or_to_this_machine(link: str) -> None:
    assert f"Pague: {link} " in fee(link)


@pytest.mark.parametrize("link", ["http://pay.example.org/x", "http://127.0.0.1.example.org/x", "javascript:alert(1)"])
def test_any_other_link_is_refused(link: str) -> None:
    with pytest.raises(WrongMessage):
        fee(link)


def test_a_value_without_a_place_is_refused() -> None:
    with pytest.raises(WrongMessage):
        leaving("fee", Language.EN, {"clinic": CLINIC, "amount": "$25", "link": "https://x.example/", "visit": "laser"})


def values(name: str) -> dict[str, str]:
    return {key: GOOD[KINDS[key]] for key in taken_by(name)}


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("language", Language)
def test_every_template_passes_with_values_of_its_kinds(name: str, language: Language) -> None:
    assert leaving(name, language, values(name)) == render(name, language, values(name))


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_passes_with_a_value_of_another_kind(name: str) -> None:
    for key in taken_by(name):
        wrong = BAD.get(KINDS[key])
        if wrong is not None:
            with pytest.raises(WrongMessage):
                leaving(name, Language.EN, {**values(name), key: wrong})
