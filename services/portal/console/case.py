"""One case on one screen: look, take, decide, and hear what really happened."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from zoneinfo import ZoneInfo

from starlette.responses import Response

from services.accounts.permissions import Permission
from services.handoff.deciding import Decisions
from services.handoff.errors import HandoffError, NoSuchCase, StaleCase
from services.handoff.service import FrontDesk
from services.handoff.task import DeclineReason, Task
from services.handoff.upkeep import Upkeep
from services.kernel.clock import Clock
from services.portal.console.case_file import CaseFiles
from services.portal.console.case_view import case_values
from services.portal.console.section import Call, Handler, Page, Screen, go
from services.portal.errors import BadRequest

_LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class CaseParts:
    """What the page of a case works with; `nudge` tells the patient's open page to look again."""

    desk: FrontDesk
    decisions: Decisions
    upkeep: Upkeep
    files: CaseFiles
    clock: Clock
    zone: ZoneInfo
    wait: timedelta
    nudge: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Cases:
    """The handlers of the page of a case."""

    parts: CaseParts

    def pages(self) -> tuple[Page, ...]:
        """Return the pages, for the section of the queue."""
        work: Mapping[str, tuple[Handler, Permission]] = {
            "approve": (self.approve, Permission.DECIDE_CASES),
            "change": (self.change, Permission.DECIDE_CASES),
            "decline": (self.decline, Permission.DECIDE_CASES),
            "take-over": (self.take_over, Permission.WORK_CASES),
            "release": (self.release, Permission.WORK_CASES),
            "close": (self.close, Permission.WORK_CASES),
        }
        done = tuple(Page(f"/cases/{{case}}/{name}", take=take, needs=needs) for name, (take, needs) in work.items())
        return (Page("/cases/{case}", show=self.show, pulse=self.pulse), *done)

    async def show(self, call: Call) -> Screen:
        """GET /cases/ID; the look is audited, for it discloses PHI."""
        return await self._screen(call)

    async def pulse(self, call: Call) -> object:
        """Return what the page shows, in short; looking for changes discloses nothing."""
        return await self.parts.files.pulse(call.path("case"))

    async def approve(self, call: Call) -> Screen | Response:
        """POST: let the change be made as the patient asked for it."""

        async def work(case_id: str, seen: int) -> Task:
            return await self.parts.decisions.approve(case_id, call.person.actor, seen)

        return await self._decided(call, work)

    async def change(self, call: Call) -> Screen | Response:
        """POST: move the visit to another time, which the patient agreed to."""
        slot = call.fields.get("slot", "")
        if not slot:
            raise BadRequest("The form names no time.")

        async def work(case_id: str, seen: int) -> Task:
            return await self.parts.decisions.change(case_id, call.person.actor, seen, slot)

        return await self._decided(call, work)

    async def decline(self, call: Call) -> Screen | Response:
        """POST: refuse the change; the patient is told that the visit stays."""
        reason, note = call.fields.get("reason", ""), call.fields.get("note", "")[:_LONGEST_NOTE]
        if reason not in set(DeclineReason):
            raise BadRequest("The form names no reason.")

        async def work(case_id: str, seen: int) -> Task:
            return await self.parts.decisions.decline(
                case_id, call.person.actor, seen, DeclineReason(reason), note.strip()
            )

        return await self._decided(call, work)

    async def take_over(self, call: Call) -> Screen | Response:
        """POST: take the case out of the hands of the colleague whom the page named."""
        colleague = call.fields.get("colleague", "")
        return await self._done(
            call, lambda case_id: self.parts.desk.take_over(case_id, call.person.actor, colleague), "claimed"
        )

    async def release(self, call: Call) -> Screen | Response:
        """POST: put the case back into the queue."""
        return await self._done(call, lambda case_id: self.parts.desk.release(case_id, call.person.actor), "released")

    async def close(self, call: Call) -> Screen | Response:
        """POST: close a case that was finished by hand."""
        return await self._done(call, lambda case_id: self.parts.desk.close(case_id, call.person.actor), "closed")

    async def _decided(self, call: Call, work: Callable[[str, int], Awaitable[Task]]) -> Screen | Response:
        """Take the case in hand if nobody has it, decide what was on the screen, and wait for the end."""
        case_id = call.path("case")
        try:
            await work(case_id, await self._in_hand(call, case_id))
            await self.parts.decisions.outcome(case_id, self.parts.wait)
            await self.parts.upkeep.finish(case_id)
        except HandoffError as error:
            return await self._screen(call, error)
        await self._nudge(case_id)
        return go(f"/cases/{case_id}")

    async def _in_hand(self, call: Call, case_id: str) -> int:
        """Return the version to decide on: the one that was looked at, renewed by taking the case in hand.

        Raises:
            HandoffError: it changed since, or somebody else has it.
        """
        seen = call.fields.get("seen", "")
        if not seen.isdecimal():
            raise BadRequest("The form does not say what was looked at.")
        task = await self.parts.desk.claim(case_id, call.person.actor)
        if task.version != int(seen) + 1:
            raise StaleCase(task.version)
        return task.version

    async def _done(self, call: Call, work: Callable[[str], Awaitable[object]], said: str) -> Screen | Response:
        case_id = call.path("case")
        try:
            await work(case_id)
        except HandoffError as error:
            return await self._screen(call, error)
        await self._nudge(case_id)
        return go(f"/cases/{case_id}", said)

    async def _nudge(self, case_id: str) -> None:
        self.parts.nudge(await self.parts.files.conversation(case_id))

    async def _screen(self, call: Call, problem: HandoffError | None = None) -> Screen:
        try:
            one = await self.parts.desk.show(call.path("case"), call.person.actor)
        except NoSuchCase as error:
            return Screen("problem.html", _gone(error), HTTPStatus.NOT_FOUND)
        file = await self.parts.files.read(one)
        values = case_values(file, call.person, self.parts.clock.now(), self.parts.zone)
        status = HTTPStatus.CONFLICT if problem else HTTPStatus.OK
        at = f"/cases/{one.case.id}" if problem else ""
        return Screen("case.html", {**values, "problem": problem}, status, at)


def _gone(error: NoSuchCase) -> dict[str, object]:
    return {"heading": "There is no such case", "text": error.what, "do": error.do}
