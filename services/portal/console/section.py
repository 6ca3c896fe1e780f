"""How a part of the console registers its pages: a section with its name, its key and its pages, in a file of its own.

A page shows (GET) or takes a form (POST). The console does the rest: who is signed in, whether they have the permission
that the page needs, whether their second factor is young enough for it, whether a form is ours, what an error says.
`appliance.wiring.console` lists the sections.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from services.accounts.model import Person
from services.accounts.permissions import MEANINGS, Permission, permits
from services.portal.errors import NotOpen, StepUpNeeded


@dataclass(frozen=True, slots=True)
class Call:
    """One request of somebody who has signed in and may make it; `fields` are those of the form, empty for a GET.

    `fresh` says that their second factor is younger than five minutes.
    """

    request: Request
    person: Person
    fields: Mapping[str, str] = field(repr=False, default_factory=dict)
    fresh: bool = False

    def path(self, name: str) -> str:
        """Return a part of the address."""
        return str(self.request.path_params[name])

    def may(self, permission: Permission) -> bool:
        """Tell whether the person has this permission."""
        return permits(self.person.roles, permission)

    def require(self, permission: Permission) -> None:
        """Let only those go on who have the permission, with a young second factor where it asks for one.

        Raises:
            NotOpen: the person does not have it; the console answers 403 and records it.
            StepUpNeeded: the console asks for a second factor, and comes back to this request.
        """
        if not self.may(permission):
            raise NotOpen(permission)
        if MEANINGS[permission].step_up:
            self.require_step_up()

    def require_step_up(self) -> None:
        """Let only those go on whose second factor is younger than five minutes.

        Raises:
            StepUpNeeded: the console asks for one, and comes back to this request.
        """
        if not self.fresh:
            raise StepUpNeeded


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


@dataclass(frozen=True, slots=True)
class Page:
    """One address. `pulse` makes it live: whenever what it returns differs, open pages fetch themselves anew.

    `needs` is the permission without which it is not open; where it is None, it is the section's. `step_up` asks for a
    second factor younger than five minutes, whether or not the permission does by itself.
    """

    path: str
    show: Handler | None = None
    take: Handler | None = None
    needs: Permission | None = None
    pulse: Pulse | None = None
    step_up: bool = False

    @property
    def asks_factor(self) -> bool:
        """Tell whether the page asks for a young second factor."""
        return self.step_up or (self.needs is not None and MEANINGS[self.needs].step_up)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the console: what the navigation shows, and its pages. `key` is its shortcut, one lower-case letter."""

    title: str
    path: str
    key: str
    pages: tuple[Page, ...]
    needs: Permission
    count: Callable[[], Awaitable[int]] | None = None
    """What waits there, for the navigation."""

    def shown_to(self, person: Person) -> bool:
        """Tell whether this person's navigation shows it; one without a title is in nobody's."""
        return bool(self.title) and permits(person.roles, self.needs)

    @property
    def guarded(self) -> tuple[Page, ...]:
        """The pages, each with the permission that it needs."""
        return tuple(page if page.needs else replace(page, needs=self.needs) for page in self.pages)


def go(path: str, said: str = "") -> Response:
    """Send the browser to another page of ours after a form; `said` is the code of a notice it shows there."""
    return RedirectResponse(f"{path}{'&' if '?' in path else '?'}said={said}" if said else path, HTTPStatus.SEE_OTHER)
