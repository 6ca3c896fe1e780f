"""A value keeps its placeholder; a person's parts are the person; nothing stays after the end."""

import gc

import pytest

from services.gateway.redaction.labels import Label
from services.gateway.redaction.view import View
from services.gateway.refusals import VaultFull
from services.gateway.vault.vault import Resolved, Vault


@pytest.fixture
def vault() -> Vault:
    return Vault()


def named(vault: Vault, name: str, *, typed: bool = False) -> str:
    return vault.placeholder(Label.NAME, name, typed=typed)


def test_a_value_keeps_its_placeholder_in_every_form(vault: Vault) -> None:
    assert named(vault, "John Smith") == "[NAME_1]"
    assert named(vault, "Ruth O'Neil") == "[NAME_2]"
    assert named(vault, "SMITH, JOHN") == "[NAME_1]"
    assert vault.placeholder(Label.PHONE, "512-555-0100", typed=True) == "[PHONE_1]"
    assert vault.placeholder(Label.FAX, "(512) 555 0100", typed=True) == "[PHONE_1]"


def test_parts_of_a_name_are_the_same_person_and_the_fullest_form_comes_back(vault: Vault) -> None:
    assert {named(vault, each) for each in ("Maria", "Maria Santos", "Santos", "maria", "Ms. Santos")} == {"[NAME_1]"}
    assert vault.resolve("NAME", 1) == Resolved("Maria Santos")


def test_a_part_that_two_people_share_is_nobody_of_them(vault: Vault) -> None:
    named(vault, "Maria Santos")
    named(vault, "Juan Santos")
    assert named(vault, "Santos") == "[NAME_3]"
    assert vault.resolve("NAME", 3) == Resolved("Santos")
    assert named(vault, "Juan") == "[NAME_2]"


def test_a_doctor_is_not_the_patient_of_the_same_name(vault: Vault) -> None:
    named(vault, "Maria Santos")
    assert named(vault, "Dr. Santos") == "[NAME_2]"


def test_only_what_the_caller_typed_is_told_to_an_unverified_caller(vault: Vault) -> None:
    named(vault, "Maria", typed=True)
    named(vault, "Maria Santos")
    vault.placeholder(Label.PHONE, "512-555-0100", typed=False)
    assert vault.resolve("NAME", 1, typed_only=True) == Resolved("Maria")
    assert vault.resolve("PHONE", 1, typed_only=True) == Resolved(None)
    vault.placeholder(Label.PHONE, "5125550100", typed=True)
    assert vault.resolve("PHONE", 1, typed_only=True) == Resolved("512-555-0100")


def test_an_unknown_placeholder_stands_for_nothing(vault: Vault) -> None:
    assert vault.resolve("NAME", 1) is None


def test_a_look_alike_comes_back_as_typed(vault: Vault) -> None:
    assert [vault.literal(each, typed=True) for each in ("[NAME_1]", "[name_1]", "[NAME_1]")] == [
        "[TEXT_1]",
        "[TEXT_2]",
        "[TEXT_1]",
    ]
    assert vault.resolve("TEXT", 2) == Resolved("[name_1]")


def test_known_values_are_seen_again_in_other_texts(vault: Vault) -> None:
    named(vault, "Zebulon Quackenbush")
    vault.placeholder(Label.PHONE, "512-555-0100", typed=True)
    text = "quackenbush can be called at five one two five five five oh one oh oh"
    spans = vault.seen(View(text))
    assert next(text[each.start : each.end] for each in spans) == "quackenbush"
    assert any(each.label is Label.PHONE for each in spans)


def test_a_name_that_is_a_word_is_seen_only_with_a_capital(vault: Vault) -> None:
    named(vault, "Grace May")
    assert vault.seen(View("it may be a grace period")) == []
    assert [each.start for each in vault.seen(View("then Grace came"))] == [5]


def test_what_the_conversation_knows(vault: Vault) -> None:
    named(vault, "Maria Santos")
    assert vault.knows(Label.NAME, "santos, maria")
    assert vault.knows(Label.NAME, "Maria")
    assert not vault.knows(Label.NAME, "John Smith")


def test_the_vault_is_bounded() -> None:
    small = Vault(most_bytes=30)
    named(small, "Maria Santos")
    with pytest.raises(VaultFull):
        named(small, "A Very Long Name Indeed Of Somebody")
    many = Vault()
    for number in range(999):
        many.placeholder(Label.MRN, f"{number:07d}", typed=False)
    with pytest.raises(VaultFull):
        many.placeholder(Label.MRN, "7777777", typed=False)


def test_nothing_is_left_of_a_destroyed_vault(vault: Vault) -> None:
    named(vault, "Zebulon Quackenbush")
    [surface] = next(vault.entries()).surfaces
    value = surface.value
    vault.destroy()
    gc.collect()
    assert vault.destroyed
    assert value == bytes(len(value))
    assert vault.resolve("NAME", 1) is None
    assert vault.seen(View("Quackenbush")) == []
    with pytest.raises(VaultFull):
        named(vault, "Anybody")


def test_neither_repr_shows_a_value(vault: Vault) -> None:
    named(vault, "Zebulon Quackenbush")
    assert "Zebulon" not in repr(list(vault.entries())) + repr(vault)


def test_a_text_looked_at_before_is_looked_at_again_when_another_value_is_learned() -> None:
    vault, text = Vault(), View("Maria Santos and Juan Pardo")

    def seen() -> set[str]:
        return {text.raw[each.start : each.end] for each in vault.seen(View(text.raw))}

    vault.placeholder(Label.NAME, "Maria Santos", typed=True)
    assert seen() == seen() == {"Maria Santos"}
    vault.placeholder(Label.NAME, "Juan Pardo", typed=True)
    assert seen() == seen() == {"Maria Santos", "Juan Pardo"}


def test_many_texts_looked_at_leave_no_more_than_a_bounded_memory() -> None:
    vault = Vault()
    vault.placeholder(Label.NAME, "Maria Santos", typed=True)
    for number in range(5000):
        vault.seen(View(f"{number}"))
    assert {each.label for each in vault.seen(View("Santos"))} == {Label.NAME}
    vault.destroy()
    assert vault.seen(View("Santos")) == []
