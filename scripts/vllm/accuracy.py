"""How many commands the served model gets right, on sentence forms that it was never trained on."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from appliance.model.bench import Target, opened
from services.dialogue.understanding.proposed.parse import parsed
from services.dialogue.understanding.proposed.schema import SCHEMA_NAME, schema

_AT_ONCE: Final = 4
_TOKENS: Final = 128


@dataclass(frozen=True, slots=True)
class Right:
    """What was right, of `asked` answers.

    Attributes:
        asked: Answers asked for.
        well_formed: Answers that the appliance can read.
        commands: Answers whose commands are right, spans aside.
        exact: Answers that are right to the letter.
    """

    asked: int
    well_formed: int
    commands: int
    exact: int

    def __str__(self) -> str:
        return (
            f"{self.exact}/{self.asked} exactly right, {self.commands}/{self.asked} with the right commands, "
            f"{self.well_formed}/{self.asked} well formed"
        )


def pairs_of(file: Path, most: int) -> list[dict[str, str]]:
    """Return the first pairs of a file, which begins with a line of its own."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()[1 : most + 1]]


async def accuracy(address: str, key: str, pairs: Sequence[dict[str, str]]) -> Right:
    """Ask the model about pairs, and count."""
    async with opened(address, key) as target:
        turns = asyncio.Semaphore(_AT_ONCE)
        answers = await asyncio.gather(*(_answer(target, pair, turns) for pair in pairs))
    return counted([pair["answer"] for pair in pairs], answers)


def counted(wanted: Sequence[str], answers: Sequence[str]) -> Right:
    """Compare answers with the wanted ones."""
    read = [(parsed(right), parsed(answer)) for right, answer in zip(wanted, answers, strict=True)]
    return Right(
        asked=len(read),
        well_formed=sum(bool(answer) for _, answer in read),
        commands=sum([each.command for each in a] == [each.command for each in b] for a, b in read),
        exact=sum(right == answer for right, answer in read),
    )


async def _answer(target: Target, pair: dict[str, str], turns: asyncio.Semaphore) -> str:
    shape = {"type": "json_schema", "json_schema": {"name": SCHEMA_NAME, "schema": schema(), "strict": True}}
    body: dict[str, Any] = {
        "model": target.model,
        "messages": [{"role": "system", "content": pair["system"]}, {"role": "user", "content": pair["text"]}],
        "temperature": 0,
        "max_tokens": _TOKENS,
        "response_format": shape,
    }
    async with turns:
        answer = await target.http.post(f"{target.base}/chat/completions", json=body)
    return str(answer.raise_for_status().json()["choices"][0]["message"]["content"])
