"""Any commands in any order, any button old or new, while the clinic's own staff change things.

Whatever comes: nothing is disclosed before the caller is verified, nothing is asked of the change protocol without a
plain yes to exactly the proposal that was read back, one yes is one change, there is always an answer, nothing breaks.
"""

import asyncio
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.audit.model import Action
from services.dialogue import commands as c
from services.dialogue.errors import TooManyMessages
from services.dialogue.state import FlowState, Step
from services.kernel.language import Language
from services.scheduling.errors import SystemUnreachable
from tests.dialogues.clinic import ZONE, Clinic, free_days
from tests.dialogues.talk import Scripted, Talk
from tests.doubles.builders import a_patient, at

_DAYS = st.integers(0, 20)
_SPANS = st.builds(
    lambda day, first, hours: c.When(
        at(day, first).astimezone(ZONE), (at(day, first) + timedelta(hours=hours)).astimezone(ZONE)
    ),
    _DAYS,
    st.integers(0, 20),
    st.integers(1, 30),
)
_WHEN = st.lists(_SPANS, max_size=3).map(tuple)
_NAMES = st.sampled_from((None, "chen", "dr rivera", "nobody"))
_REFS = st.builds(
    c.AppointmentRef,
    when=_WHEN,
    visit=st.sampled_from((None, "cleaning", "limpieza", "eye", "laser")),
    provider=_NAMES,
    ordinal=st.sampled_from((None, 1, 2, -1, 9)),
    all=st.booleans(),
    other=st.booleans(),
)
_TARGETS = st.none() | _REFS
_BORN = st.sampled_from((date(1980, 5, 4), date(1980, 4, 5), date(1991, 1, 1)))
_COMMANDS: st.SearchStrategy[Any] = st.one_of(
    st.builds(c.StartMove, _TARGETS),
    st.builds(c.StartCancel, _TARGETS),
    st.builds(c.StartStatus, _TARGETS),
    st.builds(c.PickAppointment, _REFS),
    st.builds(
        c.Constrain,
        when=_WHEN,
        provider=_NAMES,
        place=st.sampled_from((None, "lake view")),
        any_provider=st.booleans(),
        earlier=st.booleans(),
        later=st.booleans(),
    ),
    st.builds(
        c.ChooseOffer,
        ordinal=st.sampled_from((None, 1, 2, 3, -1, 7)),
        when=_WHEN,
        provider=_NAMES,
        other=st.booleans(),
    ),
    st.builds(c.GiveName, st.sampled_from(("Maria Garcia", "Maria", "Pedro Gomez", "{x}", ""))),
    st.builds(c.GiveBirthDate, _BORN, st.lists(_BORN, max_size=1).map(tuple)),
    st.builds(c.GiveCode, st.sampled_from(("000000", "123456", "")))
    | st.just(c.Confirm())
    | st.just(c.Confirm())
    | st.just(c.Deny()),
    st.sampled_from(
        (
            c.StartBook(),
            c.StartOther("refill"),
            c.AskAlternatives(),
            c.Repeat(),
            c.Ask("fee"),
            c.Ask("hours"),
            c.ChangeLanguage(Language.ES),
            c.Keep(),
            c.StopHere(),
            c.Greeting(),
            c.Thanks(),
            c.Goodbye(),
            c.Unclear(),
            c.GivePhone("3125550111"),
        )
    ),
)
_RARE = st.sampled_from((c.AskPerson(), c.Emergency("chest_pain")))
_SECRETS = ("Rivera", "Dental cleaning", "Eye exam", "Laser", "Limpieza", "vista")


