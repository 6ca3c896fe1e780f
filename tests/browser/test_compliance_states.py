"""Every state of every compliance page: axe, wide and narrow, light and dark, the whole policy.

Each state is opened once and looked at twice, 1280 and 320 pixels wide: one of them light and the other dark, by turns.
"""

import os
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from services.accounts.model import Role
from services.audit.model import Actor, ActorKind
from services.audit_line.errors import LedgerAway, LedgerRefused
from services.reports.errors import DeskAway
from services.signing.signers import WitnessSigner
from tests.browser.compliance import ComplianceTab
from tests.browser.conftest import tabs
from tests.browser.patient import STANDARDS
from tests.doubles.builders import a_patient
from tests.doubles.clock import ManualClock
from tests.doubles.compliance_desk import ComplianceDesk, PlainStanding, reference
from tests.doubles.portal import serving

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]
SHOTS = os.environ.get("SEALDESK_SHOTS")
LOOKS = [[(1280, "light"), (320, "dark")], [(1280, "dark"), (320, "light")]]
LONG = "a-very-long-identifier-without-any-place-to-break-" * 4
HALL = WitnessSigner("witness.invalid/hall", b"h" * 32, ManualClock())
CELLAR = WitnessSigner("witness.invalid/cellar", b"c" * 32, ManualClock())
STRANGER = WitnessSigner("witness.invalid/stranger", b"s" * 32, ManualClock())
SLOW = LedgerRefused(
    "QuestionStopped", "This question to the audit log takes too long, so it was stopped.", "Ask less."
)
CLEO = Actor(ActorKind.STAFF, "cleo", "compliance")
MANY = (
    "/audit?period=all&action=case.&outcome=refused&kind=staff&role=front_desk&actor=alex&source=state&purpose=TREAT"
    f"&accountable=no&number=1-900&resource={LONG}&operation={LONG}&patient={'ab' * 32}"
)


@dataclass
class State:
    """One state: where it is, and what has happened before."""

    path: str
    before: Callable[[ComplianceDesk], object] = lambda _: None


def events(desk: ComplianceDesk) -> None:
    """Give the log events with short and with long values, one of them shredded."""
    for place in range(60):
        desk.log.add(
            desk.clock.now() - timedelta(minutes=60 - place),
            actor_id=LONG if place == 57 else f"person{place % 5}",
            outcome=("success", "refused", "failed")[place % 3],
            patient=reference(a_patient().id) if place % 4 == 0 else None,
            resource=LONG if place == 58 else None,
            body={"page": LONG, "why": "role"},
        )
    last = desk.log.events[-1]
    desk.log.events[-1] = replace(last, salt=None, shredded=True, filing=replace(last.filing, body={}))


def broken(desk: ComplianceDesk) -> None:
    desk.log.broken = LedgerAway()


def too_slow(desk: ComplianceDesk) -> None:
    """Let the log answer no count and no plot."""
    events(desk)

    async def stopped(*_: object) -> int:
        raise SLOW

    desk.log.count = stopped  # type: ignore[assignment,method-assign]


def unproven(desk: ComplianceDesk) -> None:
    events(desk)

    async def away(_: int) -> object:
        raise LedgerAway

    desk.log.proof = away  # type: ignore[assignment,method-assign]


def export(stage: str, **more: object) -> Callable[[ComplianceDesk], None]:
    """Let there be an export at this stage."""

    def before(desk: ComplianceDesk) -> None:
        desk.exports.standings["export1"] = PlainStanding(stage, **more)  # type: ignore[arg-type]

    return before


def desk_away(desk: ComplianceDesk) -> None:
    desk.exports.refuses = DeskAway()


def past(desk: ComplianceDesk) -> None:
    """Give the log exports and reviews of before."""
    body = {"report": "sign-ins", "events": "7", "reason": LONG, "manifest_sha256": "cd" * 32, "query.actors": "al"}
    desk.log.add(desk.clock.now(), action="export.made", body=body)
    days = {"since": "2027-02-01T06:00:00+00:00", "until": "2027-02-08T06:00:00+00:00"}
    desk.log.add(desk.clock.now(), action="review.signed", body={"report": "activity", "findings": LONG, **days})


async def held(desk: ComplianceDesk) -> None:
    """Let there be holds of all kinds: one's own, another's, on a patient, on everything, and lifted."""
    await desk.holds.place(CLEO, LONG, reference(a_patient().id))
    await desk.holds.place(replace(CLEO, id="other"), "the OCR asks")
    hold = await desk.holds.place(CLEO, "settled soon")
    await desk.holds.lift(CLEO, hold.id, "settled")


def holds_away(desk: ComplianceDesk) -> None:
    desk.holds.refuses = LedgerAway()


def witnessed(*signers: WitnessSigner, later: timedelta = timedelta(), changed: bool = False) -> object:
    """Let witnesses cosign the log."""

    def before(desk: ComplianceDesk) -> None:
        events(desk)
        desk.log.cosign(*signers)
        desk.clock.advance(later)
        if changed:
            del desk.log.events[30:]

    return before


