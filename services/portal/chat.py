"""The chat's requests: start, show, message, stream, calendar file, end."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse

from services.dialogue.errors import UnknownChat
from services.dialogue.model import Chat, Line
from services.portal.edge import client_of, wants_json
from services.portal.errors import BadRequest
from services.portal.forms import Form, language_of, line_number, preferred_language, read_form
from services.portal.guard import check_source, check_token
from services.portal.limits import Limit
from services.portal.pages import ChatState, Pages, Problem
from services.portal.ports import Conversations
from services.portal.problems import MESSAGE_ERRORS, empty_message, problem_of, too_long
from services.portal.settings import PortalSettings
from services.portal.stream import GONE, Streams
from services.portal.turns import Openings, Turns
from services.portal.view import line_view
from services.portal.visit import Visit, Visits

_ATTACHMENT = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LATEST = "/chat#latest"


@dataclass(frozen=True, slots=True)
class ChatParts:
    """What the chat's requests work with."""

    conversations: Conversations
    settings: PortalSettings
    visits: Visits
    pages: Pages
    turns: Turns
    openings: Openings
    streams: Streams
    new_chats: Limit
    messages: Limit


class ChatRequests:
    """Answers the chat's requests. The chat of a browser is in its visit cookie, never in an address."""

    def __init__(self, parts: ChatParts) -> None:
        self._parts = parts

    async def start(self, request: Request) -> Response:
        """GET /: the first page. Nothing is opened until the patient asks, so that a robot opens no chats."""
        visit = self._visit(request)
        if await self._chat_of(visit) is not None:
            return RedirectResponse("/chat", HTTPStatus.SEE_OTHER)
        return self._start_page(request, visit)

    async def open(self, request: Request) -> Response:
        """POST /chat: open the chat, take the first message if the form has one, and show it."""
        check_source(request)
        form = await read_form(request)
        visit = check_token(self._parts.visits, self._visit(request), form.token)
        chat = await self._chat_of(visit)
        if chat is None:
            if not self._parts.openings.known(visit.secret):
                self._parts.new_chats.take(client_of(request))
            chat = await self._parts.openings.open(visit.secret, form.language, client_of(request))
        if form.text:
            await self._take(chat, form)
        response = RedirectResponse(_LATEST, HTTPStatus.SEE_OTHER)
        response.headers["set-cookie"] = self._parts.visits.cookie(visit.with_chat(chat.id))
        return response

    async def show(self, request: Request) -> Response:
        """GET /chat: the whole transcript. `?wait` holds the answer while a message is being worked on."""
        visit = self._visit(request)
        chat = await self._chat_of(visit)
        if visit is None or chat is None:
            return self._start_page(request, visit)
        if "wait" in request.query_params:
            await self._parts.turns.settle(chat.id, self._parts.settings.hold)
        return await self._chat_page(visit, chat.id)

    async def message(self, request: Request) -> Response:
        """POST /chat/message: take one message; the page again for a browser, JSON for the page's script."""
        check_source(request)
        form = await read_form(request)
        visit = check_token(self._parts.visits, self._visit(request), form.token)
        chat = await self._chat_of(visit)
        if chat is None:
            return JSONResponse({"gone": True}) if wants_json(request) else self._start_page(request, visit)
        problem = await self._take(chat, form)
        if wants_json(request):
            return await self._json(chat.id, form, problem)
        if problem is not None:
            return await self._chat_page(visit, chat.id, problem)
        return RedirectResponse(_LATEST, HTTPStatus.SEE_OTHER)

    async def stream(self, request: Request) -> Response:
        """GET /chat/stream: server-sent events. A browser whose chat is over is told so."""
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        chat = await self._chat_of(self._visit(request))
        if chat is None or request.method == "HEAD":
            return Response(GONE, media_type="text/event-stream", headers=headers)
        self._parts.streams.check_room(chat.id)
        seen = line_number(request.headers.get("last-event-id"))
        after = line_number(request.query_params.get("after")) or 0 if seen is None else seen
        events = self._parts.streams.events(chat.id, after)
        return StreamingResponse(events, media_type="text/event-stream", headers=headers)

    async def calendar(self, request: Request) -> Response:
        """GET /chat/calendar/NAME.ics: a file of this chat, and of no other."""
        visit = self._visit(request)
        name = request.path_params["name"]
        if visit is None or visit.chat_id is None or not _ATTACHMENT.fullmatch(name):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        try:
            attachment = await self._parts.conversations.attachment(visit.chat_id, name)
        except UnknownChat as error:
            raise HTTPException(HTTPStatus.NOT_FOUND) from error
        headers = {"content-disposition": 'attachment; filename="visit.ics"'}
        return Response(attachment.content, media_type="text/calendar; charset=utf-8", headers=headers)

    async def end(self, request: Request) -> Response:
        """POST /chat/end: end the chat and forget it in this browser, so that the next person at it starts afresh."""
        check_source(request)
        form = await read_form(request)
        visit = self._visit(request)
        check_token(self._parts.visits, visit, form.token)
        if visit is not None and visit.chat_id is not None:
            with suppress(UnknownChat):  # it expired: there is nothing left to end
                await self._parts.conversations.end(visit.chat_id)
        response = RedirectResponse("/", HTTPStatus.SEE_OTHER)
        response.headers["set-cookie"] = self._parts.visits.no_cookie()
        return response

    def _visit(self, request: Request) -> Visit | None:
        return self._parts.visits.open(request.cookies.get(self._parts.visits.cookie_name))

    async def _chat_of(self, visit: Visit | None) -> Chat | None:
        """Return the visit's chat, or None when it has none or it has expired."""
        if visit is None or visit.chat_id is None:
            return None
        try:
            return await self._parts.conversations.chat(visit.chat_id)
        except UnknownChat:
            return None

    async def _take(self, chat: Chat, form: Form) -> Problem | None:
        """Take a message; return why it was not taken, or None."""
        if form.form_id is None:
            raise BadRequest("The form has no name of its own.")
        if not form.text:
            return empty_message(chat.language)
        if len(form.text) > self._parts.settings.message_limit:
            return too_long(chat.language, form.text, self._parts.settings.message_limit)
        try:
            self._parts.messages.take(chat.id)
            await self._parts.turns.take(chat.id, form.text, form.form_id, self._parts.settings.hold)
        except MESSAGE_ERRORS as error:
            return problem_of(error, chat.language, form.text)
        return None

    def _start_page(self, request: Request, visit: Visit | None) -> Response:
        """Return the first page; a browser whose chat is over is told so and gets a fresh visit."""
        settings = self._parts.settings
        lost = visit is not None and visit.chat_id is not None
        kept = visit if visit is not None and not lost else self._parts.visits.new()
        language = language_of(request.query_params.get("lang")) or preferred_language(
            request.headers.get("accept-language", ""), settings.default_language
        )
        response = HTMLResponse(self._parts.pages.start(language, self._parts.visits.form_token(kept), lost=lost))
        response.headers["set-cookie"] = self._parts.visits.cookie(kept)
        return response

    async def _chat_page(self, visit: Visit, chat_id: str, problem: Problem | None = None) -> Response:
        chat, lines = await self._now(chat_id, 0)
        turns = self._parts.turns
        state = ChatState(turns.working(chat_id), turns.failed(chat_id), problem)
        page = self._parts.pages.chat(chat, lines, self._parts.visits.form_token(visit), state)
        return HTMLResponse(page, problem.status if problem else HTTPStatus.OK, problem.headers if problem else None)

    async def _json(self, chat_id: str, form: Form, problem: Problem | None) -> Response:
        chat, lines = await self._now(chat_id, form.after)
        body = {
            "lines": [line_view(line, chat.language, self._parts.settings.zone) for line in lines],
            "working": self._parts.turns.working(chat_id),
            "failed": self._parts.turns.failed(chat_id),
            "language": chat.language.value,
            "ended": chat.ended,
            "problem": problem.words if problem else None,
        }
        return JSONResponse(body, problem.status if problem else HTTPStatus.OK, problem.headers if problem else None)

    async def _now(self, chat_id: str, after: int) -> tuple[Chat, Sequence[Line]]:
        conversations = self._parts.conversations
        return await conversations.chat(chat_id), await conversations.lines(chat_id, after)
