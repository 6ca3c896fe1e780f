import re

from services.handoff.gates import GATE_OF, Gate, GateBook
from services.handoff.wording import CODES, say_rule, say_rules
from services.kernel.language import Language
from services.scheduling import policy
from services.scheduling.policy import Finding


def test_every_rule_that_leaves_something_to_a_person_has_words_in_both_languages() -> None:
    told = (policy.__doc__ or "").split("For a person:")[1].split("Only told")[0]
    for_person = set(re.findall(r"`(\w+)`", told))
    assert for_person <= CODES
    for code in CODES:
        english, spanish = (say_rule(Finding(code), language) for language in Language)
        assert english != spanish
        assert english.endswith(".")
        assert spanish.endswith(".")


def test_values_are_in_the_words_and_a_missing_one_fails_nobody() -> None:
    late = Finding("late", {"notice_hours": "24"})
    assert say_rule(late, Language.EN) == "The visit is less than 24 hours away."
    assert "…" in say_rule(Finding("late"), Language.ES)
    assert say_rule(Finding("of_tomorrow"), Language.EN) == "The policy leaves this to a person (of_tomorrow)."
    assert say_rules([late, Finding("series")], Language.EN).endswith("away. The visit is part of a series.")


def test_every_gate_has_a_rule_and_the_one_that_times_out_first_leads() -> None:
    book = GateBook()
    assert all(book.rule(gate).within for gate in Gate)
    assert set(GATE_OF.values()) | {Gate.OTHER} == set(Gate)
    assert book.first(["authorization_missing", "late"]) is Gate.LATE
    assert book.first([]) is Gate.OTHER
    assert book.first(["too_many_moves"]) is Gate.OTHER


def test_every_rule_of_a_gate_has_words() -> None:
    assert set(GATE_OF) <= CODES
