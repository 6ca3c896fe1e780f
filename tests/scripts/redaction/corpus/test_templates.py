from collections import Counter

import pytest

from scripts.redaction.corpus.slots import filler
from scripts.redaction.corpus.templates import SLOT, pool, templates


@pytest.mark.parametrize("lang", ["en", "es"])
def test_each_language_has_at_least_350_different_templates(lang: str) -> None:
    found = [template.text for template in templates(lang)]

    assert len(found) == len(set(found)) >= 350


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_slot_has_a_filler(lang: str) -> None:
    for template in templates(lang):
        for slot in template.slots:
            filler(slot)


def test_an_unknown_slot_is_named() -> None:
    with pytest.raises(KeyError, match="no slot is called 'shoe_size'"):
        filler("shoe_size")


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("style", ["chat", "sms", "dictated", "voicemail", "query", "note", "form", "tool"])
@pytest.mark.parametrize("clean", [True, False])
def test_every_style_has_templates_of_both_parts(lang: str, style: str, *, clean: bool) -> None:
    assert pool(lang, style, "train", clean=clean)
    assert pool(lang, style, "test", clean=clean)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_template_is_in_both_parts_and_a_third_or_more_is_for_tests(lang: str) -> None:
    parts = Counter(template.part for template in templates(lang))

    assert parts["test"] / len(templates(lang)) > 1 / 3
    assert parts["train"] > parts["test"]


def test_a_slot_may_have_a_digit_in_its_name() -> None:
    assert SLOT.findall("A1c {a1c} then {a1c2}, {ssn4}, {full2}") == ["a1c", "a1c2", "ssn4", "full2"]
