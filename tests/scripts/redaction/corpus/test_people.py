from itertools import islice
from random import Random

from scripts.redaction.corpus.build import test_lines as committed_lines
from scripts.redaction.corpus.build import training_lines
from scripts.redaction.corpus.lexicons import ambiguous, part_of, rare, words
from scripts.redaction.corpus.people import person, plain
from scripts.redaction.corpus.pieces import Line

_RARE = ("family_tail", "given_tail", "family_world", "given_world")
_FREQUENT = ("family_head", "given_head", "family_es", "given_es")


def test_rare_names_belong_to_one_part_and_are_not_frequent_ones() -> None:
    frequent = {name for table in _FREQUENT for name in words(table)}

    for name in _RARE:
        assert not set(rare(name, "train")) & set(rare(name, "test"))
        assert not frequent & set(words(name))
        assert rare(name, "test")


def test_no_rare_or_made_up_name_is_in_training_and_in_test() -> None:
    tested = {name for line in committed_lines() for name in _name_words(line)}
    trained = {name for line in islice(training_lines(4), 3000) for name in _name_words(line)}
    shared = {name for table in _FREQUENT for name in words(table)} | {*ambiguous("given"), *ambiguous("family")}

    in_both = {name for name in tested & trained if len(name) > 4 and name not in shared}
    assert {name for name in in_both if part_of(name) == "train" and name in rare("family_tail", "train")} == set()
    assert len(in_both) < 40, "only particles, trades and famous firms may be in both"


def _name_words(line: Line) -> set[str]:
    if line.style in {"sms", "chat", "dictated"}:
        return set()
    return {word for start, end, _, group in line.spans if group == "NAME" for word in line.text[start:end].split()}


def test_the_same_seed_makes_the_same_person() -> None:
    assert person(Random(5), "train", "es") == person(Random(5), "train", "es")


def test_plain_keeps_the_length() -> None:
    assert plain("Peña Güiño") == "Pena Guino"
