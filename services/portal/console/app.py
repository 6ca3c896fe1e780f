"""The staff console as an ASGI application."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.accounts.break_glass import EmergencyReviews
from services.accounts.directory import DirectorySignIn
from services.accounts.enrolling import Enrolling
from services.accounts.officer_mail import MailRoom
from services.accounts.passkeys import Passkeys
from services.accounts.service import SignIn
from services.accounts.stepping import StepUp
from services.kernel.clock import Clock
from services.portal.console.accounts import AccountPages
from services.portal.console.browsers import Browsers
from services.portal.console.directory import DirectoryDoor
from services.portal.console.emergency import EmergencyPages
from services.portal.console.live import LivePages
from services.portal.console.own import OwnAccount
from services.portal.console.screens import Screens
from services.portal.console.section import Page, Section
from services.portal.console.serving import ConsoleAnswers, Serving
from services.portal.console.settings import ConsoleSettings
from services.portal.console.signing import Signing
from services.portal.console.step_up import Stepping
from services.portal.edge import Edge
from services.portal.headers import SecurityHeaders
from services.portal.limits import Limit
from services.portal.plain_routes import plain_routes


@dataclass(frozen=True, slots=True)
class Staff:
    """Who may come in, and how they get an account."""

    sign_in: SignIn
    enrolling: Enrolling
    step_up: StepUp
    passkeys: Passkeys
    directory: DirectorySignIn | None = None


def create_console(sections: Sequence[Section], staff: Staff, settings: ConsoleSettings, clock: Clock) -> Starlette:
    """Return the console with these sections; the first one is where people arrive."""
    browsers = Browsers(settings)
    own = OwnAccount(
        staff.sign_in, staff.passkeys, staff.sign_in.store, browsers, settings.clinic_name, tls=settings.tls
    )
    emergencies = EmergencyPages(EmergencyReviews(staff.sign_in.store, clock), MailRoom(staff.sign_in.store))
    people = AccountPages(staff.enrolling, clock)
    sections = [*sections, people.section(), emergencies.section(), own.section()]
    screens = Screens(settings, sections, clock, emergencies.alarm)
    screens.directory = staff.directory is not None
    tries = Limit("sign-ins", settings.sign_ins, clock)
    stepping = Stepping(staff.step_up, staff.passkeys, browsers, screens, tries)
    serving = Serving(staff.sign_in, browsers, screens, stepping, clock)
    live = LivePages(serving, settings, emergencies.alarm)
    signing = Signing(staff.sign_in, staff.enrolling, staff.passkeys, browsers, screens, tries)
    answers = ConsoleAnswers(screens)
    away = _away(DirectoryDoor(staff.directory, browsers, screens, tries, signing.enter)) if staff.directory else []
    pages = [route for section in sections for page in section.guarded for route in _routes(page, serving, live)]
    console = Starlette(
        routes=[*_outer(signing, screens, serving.home(sections)), *_stepping(stepping, serving), *away, *pages],
        middleware=[
            Middleware(SecurityHeaders, settings=settings),
            Middleware(
                Edge, answers=answers, hosts=settings.hosts, requests=Limit("requests", settings.requests, clock)
            ),
        ],
        exception_handlers={HTTPException: answers.http_exception},
    )
    console.router.redirect_slashes = False
    console.state.streams = live
    return console


def _routes(page: Page, serving: Serving, live: LivePages) -> list[Route]:
    routes = []
    if page.pulse is not None:
        routes.append(Route(f"{page.path}/live", _endpoint(partial(live.stream, page)), methods=["GET"]))
    if page.show is not None:
        routes.append(Route(page.path, _endpoint(partial(serving.show, page)), methods=["GET"]))
    if page.take is not None:
        routes.append(Route(page.path, _endpoint(partial(serving.take, page)), methods=["POST"]))
    return routes


def _endpoint(answer: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Return a function, which Starlette takes for a request handler; a partial it would take for an application."""

    async def endpoint(request: Request) -> Response:
        return await answer(request)

    return endpoint


def _away(door: DirectoryDoor) -> list[Route]:
    return [
        Route("/sign-in/directory", door.leave, methods=["GET"]),
        Route("/sign-in/back", door.back, methods=["GET"]),
    ]


def _stepping(stepping: Stepping, serving: Serving) -> list[Route]:
    return [Route("/step-up", _endpoint(partial(stepping.prove, serving.visit)), methods=["POST"])]


def _outer(signing: Signing, screens: Screens, home: Callable[[Request], Awaitable[Response]]) -> list[Route]:
    return [
        Route("/", _endpoint(home), methods=["GET"]),
        Route("/sign-in", signing.page, methods=["GET"]),
        Route("/sign-in", signing.sign_in, methods=["POST"]),
        Route("/sign-in/key", signing.by_key, methods=["POST"]),
        Route("/break-glass", signing.emergency, methods=["GET"]),
        Route("/break-glass", signing.break_glass, methods=["POST"]),
        Route("/sign-out", signing.sign_out, methods=["POST"]),
        Route("/stay", signing.stay, methods=["POST"]),
        Route("/enrol", signing.invitation, methods=["GET"]),
        Route("/enrol", signing.enrol, methods=["POST"]),
        *plain_routes(screens.assets),
    ]
