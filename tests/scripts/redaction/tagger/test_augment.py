from itertools import islice
from random import Random

from scripts.redaction.corpus.pieces import Line
from scripts.redaction.corpus.templates import templates
from scripts.redaction.tagger.augment import augmented, joined, stretches
from scripts.redaction.tagger.examples import batch, examples, held_out, lines
from scripts.redaction.tagger.general import general
from scripts.redaction.tagger.tags import NO_TAG

LINE = Line(
    "Hi, José Roe here, born 4/12/80.", ((4, 12, "PATIENT", "NAME"), (24, 31, "BIRTH_DATE", "DOB")), "chat", "en", None
)


def test_a_line_comes_back_from_its_stretches() -> None:
    text, spans = joined(stretches(LINE))
    assert text == LINE.text
    assert [(start, end, group) for start, end, group in spans] == [(4, 12, "NAME"), (24, 31, "DOB")]


def test_whatever_is_changed_the_gold_stays_on_its_words() -> None:
    rng = Random(1)
    for _ in range(300):
        text, spans = joined(augmented(rng, stretches(LINE)))
        assert [group for *_, group in spans] == ["NAME", "DOB"]
        assert text[spans[1][0] : spans[1][1]] == "4/12/80"
        assert text[spans[0][0] : spans[0][1]].replace(" ", "").isalpha()


def test_the_same_seed_gives_the_same_examples() -> None:
    one, other = examples(3, 20, tuning=False), examples(3, 20, tuning=False)
    assert all((a.rows == b.rows).all() and (a.tags == b.tags).all() for a, b in zip(one, other, strict=True))


def test_examples_are_filled_up_to_a_rectangle() -> None:
    some = examples(4, 8, tuning=False)
    rows, marks = batch(some)
    assert rows.shape[:2] == marks.shape
    assert all((marks[at, len(each.tags) :] == NO_TAG).all() for at, each in enumerate(some))


def test_templates_for_the_thresholds_do_not_train_and_those_of_the_test_set_do_neither() -> None:
    own = [each for lang in ("en", "es") for each in (*templates(lang), *general(lang))]
    assert 0.05 < sum(map(held_out, own)) / len(own) < 0.25
    tested = {each.text for each in own if each.part == "test" and not each.slots and " " in each.text}
    own_general = {each.text for lang in ("en", "es") for each in general(lang)}
    texts = {line.text for line in islice(lines(5, tuning=None), 400)}
    assert not texts & (tested - own_general)


def test_general_language_has_both_sorts_in_both_languages() -> None:
    for lang in ("en", "es"):
        assert {each.clean for each in general(lang)} == {True, False}
        assert all(bool(each.slots) for each in general(lang) if not each.clean)
