"""How a part of the console registers its pages: a section with its name, its key and its pages, in a file of its own.

A page shows (GET) or takes a form (POST). The console does the rest: who is signed in, what their roles open, whether a
form is ours, what an error says. `appliance.wiring.console` lists the sections.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.accounts.model import Person, Role


@dataclass(frozen=True, slots=True)
class Call:
    """One request of somebody who has signed in and may make it; `fields` are those of the form, empty for a GET."""

    request: Request
    person: Person
    fields: Mapping[str, str] = field(repr=False, default_factory=dict)

    def path(self, name: str) -> str:
        """Return a part of the address."""
        return str(self.request.path_params[name])

    def may(self, role: Role) -> bool:
        """Tell whether the person has this role."""
        return role in self.person.roles


@dataclass(frozen=True, slots=True)
class Screen:
    """A template of the console's folder with its values, to be rendered into the frame.

    `at` is the address of the live page that it shows, where a form's own address answers with it.
    """

    template: str
    values: Mapping[str, object] = field(repr=False, default_factory=dict)
    status: int = HTTPStatus.OK
    at: str = ""


Handler = Callable[[Call], Awaitable[Screen | Response]]
Pulse = Callable[[Call], Awaitable[object]]

EVERYBODY = frozenset(Role)
APPROVERS = frozenset({Role.APPROVER})


@dataclass(frozen=True, slots=True)
class Page:
    """One address. `pulse` makes it live: whenever what it returns differs, open pages fetch themselves anew."""

    path: str
    show: Handler | None = None
    take: Handler | None = None
    roles: frozenset[Role] = EVERYBODY
    pulse: Pulse | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the console: what the navigation shows, and its pages. `key` is its shortcut, one lower-case letter."""

    title: str
    path: str
    key: str
    pages: tuple[Page, ...]
    roles: frozenset[Role] = EVERYBODY
    count: Callable[[], Awaitable[int]] | None = None
    """What waits there, for the navigation."""


def go(path: str, said: str = "") -> Response:
    """Send the browser to another page of ours after a form; `said` is the code of a notice it shows there."""
    return RedirectResponse(f"{path}{'&' if '?' in path else '?'}said={said}" if said else path, HTTPStatus.SEE_OTHER)
