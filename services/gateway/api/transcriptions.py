"""POST /v1/audio/transcriptions: the recording goes to the transcriber, its words come back.

A recording cannot be redacted, and a voice is itself an identifier, so it goes to the transcriber alone: a server on
this machine, set apart from the language model. The words come back as they were said; with `X-Transcript: redacted`
they come back with placeholders. Either way the conversation's vault learns them, so that later chat calls of the same
conversation use the same placeholders.
"""

import re
from collections import Counter
from collections.abc import AsyncGenerator
from time import perf_counter
from typing import Final

import anyio.to_thread
import orjson
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from services.gateway.api.bodies import bounded, json_response
from services.gateway.api.gateway import Caller, Gateway
from services.gateway.api.layers import layer
from services.gateway.api.presence import while_there
from services.gateway.payload.request import RequestWalk
from services.gateway.payload.shape import inside
from services.gateway.payload.texts import Text, Texts
from services.gateway.refusals import FieldRefused, Malformed, UpstreamMalformed

TRANSCRIPT: Final = "x-transcript"
ROUTE: Final = "transcriptions"
_FIELDS: Final = frozenset({"file", "model", "language", "prompt", "response_format", "temperature"})
_FORMATS: Final = ("json", "text")
_ENDINGS: Final = ("wav", "mp3", "m4a", "mp4", "mpeg", "mpga", "ogg", "oga", "flac", "webm")
_LANGUAGE: Final = re.compile(r"[a-z]{2}\Z")
_TEMPERATURE: Final = re.compile(r"[01](?:\.\d{1,3})?\Z")


class _InMemory(MultiPartParser):
    """Keeps a recording in memory: it never touches the disk."""

    spool_max_size = 1 << 30


async def transcribe(request: Request, gateway: Gateway) -> Response:
    """Answer one call.

    Raises:
        CallRefused: nothing was passed on, or the transcriber gave no answer.
    """
    caller = Caller.of(request.headers)
    form = await _form(request, gateway.limits.audio_bytes)
    try:
        return await _answer(request, gateway, caller, form)
    finally:
        await form.close()


async def _answer(request: Request, gateway: Gateway, caller: Caller, form: FormData) -> Response:
    started = perf_counter()
    upload = form.get("file")
    if not isinstance(upload, UploadFile):
        raise Malformed("A transcription needs a `file`.", param="file")
    with gateway.opened(caller) as vault:
        found: Counter[str] = Counter()
        texts = gateway.texts(vault, found)
        with layer("redaction"):
            fields = _fields(form, RequestWalk(texts.rewrite, gateway.limits))
        await gateway.journal.called(ROUTE, gateway.name_of(caller), found, {"verified": caller.verified.value})
        audio, name = await upload.read(), _file_name(upload.filename)
        raw = await while_there(request.receive, lambda: gateway.transcriber.transcribe(fields, audio, name))
        said = _words(raw)
        with layer("redaction"):
            hidden = await anyio.to_thread.run_sync(_hidden, texts, said)
    gateway.journal.metrics.whole.observe(perf_counter() - started)
    words = hidden if request.headers.get(TRANSCRIPT) == "redacted" else said
    if form.get("response_format") == "text":
        return PlainTextResponse(words, headers={"cache-control": "no-store"})
    return json_response({"text": words})


def _hidden(texts: Texts, said: str) -> str:
    heard = Text(said, typed=True)
    texts.learn(heard)
    return texts.rewrite(heard)


async def _form(request: Request, most: int) -> FormData:
    body = await bounded(request, most)

    async def once() -> AsyncGenerator[bytes, None]:
        yield body

    try:
        form = await _InMemory(request.headers, once(), max_files=1, max_fields=len(_FIELDS)).parse()
    except (MultiPartException, KeyError):
        raise Malformed("The body is not a form with one file.") from None
    return form


def _fields(form: FormData, walk: RequestWalk) -> dict[str, str]:
    for name in form:
        if name not in _FIELDS:
            raise FieldRefused(
                "A field is not one that may reach the transcriber.", "Leave it out.", param=inside("", name)
            )
    fields = {"model": walk.model(form.get("model")), "response_format": "json"}
    if form.get("response_format") not in (None, *_FORMATS):
        raise FieldRefused("Only json and text may stand here.", param="response_format")
    for name, pattern in (("language", _LANGUAGE), ("temperature", _TEMPERATURE)):
        value = form.get(name)
        if value is None:
            continue
        if not isinstance(value, str) or not pattern.match(value):
            raise FieldRefused("A field has a form that may not pass.", param=name)
        fields[name] = value
    prompt = form.get("prompt")
    if isinstance(prompt, str) and prompt:
        fields["prompt"] = walk.visit(Text(prompt))
    return fields


def _file_name(given: str | None) -> str:
    """Return a neutral name with the recording's kind: its own name may be somebody's."""
    ending = (given or "").rpartition(".")[2].lower()
    return f"audio.{ending if ending in _ENDINGS else 'wav'}"


def _words(raw: bytes) -> str:
    try:
        came = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise UpstreamMalformed from None
    said = came.get("text") if isinstance(came, dict) else None
    if not isinstance(said, str):
        raise UpstreamMalformed
    return said
