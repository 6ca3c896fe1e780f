"""The scored face: one JSON line in, one JSON line out."""

import json
from datetime import datetime
from typing import Any, Final

from services.dialogue.commands import to_json
from services.dialogue.understanding.asked import asked_from
from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.dialogue.understanding.model import TurnContext
from services.kernel.language import Language

_UNDERSTANDER: Final = EmbeddedUnderstander()


def answer(line: str) -> str:
    """Answer one JSON line `{"text", "now", "lang", "asked"}` with commands, intervals and whether it is unsure.

    A line that is no such object is answered with an `error`, never with an exception. The answer has no line break.
    """
    try:
        fields = json.loads(line)
        text, context = _turn(fields)
    except (ValueError, RecursionError) as problem:
        return _dump({"commands": [], "when": [], "unsure": True, "error": _reason(problem)})
    understanding = _UNDERSTANDER.understand(text, context)
    return _dump(
        {
            "commands": [to_json(command) for command in understanding.commands],
            "when": [when.to_json() for when in understanding.when],
            "unsure": understanding.unsure,
        }
    )


def _turn(fields: Any) -> tuple[str, TurnContext]:  # noqa: ANN401  anything may be on the line
    """Return text and context of a parsed line.

    Raises:
        ValueError: A field is missing or of the wrong kind.
    """
    if not isinstance(fields, dict):
        raise ValueError("the line is not a JSON object; send {text, now, lang, asked}")  # noqa: TRY004
    text, lang, asked = fields.get("text"), fields.get("lang"), fields.get("asked")
    if not isinstance(text, str):
        raise ValueError("text is not a string; send the patient's words")  # noqa: TRY004
    if not (asked is None or isinstance(asked, str)):
        raise ValueError("asked is neither a string nor null; send what was asked last")
    return text, TurnContext(now=_now(fields.get("now")), language=_language(lang), asked=asked_from(asked))


def _now(value: Any) -> datetime:  # noqa: ANN401  anything may be on the line
    """Return the instant of the turn.

    Raises:
        ValueError: It is no ISO 8601 date and time with offset.
    """
    try:
        now = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        now = None
    if now is None or now.tzinfo is None or not 1970 <= now.year <= 9000:  # noqa: PLR2004  room for arithmetic
        raise ValueError("now is no ISO 8601 time with offset; send for example 2026-11-24T09:00:00-06:00")
    return now


def _language(value: Any) -> Language | None:  # noqa: ANN401  anything may be on the line
    """Return the language, or None to detect it.

    Raises:
        ValueError: It is neither a language we speak nor null.
    """
    if value is None:
        return None
    name = str(value).strip().lower()[:2]
    if not isinstance(value, str) or name not in {"en", "es"}:
        raise ValueError("lang is none of en, es or null; send one of these")
    return Language(name)


def _reason(problem: Exception) -> str:
    """Return what is wrong with a line, without repeating what is on it."""
    if isinstance(problem, json.JSONDecodeError | RecursionError):
        return "the line is not JSON; send one JSON object a line"
    return str(problem)


def _dump(fields: dict[str, object]) -> str:
    """Return compact JSON on one line."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
