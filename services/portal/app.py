"""The patient chat as an ASGI application."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from services.kernel.clock import Clock
from services.payments.pages import PayPages
from services.portal.assets import Assets
from services.portal.chat import ChatParts, ChatRequests
from services.portal.edge import Edge, ErrorAnswers
from services.portal.headers import SecurityHeaders
from services.portal.hooks import Hook, hook_routes
from services.portal.limits import Limit
from services.portal.notices import notice_route
from services.portal.pages import Pages
from services.portal.pay import PayRequests
from services.portal.plain_routes import plain_routes
from services.portal.ports import Conversations
from services.portal.settings import PortalSettings
from services.portal.stream import Streams
from services.portal.turns import Openings, Turns
from services.portal.visit import Visits

_LAST_TURNS = timedelta(seconds=20)


def create_portal(
    conversations: Conversations,
    settings: PortalSettings,
    clock: Clock,
    payments: PayPages | None = None,
    hooks: Sequence[Hook] = (),
) -> Starlette:
    """Return the patient chat. It keeps no state of its own beyond limits: several may serve the same conversations.

    Args:
        conversations: The dialogue.
        settings: What the pages have to know.
        clock: The time.
        payments: The pages of fees; None where there are none.
        hooks: Webhooks on the same listener.
    """
    assets = Assets()
    pages = Pages(settings, assets)
    turns = Turns(conversations)
    streams = Streams(conversations, turns, settings)
    answers = ErrorAnswers(pages, settings)
    chat = ChatRequests(
        ChatParts(
            conversations=conversations,
            settings=settings,
            visits=Visits(settings),
            pages=pages,
            turns=turns,
            openings=Openings(conversations),
            streams=streams,
            new_chats=Limit("new chats", settings.openings, clock),
            messages=Limit("messages", settings.messages, clock),
        )
    )
    requests = Limit("requests", settings.requests, clock)
    portal = Starlette(
        routes=[
            *_routes(chat, assets),
            *(PayRequests(payments, pages, settings).routes() if payments else ()),
            notice_route(),
            *hook_routes(hooks),
        ],
        middleware=[
            Middleware(SecurityHeaders, settings=settings),
            Middleware(Edge, answers=answers, hosts=settings.hosts, requests=requests),
        ],
        exception_handlers={HTTPException: answers.http_exception},
        lifespan=_lifespan(turns),
    )
    portal.router.redirect_slashes = False
    portal.state.streams = streams
    return portal


def _routes(chat: ChatRequests, assets: Assets) -> list[Route]:
    return [
        Route("/", chat.start, methods=["GET"]),
        Route("/chat", chat.show, methods=["GET"]),
        Route("/chat", chat.open, methods=["POST"]),
        Route("/chat/message", chat.message, methods=["POST"]),
        Route("/chat/stream", chat.stream, methods=["GET"]),
        Route("/chat/calendar/{name}.ics", chat.calendar, methods=["GET"]),
        Route("/chat/end", chat.end, methods=["POST"]),
        *plain_routes(assets),
    ]


def _lifespan(turns: Turns) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await turns.drain(_LAST_TURNS)

    return lifespan