STATES = {
    "search, nothing asked": State("/audit"),
    "search, found": State("/audit?period=all", events),
    "search, second and last page": State("/audit?period=all&before=end", events),
    "search, nothing found": State("/audit?period=all&actor=nobody", events),
    "search, many filters": State(MANY, events),
    "search, wrong filter": State("/audit?period=all&number=x", events),
    "search, too slow to count": State("/audit?period=all", too_slow),
    "search, away": State("/audit?period=all", broken),
    "event, proven": State("/audit/events/5", events),
    "event, long values": State("/audit/events/58", events),
    "event, shredded": State("/audit/events/60", events),
    "event, unproven": State("/audit/events/5", unproven),
    "event, away": State("/audit/events/5", broken),
    "event, no such": State("/audit/events/x"),
    "patient": State("/audit/patient"),
    "order": State("/audit/exports/new"),
    "order, many filters": State(MANY.replace("/audit?", "/audit/exports/new?sort=-actor_id&")),
    "order, wrong filter": State("/audit/exports/new?period=never"),
    "export, waiting": State("/audit/exports/export1", export("waiting")),
    "export, beginning": State("/audit/exports/export1", export("writing")),
    "export, being made": State("/audit/exports/export1", export("writing", done=4, expected=9)),
    "export, ready": State("/audit/exports/export1", export("ready", events=9, manifest_sha256="ab" * 32)),
    "export, failed": State("/audit/exports/export1", export("failed", what="The disk is full.", do=LONG)),
    "export, gone": State("/audit/exports/export1"),
    "export, away": State("/audit/exports/export1", desk_away),
    "exports, none": State("/audit/exports"),
    "exports, some": State("/audit/exports", past),
    "exports, away": State("/audit/exports", broken),
    "reviews, none": State("/audit/reviews"),
    "reviews, some": State("/audit/reviews", past),
    "reviews, away": State("/audit/reviews", broken),
    "holds, none": State("/audit/holds"),
    "holds, all kinds": State("/audit/holds", held),
    "holds, away": State("/audit/holds", holds_away),
    "log, unwitnessed": State("/log", events),
    "log, witnessed by one of two, and a stranger": State("/log", witnessed(HALL, STRANGER)),  # type: ignore[arg-type]
    "log, late": State("/log", witnessed(HALL, later=timedelta(hours=7))),  # type: ignore[arg-type]
    "log, another one": State("/log", witnessed(HALL, changed=True)),  # type: ignore[arg-type]
    "log, away": State("/log", broken),
    "no such page": State("/audit/nothing"),
}


async def look(page: Page, name: str) -> None:
    """Look at a page, wide and narrow."""
    for width, scheme in LOOKS[list(STATES).index(name) % 2]:
        await page.set_viewport_size({"width": width, "height": 800})
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARDS}})
        assert found.violations_count == 0, f"{name}, {width}, {scheme}: {found.generate_report()}"
        across, window = await page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert across <= window, f"{name} is {across} pixels wide"
        if SHOTS:
            await page.screenshot(path=Path(SHOTS) / f"{name.replace(' ', '-')}-{width}.png", full_page=True)


class Visited:
    """The compliance desk behind a server, whose log can be exchanged under the open session."""

    def __init__(self) -> None:
        self.desk = ComplianceDesk(witnesses=(HALL.key, CELLAR.key))

    def anew(self) -> None:
        """Forget what was before: log, exports, holds."""
        fresh = ComplianceDesk()
        for mine, other in ((self.desk.log, fresh.log), (self.desk.exports, fresh.exports)):
            mine.__dict__.clear()
            mine.__dict__.update(other.__dict__)
        self.desk.holds.__dict__.update(fresh.holds.__dict__)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def visited() -> Visited:
    return Visited()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def cleo(chromium: Browser, visited: Visited) -> AsyncIterator[ComplianceTab]:
    """Cleo, who has signed in once for all states; what the pages asked for is checked at the end."""
    desk = visited.desk
    async with (
        serving(desk.clinic.console()) as address,
        tabs(chromium, address, lambda page: ComplianceTab(page, address, desk.clinic)) as make,
    ):
        await desk.clinic.staff("cleo", "Cleo Park", roles=(Role.COMPLIANCE,))
        tab = await make()
        await tab.sign_in("cleo")
        yield tab


@pytest.mark.parametrize("name", STATES)
async def test_a_state_has_no_violation(cleo: ComplianceTab, visited: Visited, name: str) -> None:
    visited.anew()
    state = STATES[name]
    made = state.before(visited.desk)
    if made is not None:
        await made  # type: ignore[misc]
    await cleo.page.set_viewport_size({"width": 1280, "height": 800})
    await cleo.open(state.path)
    await cleo.page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    await look(cleo.page, name)
