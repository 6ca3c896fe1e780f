"""A whole clinic in memory with both its faces: the patients' chat and the staff console, on one state."""

from datetime import timedelta

from starlette.applications import Starlette

from services.accounts.model import Role
from services.accounts.totp import code_at, step_of
from services.dialogue.understanding.embedded import EmbeddedUnderstander
from services.handoff.deciding import Decisions
from services.handoff.service import FrontDesk
from services.handoff.upkeep import Upkeep
from services.messaging.consent_desk import ConsentDesk
from services.messaging.consents import Consents
from services.messaging.desk import MessageDesk
from services.messaging.misdirected import Misdirected
from services.payments.conversation import FeeTalk
from services.portal.app import create_portal
from services.portal.console.case import CaseParts, Cases
from services.portal.console.case_file import CaseFiles
from services.portal.console.chats import Chats
from services.portal.console.consent import Consents as ConsentPages
from services.portal.console.fees import Fees
from services.portal.console.messages import Messages
from services.portal.console.queue import Queue
from services.portal.console.section import Section
from services.portal.console.waitlist import waitlist_section
from services.portal.settings import PortalSettings, Rate
from services.scheduling.model import Appointment, Slot
from services.scheduling.patience import Patience
from services.scheduling.settle import ClinicFacts
from services.scheduling.waitlist.parts import Parts
from tests.dialogues.clinic import FRONT_DESK, ZONE, Clinic, free_days
from tests.dialogues.talk import Talk
from tests.doubles.builders import a_patient
from tests.doubles.portal import portal_settings
from tests.doubles.staff import BOTH, StaffBrowser, console_of, console_settings, enrolled
from tests.doubles.waitlist_clinic import KEYS

FACTS = ClinicFacts("Lakeside Clinic", ZONE, FRONT_DESK)
_PLENTY = Rate(burst=10_000, per_minute=10_000)


class ConsoleClinic(Clinic):
    """The clinic with its front desk."""

    def __init__(self) -> None:
        super().__init__(EmbeddedUnderstander())
        self.system.add(a_patient(), *free_days(range(30)))
        self.front_desk = FrontDesk(self.store, self.clock, FRONT_DESK)
        self.secrets: dict[str, str] = {}
        live = self.conversations.live
        cases = Cases(
            CaseParts(
                desk=self.front_desk,
                decisions=Decisions(
                    self.store, self.system, self.changes, self.clock, self.ids, self.book, FACTS, Patience(waits=())
                ),
                upkeep=Upkeep(self.store, self.system, self.clock, self.book, FACTS),
                files=CaseFiles(self.store, self.system, self.book, self.clock),
                clock=self.clock,
                zone=ZONE,
                wait=timedelta(seconds=5),
                nudge=live.nudge,
            )
        )
        self.waitlist = Parts(
            self.store,
            self.system,
            self.changes,
            self.book,
            FACTS,
            self.clock,
            self.ids,
            KEYS,
            patience=Patience(waits=()),
        )
        messages = MessageDesk(self.store, self.clock)
        numbers = ConsentPages(messages, ConsentDesk(self.store, self.clock), Misdirected(self.store, self.clock, ZONE))
        self.sections: list[Section] = [
            Queue(self.front_desk, self.clock).section(*cases.pages()),
            Chats(self.front_desk, live, self.store, self.clock, ZONE).section(),
            Fees(
                self.fees, FeeTalk(self.fees, Consents(self.store, self.clock)), self.store, self.system, self.clock
            ).section(),
            Messages(messages).section(*numbers.pages()),
            waitlist_section(self.waitlist, self.system),
        ]

    def console(self, **changes: object) -> Starlette:
        """Return the staff console."""
        return console_of(self.sections, self.store, self.clock, console_settings(zone=ZONE, **changes))

    def chat_page(self) -> Starlette:
        """Return the patients' chat."""
        settings: PortalSettings = portal_settings(
            requests=_PLENTY, openings=_PLENTY, messages=_PLENTY, hold=timedelta(seconds=5)
        )
        return create_portal(self.conversations, settings, self.clock)

    async def staff(self, account_id: str, name: str = "", roles: tuple[Role, ...] = BOTH) -> str:
        """Make an account that can sign in, and return its second factor's secret."""
        self.secrets[account_id] = await enrolled(self.store, self.clock, account_id, name or account_id.title(), roles)
        return self.secrets[account_id]

    def code(self, secret: str) -> str:
        """Return what an authenticator app with this secret shows now."""
        return code_at(secret, step_of(self.clock.now()))

    async def at_the_console(self, account_id: str = "alex", roles: tuple[Role, ...] = BOTH) -> StaffBrowser:
        """Return the browser of somebody who has signed in."""
        browser = StaffBrowser(self.console())
        await browser.sign_in(account_id, await self.staff(account_id, roles=roles), self.clock)
        return browser

    async def wants_laser(self, day: int = 3, hour: int = 9, words: str = "can we move my laser visit") -> Talk:
        """Let Maria ask for a new time of a visit whose provider approves each; the case is open then."""
        self.visit(day, hour, "laser")
        talk = await Talk.open(self)
        await talk.says(words)
        await talk.says("Maria Garcia")
        await talk.says("May 4, 1980")
        await talk.says(self.codes()[-1])
        await talk.says("the first one")
        return talk

    async def visit_word(self, case_id: str, words: str) -> None:
        """Let the patient of a case say one more thing in their chat."""
        await self.conversations.say(self.store.escalations[case_id].conversation_id, words)

    def only_case(self) -> str:
        """Return the id of the one case there is."""
        (case,) = self.store.escalations
        return case

    def visits(self) -> list[Appointment]:
        """Return every appointment as the clinic's system shows it."""
        return list(self.system.records.appointments.values())

    def slot(self, slot_id: str) -> Slot:
        """Return a slot as the clinic's system shows it."""
        return self.system.records.slots[slot_id]
