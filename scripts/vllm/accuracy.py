"""How many commands the served model gets right, on sentence forms that it was never trained on."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

from appliance.model.bench import Target, opened
from scripts.tiny_llama.right import Right, counted
from services.dialogue.understanding.proposed.schema import SCHEMA_NAME, schema

_AT_ONCE: Final = 4
_TOKENS: Final = 128


async def accuracy(address: str, key: str, pairs: Sequence[dict[str, str]]) -> Right:
    """Ask the model about pairs, and count."""
    async with opened(address, key) as target:
        turns = asyncio.Semaphore(_AT_ONCE)
        answers = await asyncio.gather(*(_answer(target, pair, turns) for pair in pairs))
    return counted([pair["answer"] for pair in pairs], answers)


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
