"""Renders the console's pages into their frame: navigation, notices, who is signed in."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from services.accounts.model import Person
from services.kernel.clock import Clock
from services.kernel.language import Language
from services.kernel.wording import say_instant, say_money
from services.portal.assets import Assets
from services.portal.console.section import Section
from services.portal.console.settings import ConsoleSettings
from services.portal.console.words import NOTICES, PROBLEMS, ROLES, ago
from services.portal.view import zone_name

Alarm = Callable[[Person], Awaitable[str]]
"""What everybody who is to act on it reads on every page until it is done, empty where there is nothing."""
_HERE = Path(__file__).parent
_COMPLIANCE = _HERE.parent / "compliance"


class Screens:
    """The templates of the console."""

    def __init__(self, settings: ConsoleSettings, sections: Sequence[Section], clock: Clock, alarm: Alarm) -> None:
        self._alarm = alarm
        self.directory = False
        self.assets = Assets(_HERE / "static", "buttons.css", further=(_COMPLIANCE / "static",))
        self.issuer = settings.clinic_name
        self.tls = settings.tls
        self._settings = settings
        self._sections = sections
        self._environment = Environment(
            loader=FileSystemLoader([_HERE / "templates", _COMPLIANCE / "templates"]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
        )

        def when(instant: datetime) -> str:
            return say_instant(instant, settings.zone, Language.EN)

        self._environment.filters.update(
            when=when,
            ago=lambda instant: ago(instant, clock.now()),
            money=say_money,
            iso=lambda instant: instant.astimezone(settings.zone).isoformat(timespec="seconds"),
        )
        self._environment.globals.update(
            clinic=settings.clinic_name,
            zone=zone_name(settings.zone, Language.EN),
            asset=self.assets.address,
            role_names=ROLES,
        )

    async def inside(self, template: str, person: Person, where: str, token: str, values: Mapping[str, object]) -> str:
        """Return a page of somebody who has signed in; `where` is its path, for the navigation."""
        nav = [await _entry(section, where) for section in self._sections if section.shown_to(person)]
        idle = int(self._settings.times.of(person.roles).idle.total_seconds())
        kept = {"idle_seconds": idle, "idle_refresh": f"{idle + 5}; url=/sign-in?said=ended&next={quote(where)}"}
        alarm = await self._alarm(person)
        return self._render(template, person=person, nav=nav, token=token, alarm=alarm, **kept, **values)

    def outside(self, template: str, token: str, **values: object) -> str:
        """Return a page for somebody who has not signed in."""
        return self._render(template, person=None, nav=[], token=token, **values)

    def problem(self, status: int, *, what: str = "", do: str = "", heading: str = "") -> str:
        """Return an error page."""
        known, text = PROBLEMS.get(status) or PROBLEMS[400 if status < 500 else 500]  # noqa: PLR2004 HTTP classes
        return self.outside("problem.html", "", heading=heading or known, text=what or text, do=do)

    def _render(self, template: str, **values: object) -> str:
        said = values.pop("said", None)
        return self._environment.get_template(template).render(
            **{
                "live": None,
                "where": "",
                "problem": None,
                "alarm": "",
                "directory": self.directory,
                **values,
                "notice": NOTICES.get(str(said), None),
            }
        )


async def _entry(section: Section, where: str) -> dict[str, object]:
    return {
        "title": section.title,
        "path": section.path,
        "key": section.key,
        "here": where == section.path or where.startswith(f"{section.path}/"),
        "count": await section.count() if section.count else None,
    }
