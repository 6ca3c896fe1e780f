"""The whole appliance, from a patient's words to the clinic's records, around one scheduling system."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from services.dialogue.model import Line, Speaker
from services.dialogue.service import Conversations
from services.dialogue.settings import DialogueSettings
from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.kernel.clock import Clock
from services.kernel.ids import RandomIds
from services.kernel.language import Language
from services.scheduling.change import ChangeProtocol
from services.scheduling.model import Appointment, Slot
from services.scheduling.operation import Operation
from services.scheduling.policy import PolicyBook, still_allowed
from services.scheduling.ports import SchedulingSystem
from services.scheduling.service import WORKFLOW, ChangeService
from services.scheduling.settle import ClinicFacts, Settlement
from tests.doubles.store import MemoryStore
from tests.doubles.workflows import MemoryWorkflows

ZONE = ZoneInfo("America/New_York")


class StoryClinic:
    """Conversations and change protocol on the given system; everything else in memory."""

    def __init__(self, system: SchedulingSystem, clock: Clock) -> None:
        self.store, self.workflows, self.system = MemoryStore(), MemoryWorkflows(), system
        book = PolicyBook(ZONE)
        settle = Settlement(self.store, clock, ClinicFacts("Maple Street Clinic", ZONE, "+12125550100"))

        def allowed(operation: Operation, appointment: Appointment, slot: Slot | None) -> bool:
            return still_allowed(operation, appointment, slot, book, clock.now())

        self.workflows.register(WORKFLOW, ChangeProtocol(self.store, system, clock, allowed, settle).run)
        self.conversations = Conversations(
            store=self.store,
            system=system,
            book=book,
            changes=ChangeService(self.store, clock, RandomIds(), self.workflows, settle),
            understander=EmbeddedUnderstander(),
            clock=clock,
            ids=RandomIds(),
            settings=DialogueSettings(
                clinic_name="Maple Street Clinic",
                clinic_phone="(212) 555-0100",
                clinic_address="12 Maple Street",
                zone=ZONE,
                front_desk="+12125550100",
                pepper=b"an invented pepper of 32 bytes!!",
                change_wait=timedelta(seconds=20),
            ),
        )

    def code(self) -> str:
        """Return the newest one-time code that was texted."""
        return [m.values["code"] for m in self.store.outbox.values() if m.template == "code"][-1]

    def texts(self) -> list[str]:
        """Return the templates of the texts to the patient, oldest first."""
        return [m.template for m in self.store.outbox.values() if m.template not in ("code", "person_wanted")]


class Patient:
    """One patient's side of one chat."""

    def __init__(self, clinic: StoryClinic) -> None:
        self.clinic = clinic
        self.id = ""
        self._seen = 0

    async def opens(self, language: Language) -> None:
        """Open the chat."""
        self.id = (await self.clinic.conversations.open(language)).id
        await self._answers()

    async def says(self, text: str) -> str:
        """Say something and return what comes back, as one text."""
        await self.clinic.conversations.say(self.id, text)
        return "\n".join(line.text for line in await self._answers())

    async def presses(self, number: int) -> str:
        """Press a button of the newest line that has any; the first is 0."""
        lines = await self.clinic.conversations.lines(self.id)
        choices = next(line.choices for line in reversed(lines) if line.choices)
        return await self.says(choices[number].value)

    async def _answers(self) -> list[Line]:
        lines = await self.clinic.conversations.lines(self.id, self._seen)
        self._seen = lines[-1].number if lines else self._seen
        return [line for line in lines if line.speaker is not Speaker.PATIENT]