class AnyConversation(RuleBasedStateMachine):
    """One conversation with somebody who says anything."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.clinic = Clinic(Scripted())
        self.requests = 0
        self.talk: Talk | None = None

    def teardown(self) -> None:
        self.wait_for(self.clinic.workflows.settle())
        self.loop.close()

    def wait_for(self, work: Any) -> Any:  # noqa: ANN401 whatever the coroutine returns
        return self.loop.run_until_complete(work)

    @initialize(visits=st.lists(st.tuples(st.integers(0, 12), st.sampled_from(("cleaning", "eye", "laser")))))
    def open(self, visits: list[tuple[int, str]]) -> None:
        self.clinic.system.add(a_patient(), *free_days(range(1, 5)))
        for day, kind in visits[:3]:
            self.clinic.visit(day, 16, kind)
        self.talk = self.wait_for(Talk.open(self.clinic))

    @property
    def chat(self) -> Talk:
        if self.talk is None:
            raise AssertionError("The conversation is opened first.")
        return self.talk

    @property
    def state(self) -> FlowState:
        return self.chat.state

    def say(self, text: str, *, yes: bool) -> None:
        """Say or press; then check what this one turn did."""
        before = self.state
        asked, silent = before.proposal, before.step is Step.WITH_PERSON
        try:
            said = self.wait_for(self.chat.says(text))
        except TooManyMessages:
            return
        assert said or silent
        new = list(self.clinic.store.operations.values())[self.requests :]
        self.requests += len(new)
        assert len(new) <= 1
        for operation in new:
            assert yes
            assert asked is not None
            wanted = (asked.kind, asked.appointment.id, asked.slot)
            assert (operation.kind, operation.appointment.id, operation.slot) == wanted
            assert operation.appointment.patient_id == before.identity.patient_id == "pat-1"

    @rule(said=st.lists(_COMMANDS, min_size=1, max_size=3), unsure=st.sampled_from((False, False, False, True)))
    def speak(self, said: list[c.Command], unsure: bool) -> None:  # noqa: FBT001 drawn
        self.mean(tuple(said), unsure=unsure)
        self.say("some words", yes=any(isinstance(each, c.Confirm) for each in said) and not unsure)

    @rule(said=_RARE)
    def need_a_person(self, said: c.Command) -> None:
        self.mean((said,), unsure=False)
        self.say("some words", yes=False)

    def mean(self, said: tuple[c.Command, ...], *, unsure: bool) -> None:
        understander = self.clinic.understander
        assert isinstance(understander, Scripted)
        understander.next, understander.unsure = said, unsure

    @rule()
    def prove_it(self) -> None:
        """Go straight through the identity check."""
        self.mean((c.StartMove(), c.GiveName("Maria Garcia"), c.GiveBirthDate(date(1980, 5, 4))), unsure=False)
        self.say("some words", yes=False)
        codes = self.clinic.codes()
        if codes:
            self.mean((c.GiveCode(codes[-1]),), unsure=False)
            self.say("some words", yes=False)

    @rule(which=st.integers(0, 200))
    def press(self, which: int) -> None:
        """Press any button that was ever shown."""
        buttons = [choice for line in self.clinic.store.lines(self.chat.id) for choice in line.choices]
        token = buttons[which % len(buttons)].value
        proposal = self.state.proposal
        sure = proposal is not None and token == f"/yes {proposal.key}"
        self.say(token, yes=sure)

    @rule(text=st.text(max_size=40), which=st.integers(0, 200))
    def write_a_token_of_ones_own(self, text: str, which: int) -> None:
        self.mean((c.Unclear(),), unsure=False)
        self.say(f"/yes {text}"[:40] if which % 2 else f"/offer {which:016x}", yes=False)

    @rule(minutes=st.sampled_from((1, 5, 11, 40)))
    def wait(self, minutes: int) -> None:
        self.clinic.clock.advance(timedelta(minutes=minutes))

    @rule(which=st.integers(0, 5), how=st.sampled_from(("cancel", "touch", "move", "take")))
    def front_desk(self, which: int, how: str) -> None:
        """The clinic's own staff change something."""
        records, desk = self.clinic.system.records, self.clinic.system.desk
        visits = [each for each in records.appointments.values() if each.patient_id == "pat-1"]
        if how == "take" and self.state.offers:
            desk.take(self.state.offers[which % len(self.state.offers)].id)
        elif visits and how == "cancel":
            desk.cancel(visits[which % len(visits)].id)
        elif visits and how == "touch":
            desk.touch(visits[which % len(visits)].id)
        elif visits and how == "move":
            desk.move(visits[which % len(visits)].id, f"slot-prac-chen-{which % 4 + 1}-9")

    @rule(method=st.sampled_from(("appointments", "appointment", "free_slots", "find_patients", "patient")))
    def system_fails_once(self, method: str) -> None:
        self.clinic.system.fail_next(method, SystemUnreachable("No connection.", "Try again later."))

    @invariant()
    def nothing_is_disclosed_before_the_check(self) -> None:
        if self.talk is None:
            return
        actions = [event.action for event in self.clinic.store.audit]
        if Action.IDENTITY_VERIFIED in actions:
            return
        assert Action.APPOINTMENTS_DISCLOSED not in actions
        assert not {"appointments", "appointment", "free_slots"} & set(self.clinic.system.calls)
        said = [line.text + str(line.choices) for line in self.clinic.store.lines(self.chat.id)]
        assert not any(secret in text for secret in _SECRETS for text in said)

    @invariant()
    def lines_are_numbered_without_gaps(self) -> None:
        if self.talk is not None:
            numbers = [line.number for line in self.clinic.store.lines(self.chat.id)]
            assert numbers == list(range(1, len(numbers) + 1))


AnyConversation.TestCase.settings = settings(
    max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestAnyConversation = AnyConversation.TestCase
