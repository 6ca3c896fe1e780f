"""The comparison with a model at hand, on the fake of its server: a model of no use changes nothing."""

import pytest

from services.dialogue.understanding.proposed.asks import Asks
from services.llama.client import Server
from tests.dialogues.beside import hold_with, main, outcomes, summary
from tests.doubles.loopback import guarded, serving
from tests.doubles.vllm import MODEL, FakeVllm


async def test_a_model_of_no_use_leaves_conversations_as_they_were() -> None:
    fake = FakeVllm()
    with serving(guarded(fake.app())) as url:
        results, adviser = await hold_with(Server(url, MODEL), Asks.UNSURE, 20, every=12)
    assert sum(each.wrong_changes for each in results) == 0
    assert sum(each.reached for each in results) > 0.8 * len(results)
    assert adviser.tally.outcomes["unusable"] == len(fake.chats) > 0
    assert "0 wrong changes" in summary("fake", results)
    assert outcomes(adviser).startswith(f"asked {len(fake.chats)} times")
    assert f"unusable {len(fake.chats)}" in outcomes(adviser)


def test_the_report_shows_both_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(guarded(FakeVllm().app())) as url:
        assert main(["--gateway", url, "--model", MODEL, "--asks", "always", "--every", "60"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["embedded", "llama", "asked"]
