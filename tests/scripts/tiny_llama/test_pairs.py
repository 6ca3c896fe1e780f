import json

import pytest

from scripts.tiny_llama.pairs import pairs, sentences
from services.dialogue.understanding.proposed.parse import parsed
from services.dialogue.understanding.proposed.prompt import RULES
from services.dialogue.understanding.proposed.schema import NEEDS_SPAN, Proposed
from services.kernel.language import Language

MANY = list(pairs(600)) + list(pairs(100, held_back=True))


def test_every_answer_is_one_that_the_appliance_reads() -> None:
    for pair in MANY:
        assert len(parsed(pair.answer)) == len(json.loads(pair.answer)["commands"])


def test_every_span_is_copied_from_the_words() -> None:
    for pair in MANY:
        for item in parsed(pair.answer):
            assert item.span in pair.text
            assert item.span or item.command not in NEEDS_SPAN


def test_the_system_part_is_the_one_of_the_appliance() -> None:
    assert all(pair.system.startswith(RULES.strip()[:500]) for pair in MANY)


def test_every_command_is_taught() -> None:
    taught = {item.command for pair in pairs(4000) for item in parsed(pair.answer)}
    assert taught == set(Proposed)


@pytest.mark.parametrize("language", Language)
def test_no_sentence_form_is_both_taught_and_tested(language: Language) -> None:
    kept_back = sentences(language, held_back=True)
    assert len(kept_back) >= 8
    assert not set(kept_back) & set(sentences(language, held_back=False))


def test_the_same_seed_makes_the_same_pairs() -> None:
    assert list(pairs(50)) == list(pairs(50))
    assert list(pairs(50)) != list(pairs(50, seed=2))


def test_answers_are_written_as_the_servers_grammar_writes_them() -> None:
    for pair in MANY:
        assert pair.answer == json.dumps(json.loads(pair.answer), separators=(",", ":"), ensure_ascii=False)
