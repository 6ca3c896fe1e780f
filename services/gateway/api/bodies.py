"""Reads requests within their caps and writes answers."""

from collections.abc import Mapping
from typing import Final

import anyio
import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from services.gateway.payload.shape import Object
from services.gateway.refusals import CallRefused, Malformed, TooLarge

#: How long a body may take to come.
_LONGEST_SECONDS: Final = 120.0
_JSON: Final = "application/json"


def told_as_json(request: Request) -> None:
    """Check that a client says its body is JSON: what a web page elsewhere can send unasked never says so.

    Raises:
        Malformed: it says something else, or nothing.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _JSON:
        raise Malformed("The body is not said to be JSON.", f"Send it as 'Content-Type: {_JSON}'.")


async def bounded(request: Request, most: int) -> bytes:
    """Return the body of a request.

    Raises:
        TooLarge: it has more than `most` bytes; it is not read further.
        Malformed: it is compressed, broke off, or did not come in time.
    """
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise Malformed("A compressed body is not read.", "Send it as it is.")
    said = request.headers.get("content-length", "0")
    if not said.isdigit() or int(said) > most:
        raise TooLarge(f"The body is larger than {most} bytes.", "Send less.")
    body = bytearray()
    try:
        with anyio.fail_after(_LONGEST_SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > most:
                    raise TooLarge(f"The body is larger than {most} bytes.", "Send less.")
    except TimeoutError:
        raise _last(Malformed("The body did not come in time.", "Send it at once.")) from None
    except ClientDisconnect:
        raise Malformed("The body broke off.") from None
    if not body and "upgrade" in request.headers:
        error = Malformed("The body is lost where another protocol is asked for.", "Use HTTP/1.1, without 'Upgrade'.")
        raise _last(error)
    return bytes(body)


def _last(error: CallRefused) -> CallRefused:
    """Return a refusal that ends the connection, on which a body cannot be told from what comes next."""
    error.headers = {**error.headers, "connection": "close"}
    return error


def parsed(body: bytes) -> Object:
    """Return the JSON object of a body.

    Raises:
        Malformed: it is none.
    """
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Malformed("The body is not JSON.") from None
    if not isinstance(given, Mapping):
        raise Malformed("The body is not a JSON object.")
    return given


def json_response(content: Object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return an answer in JSON that nobody keeps."""
    return Response(orjson.dumps(content), status, {"cache-control": "no-store", **(headers or {})}, "application/json")


def refusal(error: CallRefused) -> Response:
    """Return a refusal in the form of OpenAI's errors."""
    return json_response(error.body(), error.status, error.headers)
