"""A clinic whose console has the compliance pages over an audit log in memory, and somebody who may open them."""

import asyncio
import hashlib
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from services.accounts.model import Role
from services.accounts.totp import code_at, step_of
from services.audit.model import Action, AuditEvent
from services.audit.notes import Key
from services.kernel.errors import SealdeskError
from services.portal.compliance.section import ComplianceParts, compliance_sections
from services.reports.asked import Asking, Order
from services.reports.errors import NoSuchExport
from tests.dialogues.clinic import ZONE
from tests.doubles.audit_log import MemoryLog
from tests.doubles.console_clinic import ConsoleClinic
from tests.doubles.holds import DirectHolds
from tests.doubles.staff import StaffBrowser

ARCHIVE = b"PK archive"
LATER = timedelta(minutes=6)


def reference(patient_id: str) -> str:
    return hashlib.sha256(f"key {patient_id}".encode()).hexdigest()


@dataclass
class PlainStanding:
    stage: str = "waiting"
    done: int = 0
    expected: int = 0
    checkpoint: int = 0
    events: int = 0
    manifest_sha256: str = ""
    what: str = ""
    do: str = ""


@dataclass
class MemoryExports:
    """`services.portal.compliance.ports.ExportDesk`: a test says how each order stands."""

    orders: list[tuple[Order, Asking]] = field(default_factory=list)
    standings: dict[str, PlainStanding] = field(default_factory=dict)
    refuses: SealdeskError | None = None
    """Raised by whatever is asked, while it is there."""

    async def order(self, order: Order, asking: Asking) -> str:
        self._well()
        self.orders.append((order, asking))
        name = f"export{len(self.orders)}"
        self.standings[name] = PlainStanding()
        return name

    async def standing(self, name: str) -> PlainStanding:
        self._well()
        if name not in self.standings:
            raise NoSuchExport
        return replace(self.standings[name])

    async def fetch(self, name: str, to: Path) -> None:
        if (await self.standing(name)).stage != "ready":
            raise NoSuchExport
        await asyncio.to_thread(to.write_bytes, ARCHIVE)

    async def drop(self, name: str) -> None:
        self._well()
        self.standings.pop(name, None)

    def _well(self) -> None:
        if self.refuses is not None:
            raise self.refuses


class ComplianceDesk:
    """The clinic, its log, and a browser without JavaScript."""

    def __init__(
        self, log: MemoryLog | None = None, witnesses: tuple[Key, ...] = (), officers: tuple[str, ...] = ()
    ) -> None:
        self.clinic = ConsoleClinic()
        self.log = log or MemoryLog()
        self.clock = self.clinic.clock
        self.exports = MemoryExports()
        self.holds = DirectHolds(self.clock)
        self.parts = ComplianceParts(
            self.log,
            self.clinic.store,
            self.clinic.system,
            reference,
            self.clock,
            ZONE,
            self.exports,
            self.holds,
            witnesses,
            officers,
        )
        self.clinic.sections += compliance_sections(self.parts)
        self.browser = StaffBrowser(self.clinic.console())

    async def enter(self, *roles: Role, name: str = "cleo") -> StaffBrowser:
        secret = await self.clinic.staff(name, roles=roles or (Role.COMPLIANCE,))
        await self.browser.sign_in(name, secret, self.clock)
        return self.browser

    async def step_up(self, name: str = "cleo") -> None:
        """Send the page in the middle as it came, with the code of now."""
        code = code_at(self.clinic.secrets[name], step_of(self.clock.now()))
        await self.browser.post("/step-up", **{**self.browser.hidden, "code": code})

    def recorded(self, action: Action) -> list[AuditEvent]:
        return [event for event in self.clinic.store.audit if event.action is action]
