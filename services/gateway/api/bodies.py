"""Reads requests within their caps and writes answers."""

from collections.abc import Mapping

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from services.gateway.payload.shape import Object
from services.gateway.refusals import CallRefused, Malformed, TooLarge


async def bounded(request: Request, most: int) -> bytes:
    """Return the body of a request.

    Raises:
        TooLarge: it has more than `most` bytes; it is not read further.
        Malformed: it is compressed, or broke off.
    """
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Malformed("A compressed body is not read.", "Send it as it is.")
    said = request.headers.get("content-length", "0")
    if not said.isdigit() or int(said) > most:
        raise TooLarge(f"The body is larger than {most} bytes.", "Send less.")
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > most:
                raise TooLarge(f"The body is larger than {most} bytes.", "Send less.")
    except ClientDisconnect:
        raise Malformed("The body broke off.") from None
    return bytes(body)


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


def json_response(content: Object, status: int = 200) -> Response:
    """Return an answer in JSON that nobody keeps."""
    return Response(orjson.dumps(content), status, {"cache-control": "no-store"}, "application/json")


def refusal(error: CallRefused) -> Response:
    """Return a refusal in the form of OpenAI's errors."""
    return json_response(error.body(), error.status)
