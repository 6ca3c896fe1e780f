"""The fuzzed dialogues with a model server: what it says is heard, and a judge that sees nothing would be of no use."""

import json
from random import Random
from typing import Any

import pytest

from services.dialogue.commands import Confirm
from services.dialogue.understanding.model import Asked, TurnContext, Understanding
from services.dialogue.understanding.proposed.schema import MOST_COMMANDS, Proposed
from services.llama.client import Server
from tests.dialogues.adversary import hold
from tests.dialogues.fuzz import drawn_here, main, served
from tests.doubles.loopback import guarded, serving
from tests.doubles.vllm import MODEL, FakeVllm, Spoken


class _Eager:
    """An adviser that takes every answer to a read-back for a yes, past everything that `read` holds a model to."""

    async def advise(self, text: str, context: TurnContext, found: Understanding) -> Understanding:
        del text
        yes = Understanding((Confirm(),), (), unsure=False, language=found.language)
        return yes if context.asked is Asked.CONFIRM else found


def _anything(body: dict[str, Any], random: Random) -> Spoken:
    """Answer anything that the schema of the request allows."""
    item = body["response_format"]["json_schema"]["schema"]["properties"]["commands"]["items"]["properties"]
    spans = item["span"].get("enum", ["", "blorp"])
    listed = [
        {"command": random.choice(list(Proposed)), "span": random.choice(spans)}
        for _ in range(random.randint(1, MOST_COMMANDS))
    ]
    return Spoken(json.dumps({"commands": listed}))


async def test_dialogues_with_a_model_server_of_random_weights_break_no_rule() -> None:
    fake, random = FakeVllm(), Random(5)  # noqa: S311 repeatable
    fake.held = lambda body: _anything(body, random)
    with serving(guarded(fake.app())) as url:
        fuzzed = await served(range(24), Server(url, MODEL))
    assert (fuzzed.dialogues, fuzzed.violations) == (24, ())
    assert fuzzed.outcomes["used"] > fuzzed.dialogues
    assert fuzzed.outcomes["used"] + fuzzed.outcomes["unusable"] == len(fake.chats)
    assert {body["temperature"] for body in fake.chats} == {1.0}


async def test_a_model_whose_every_word_is_taken_for_a_yes_is_found_out() -> None:
    found = [violation for seed in range(30) for violation in (await hold(seed, _Eager())).violations]
    assert any("written without a yes" in violation for violation in found)


async def test_the_same_seeds_hold_the_same_dialogues() -> None:
    assert str(await drawn_here(range(4))) == str(await drawn_here(range(4)))


def test_the_report_names_both_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(guarded(FakeVllm().app())) as url:
        assert main(["--dialogues", "6", "--real", "2", "--gateway", url, "--model", MODEL]) == 0
    told = capsys.readouterr().out
    assert "drawn in the process: 4 dialogues, 0 violations" in told
    assert "served by a real model server: 2 dialogues, 0 violations" in told
