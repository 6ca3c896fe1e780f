from pathlib import Path

from scripts.tiny_llama.right import counted, pairs_of
from scripts.vllm.accuracy import accuracy
from tests.doubles.loopback import serving
from tests.doubles.vllm import FakeVllm

YES = '{"commands": [{"command": "confirm", "span": ""}]}'
MOVE = '{"commands": [{"command": "start_move", "span": "my visit"}]}'


def test_answers_are_counted_as_right_nearly_right_and_readable() -> None:
    right = counted([MOVE] * 4, [MOVE, MOVE.replace("my visit", "visit"), YES, "no JSON"])
    assert (right.exact, right.commands, right.well_formed, right.asked) == (1, 2, 3, 4)
    assert str(right).startswith("1/4 exactly right")


async def test_a_server_is_asked_as_the_appliance_asks(tmp_path: Path) -> None:
    file = tmp_path / "test.jsonl"
    file.write_text('{"rules": "R"}\n' + '{"system": "S", "text": "yes", "answer": "A"}\n' * 5)
    fake = FakeVllm("k")
    with serving(fake.app()) as address:
        right = await accuracy(address, "k", pairs_of(file, 3))
    assert right.asked == 3
    assert fake.chats[0]["response_format"]["json_schema"]["strict"] is True
    assert fake.chats[0]["messages"][1]["content"] == "yes"
