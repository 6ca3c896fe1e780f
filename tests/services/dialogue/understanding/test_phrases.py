"""What patients say, and what it means: the phrase files are the specification of the understander.

`written_*` were written in rounds, each before the grammar was tried on it; `reviewed_*` are answers read one by one;
`judged_*` were right at first sight in the blind rounds of `docs/benchmarks.md`; `held_out_*` count as a whole and not
phrase by phrase.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from services.dialogue.understanding.lines import answer

Phrase = dict[str, Any]

_PHRASES = Path(__file__).parent / "phrases"


def _load(name: str) -> list[Phrase]:
    return [json.loads(line) for line in (_PHRASES / name).read_text(encoding="utf-8").splitlines()]


def _answered(phrase: Phrase) -> Phrase:
    reply = json.loads(answer(json.dumps({key: phrase[key] for key in ("text", "now", "lang", "asked")})))
    return {
        "commands": [command["type"] for command in reply["commands"]],
        "when": [[when["from"], when["to"]] for when in reply["when"]],
        "unsure": reply["unsure"],
    }


def _expected(phrase: Phrase) -> Phrase:
    return {key: phrase[key] for key in ("commands", "when", "unsure")}


def _same(got: Phrase, want: Phrase) -> bool:
    """Alternatives of an unsure answer count with the likeliest first; the order of alike intervals does not matter."""
    ordered = {**got, "when": sorted(got["when"])} == {**want, "when": sorted(want["when"])}
    return ordered and (not want["unsure"] or got["when"][:1] == want["when"][:1])


_EXACT = [
    pytest.param(phrase, id=f"{name}-{number}")
    for name in (f"{kind}_{lang}.jsonl" for kind in ("written", "reviewed", "judged") for lang in ("en", "es"))
    for number, phrase in enumerate(_load(name), start=1)
]


@pytest.mark.parametrize("phrase", _EXACT)
def test_the_phrase_is_understood(phrase: Phrase) -> None:
    got, want = _answered(phrase), _expected(phrase)

    assert _same(got, want), phrase["text"]


@pytest.mark.parametrize(("name", "right"), [("held_out_en.jsonl", 0.95), ("held_out_es.jsonl", 0.92)])
def test_held_out_phrases_are_mostly_right_and_almost_never_silently_wrong(name: str, right: float) -> None:
    phrases = _load(name)
    outcomes = [(_answered(phrase), _expected(phrase)) for phrase in phrases]
    correct = sum(_same(got, want) for got, want in outcomes)
    silent = sum(
        (got["commands"], sorted(got["when"])) != (want["commands"], sorted(want["when"])) and not got["unsure"]
        for got, want in outcomes
    )

    assert correct / len(phrases) >= right
    assert silent / len(phrases) <= 0.01


def test_half_of_the_phrases_are_spanish_and_a_third_dictated() -> None:
    english = _load("written_en.jsonl") + _load("reviewed_en.jsonl")
    spanish = _load("written_es.jsonl") + _load("reviewed_es.jsonl")
    dictated = [phrase for phrase in english + spanish if phrase["style"] == "dictated"]

    assert len(english) + len(spanish) >= 700
    assert len(spanish) >= 0.4 * (len(english) + len(spanish))
    assert len(dictated) * 3 >= len(english) + len(spanish)
