"""The face for IT and for tests: one JSON line in, one JSON line out.

In: `{"text": "...", "lang": "en"|"es"|null, "asked": "name"|...|null}`; `asked` is what the question before the text
asked for: a label, an everyday name of it, or the question itself. Out: `{"spans": [[start, end, "LABEL"], ...],
"redacted": "..."}`, with `[LABEL_n]` in place of each value, the same value with the same number within a line. Offsets
count code points of the text. A line that cannot be answered gets `{"error": "..."}`, which repeats nothing of it.
"""

import json
from collections.abc import Container, Iterable
from typing import Any, Final

from services.gateway.errors import GatewayError, RedactionFailed, TextTooLong
from services.gateway.payload.asking import asked_for
from services.gateway.redaction.labels import Label
from services.gateway.redaction.redactor import Redactor, replaced
from services.gateway.redaction.roster.everyday import Everyday
from services.gateway.redaction.seen import Seen
from services.gateway.redaction.spans import Span, merged
from services.gateway.redaction.view import View
from services.gateway.vault.canonical import canonical
from services.kernel.language import Language

LONGEST: Final = 1_000_000
"""Longer texts are refused."""

_NAMES: Final[dict[str, Label]] = {
    **{label.value.lower(): label for label in Label},
    **dict.fromkeys(("full_name", "fullname", "patient_name", "first_name", "last_name", "nombre", "who"), Label.NAME),
    **dict.fromkeys(("birth_date", "birthdate", "birthday", "date_of_birth", "fecha_de_nacimiento", "born"), Label.DOB),
    **dict.fromkeys(("phone_number", "telephone", "mobile", "cell", "telefono", "celular", "callback"), Label.PHONE),
    **dict.fromkeys(("medical_record_number", "record", "chart", "expediente"), Label.MRN),
    **dict.fromkeys(("code", "otp", "pin", "codigo", "number", "confirmation_code"), Label.ID),
    **dict.fromkeys(("street", "street_address", "direccion", "zip", "zip_code"), Label.ADDRESS),
    **dict.fromkeys(("e-mail", "email_address", "correo"), Label.EMAIL),
    **dict.fromkeys(("city", "county", "town", "ciudad"), Label.PLACE),
    **dict.fromkeys(("member_id", "insurance", "insurance_id", "policy"), Label.HEALTH_PLAN),
    **dict.fromkeys(("social_security", "social_security_number", "seguro_social"), Label.SSN),
}


class RedactLines:
    """Answers lines with one redactor."""

    def __init__(self, redactor: Redactor, common: Container[str] | None = None) -> None:
        """Keep the redactor, and the everyday words that are no names by themselves: by default the lexicon's."""
        self._redactor = redactor
        self._common = Everyday() if common is None else common

    def answer(self, line: str) -> str:
        """Answer one line with one line; a bad line and a failing layer are answered with an `error`."""
        try:
            view = _view(json.loads(_utf8(line)))
            spans = self._spans(view)
        except (json.JSONDecodeError, RecursionError):
            return _dump({"error": "the line is not JSON; send one JSON object a line"})
        except (ValueError, GatewayError) as problem:
            return _dump({"error": str(problem)})
        return _dump(
            {
                "spans": [[span.start, span.end, span.label.value] for span in spans],
                "redacted": redacted(view.raw, spans),
            }
        )

    def _spans(self, view: View) -> list[Span]:
        """Return what is found, and where the same values stand elsewhere in the text.

        Raises:
            RedactionFailed: A layer failed.
        """
        try:
            spans = self._redactor.find(view)
            return self._again(view, spans) if spans else spans
        except GatewayError:
            raise
        except Exception as problem:  # noqa: BLE001  the edge: whatever a layer raises, the text is refused
            raise RedactionFailed("pipeline", type(problem).__name__) from None

    def _again(self, view: View, spans: list[Span]) -> list[Span]:
        """Return the finds with all further places of the same values."""
        seen = Seen(self._common)
        for span in spans:
            seen.learn(span.label, view.raw[span.start : span.end])
        return merged([*spans, *seen.find(view)])


def redacted(text: str, spans: Iterable[Span]) -> str:
    """Return the text with `[LABEL_n]` for each find; the same value of one label has one number."""
    numbers: dict[tuple[Label, str], int] = {}
    counts: dict[Label, int] = {}

    def placeholder(span: Span, words: str) -> str:
        """Return the value's placeholder."""
        key = (span.label, canonical(span.label, words))
        if key not in numbers:
            numbers[key] = counts[span.label] = counts.get(span.label, 0) + 1
        return f"[{span.label.value}_{numbers[key]}]"

    return replaced(text, list(spans), placeholder)


def _utf8(line: str) -> str:
    """Return the line.

    Raises:
        ValueError: It was read from bytes that are no UTF-8.
    """
    try:
        line.encode()
    except UnicodeEncodeError:
        raise ValueError("the line is not UTF-8; send UTF-8") from None
    return line


def _view(fields: Any) -> View:  # noqa: ANN401  anything may be on the line
    """Return the text and context of a parsed line.

    Raises:
        ValueError: A field is missing or of the wrong kind.
        TextTooLong: The text is too long.
    """
    if not isinstance(fields, dict):
        raise ValueError("the line is not a JSON object; send {text, lang, asked}")  # noqa: TRY004
    text, asked = fields.get("text"), fields.get("asked")
    if not isinstance(text, str):
        raise ValueError("text is not a string; send the text to redact")  # noqa: TRY004
    if len(text) > LONGEST:
        raise TextTooLong(LONGEST)
    if not (asked is None or isinstance(asked, str)):
        raise ValueError("asked is neither a string nor null; send what was asked last")
    return View(text, _language(fields.get("lang")), asked_label(asked))


def asked_label(asked: str | None) -> Label | None:
    """Return what was asked for, from a label, its everyday name or the question; None when nobody can tell."""
    if not asked:
        return None
    name = "_".join(asked[:100].lower().strip(" ?.!:").replace("-", " ").split())
    return _NAMES.get(name) or asked_for(f"{asked[-300:].rstrip(' .:')}?")


def _language(value: Any) -> Language | None:  # noqa: ANN401  anything may be on the line
    """Return the language, or None where it is not said.

    Raises:
        ValueError: It is neither a language we speak nor null.
    """
    if value is None:
        return None
    name = value.strip().lower()[:2] if isinstance(value, str) else ""
    if name not in {"en", "es"}:
        raise ValueError("lang is none of en, es or null; send one of these")
    return Language(name)


def _dump(fields: dict[str, object]) -> str:
    """Return compact JSON on one line; lone surrogates are escaped, so that it can be written."""
    written = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    try:
        written.encode()
    except UnicodeEncodeError:
        return json.dumps(fields, separators=(",", ":"))
    return written
