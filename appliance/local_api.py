"""The portal's own Unix socket: the same conversations for a terminal, and a health request that really works.

Only the socket's owner and group reach it; chat ids stay on this machine.
"""

from collections.abc import Callable
from datetime import timedelta

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from services.dialogue.errors import ChatEnded, DialogueError, UnknownChat
from services.dialogue.model import Line
from services.dialogue.ports import DialogueTx
from services.kernel.errors import SealdeskError
from services.kernel.language import Language
from services.kernel.store import Store
from services.portal.ports import Conversations

_LONGEST_WAIT = 25.0
_STATUS: dict[type[Exception], int] = {UnknownChat: 404, ChatEnded: 410}


def create_local_api(
    conversations: Conversations, store: Store[DialogueTx], metrics: Callable[[], list[str]] = list
) -> Starlette:
    """Return the application behind `portal.sock`; `metrics` returns counts as Prometheus reads them."""
    local = _Local(conversations, store, metrics)
    routes = [
        Route("/health", local.health, methods=["GET"]),
        Route("/metrics", local.metrics, methods=["GET"]),
        Route("/chats", local.open, methods=["POST"]),
        Route("/chats/{chat}/messages", local.say, methods=["POST"]),
        Route("/chats/{chat}/lines", local.lines, methods=["GET"]),
    ]
    return Starlette(routes=routes, exception_handlers={DialogueError: _refused, SealdeskError: _failed})


class _Local:
    def __init__(
        self, conversations: Conversations, store: Store[DialogueTx], metrics: Callable[[], list[str]]
    ) -> None:
        self._conversations = conversations
        self._store = store
        self._metrics = metrics

    async def health(self, _: Request) -> Response:
        """Read from the state database and say how many chats it holds."""
        chats = await self._store.read(lambda tx: tx.chats.count_open())
        return JSONResponse({"chats": chats})

    async def metrics(self, _: Request) -> Response:
        """Return the counts of this process."""
        return PlainTextResponse("".join(f"{line}\n" for line in self._metrics()))

    async def open(self, request: Request) -> Response:
        body = await _body(request)
        language = next((known for known in Language if known == body.get("language")), None)
        chat = await self._conversations.open(language)
        return JSONResponse({"chat": chat.id}, 201)

    async def say(self, request: Request) -> Response:
        text = (await _body(request)).get("text")
        if not isinstance(text, str):
            raise HTTPException(400, "The message has no text.")
        await self._conversations.say(request.path_params["chat"], text)
        chat = await self._conversations.chat(request.path_params["chat"])
        return JSONResponse({"ended": chat.ended})

    async def lines(self, request: Request) -> Response:
        after = _number(request, "after")
        wait = timedelta(seconds=min(_number(request, "wait"), _LONGEST_WAIT))
        found = await self._conversations.wait(request.path_params["chat"], int(after), wait)
        return JSONResponse({"lines": [_line(line) for line in found]})


async def _body(request: Request) -> dict[str, object]:
    try:
        body = await request.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise HTTPException(400, "The body is no JSON object.")
    return body


def _number(request: Request, name: str) -> float:
    text = request.query_params.get(name, "0")
    if not text.isdigit():
        raise HTTPException(400, f"{name} is no number.")
    return float(text)


def _line(line: Line) -> dict[str, object]:
    choices = [{"value": choice.value, "label": choice.label} for choice in line.choices]
    return {"number": line.number, "speaker": str(line.speaker), "text": line.text, "choices": choices}


async def _refused(_: Request, error: Exception) -> Response:
    what = error.what if isinstance(error, SealdeskError) else ""
    return JSONResponse({"problem": what}, _STATUS.get(type(error), 422))


async def _failed(_: Request, error: Exception) -> Response:
    what = error.what if isinstance(error, SealdeskError) else ""
    return JSONResponse({"problem": what}, 503)
