"""Reading the forms of our own pages, strictly and within bounds."""

import asyncio
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import Request

from services.kernel.language import Language
from services.portal.errors import BadRequest, TooLarge, TooSlow

BODY_LIMIT = 160_000
"""Bytes: room for 10,000 characters outside the BMP, percent-encoded, so that they get a clear answer."""

BODY_SECONDS = 20.0
"""Time for a whole body; whoever sends slower would only hold a place that patients need."""

_MOST_FIELDS = 24
_FORM_TYPE = "application/x-www-form-urlencoded"
_FORM_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")
_JOINERS = frozenset("\u200c\u200d")


@dataclass(frozen=True, slots=True)
class Form:
    """What one of our forms carries.

    Attributes:
        token: Proof that the form is ours.
        form_id: Names this one form, so that a replay has no second effect; None when missing or malformed.
        text: The patient's message, cleaned.
        after: The last line the page has, 0 for none.
        language: The page's language, or None.
    """

    token: str = field(repr=False)
    form_id: str | None
    text: str = field(repr=False)
    after: int
    language: Language | None


async def read_form(request: Request) -> Form:
    """Read and check the body of a form post of the chat.

    Raises:
        BadRequest: It is not a form we made.
        TooLarge: It is larger than any of ours.
        TooSlow: It did not come in time.
    """
    fields = await read_fields(request)
    return Form(
        token=fields.get("token", ""),
        form_id=_form_id(fields),
        text=clean(fields.get("text", "")),
        after=line_number(fields.get("after")) or 0,
        language=language_of(fields.get("language")),
    )


async def read_fields(request: Request) -> dict[str, str]:
    """Read the body of a form post, and return its fields as they came.

    Raises:
        BadRequest: It is not a form we made.
        TooLarge: It is larger than any of ours.
        TooSlow: It did not come in time.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM_TYPE:
        raise BadRequest("The form has another content type.")
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await _read_body(request)
    except TimeoutError as error:
        raise TooSlow("The form did not come in time.") from error
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise BadRequest("The form cannot be read.") from error
    return dict(pairs)


def clean(text: str) -> str:
    """Return a message as people see it: no control or invisible characters, composed (NFC).

    The joiners of emoji and of some scripts stay, but are no message by themselves.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    shown = (c for c in unified if c == "\n" or c in _JOINERS or unicodedata.category(c) not in ("Cc", "Cf"))
    composed = unicodedata.normalize("NFC", "".join(shown)).strip()
    return composed if composed.strip("\u200c\u200d \n") else ""


def language_of(code: str | None) -> Language | None:
    """Return the language of a code of ours, or None."""
    return Language(code) if code in set(Language) else None


def preferred_language(accept_language: str, default: Language) -> Language:
    """Return the first of our languages in an Accept-Language header (RFC 9110, 12.5.4); browsers list best first."""
    for part in accept_language.split(",")[:10]:
        language = language_of(part.partition(";")[0].strip().lower()[:2])
        if language is not None:
            return language
    return default


def line_number(text: str | None) -> int | None:
    """Return a line number, or None when it is none of ours; nine digits at most, so that hostile ones cost nothing."""
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,9}", text) else None


async def _read_body(request: Request) -> bytes:
    """Return the body, and stop reading as soon as it is too large."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise TooLarge("The form is too large.")
    return bytes(body)


def _form_id(fields: Mapping[str, str]) -> str | None:
    form_id = fields.get("form_id", "")
    return form_id if _FORM_ID.fullmatch(form_id) else None
