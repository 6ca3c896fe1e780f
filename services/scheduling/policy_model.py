"""What a clinic's policy says, per visit type, and what a ruling on a change looks like.

The fields are those of real clinics' policies: notice for moving and for cancelling apart, what a late change costs,
lead and horizon of a new slot, durations and buffers, what must stay the same, and what only people may decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from services.scheduling.fee import PERSONS_REASONS, WaiverReason
from services.scheduling.fee_rule import FeeRule


class Ruling(StrEnum):
    """Whether the appliance may do it, a person decides, or nobody does."""

    ALLOWED = "allowed"
    PERSON = "person"
    REFUSED = "refused"


_LATE = frozenset({"late_fee", "late_free"})
_SEVERITY = {Ruling.ALLOWED: 0, Ruling.PERSON: 1, Ruling.REFUSED: 2}


class Late(StrEnum):
    """What happens to a change that comes after the notice has passed."""

    ALLOW_WITH_FEE = "allow_with_fee"
    PERSON = "person"
    REFUSE = "refuse"


class Same(StrEnum):
    """How far provider, place or modality must stay what they were."""

    REQUIRED = "required"
    PREFERRED = "preferred"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that had something to say: its code, its weight, and values for the wording (never PHI)."""

    rule: str
    params: Mapping[str, str] = field(default_factory=dict)
    ruling: Ruling = Ruling.PERSON


@dataclass(frozen=True, slots=True)
class Verdict:
    """The ruling on one change: as grave as its gravest finding.

    `findings` may also hold notes that forbid nothing (another provider, a fee); `fee_cents` is what the patient
    must agree to before the yes.
    """

    ruling: Ruling = Ruling.ALLOWED
    findings: tuple[Finding, ...] = ()
    fee_cents: int = 0

    @property
    def allowed(self) -> bool:
        """Tell whether the appliance may do it by itself."""
        return self.ruling is Ruling.ALLOWED

    @property
    def rules(self) -> tuple[str, ...]:
        """Return the codes of the findings that led to the ruling."""
        return tuple(finding.rule for finding in self.findings if finding.ruling is self.ruling)

    @property
    def late(self) -> bool:
        """Tell whether the notice had passed and the change is allowed all the same, for a fee or once for free."""
        return any(finding.rule in _LATE for finding in self.findings)

    @property
    def offence(self) -> int:
        """Return the how manieth late change it is, from 1; 0 where it is not late."""
        return next((int(each.params["offence"]) for each in self.findings if each.rule in _LATE), 0)

    @property
    def notice_hours(self) -> str:
        """Return the notice that has passed, in hours as they are said; empty where it is not late."""
        return next((each.params["notice_hours"] for each in self.findings if each.rule in _LATE), "")

    def plus(self, other: "Verdict") -> "Verdict":
        """Return the ruling on both together: the graver one, with all findings and both fees."""
        return verdict_of((*self.findings, *other.findings), self.fee_cents + other.fee_cents)


def verdict_of(findings: tuple[Finding, ...], fee_cents: int = 0) -> Verdict:
    """Return the verdict that these findings add up to."""
    ruling = max((finding.ruling for finding in findings), key=_SEVERITY.__getitem__, default=Ruling.ALLOWED)
    return Verdict(ruling, findings, fee_cents)


EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class VisitPolicy:
    """The rules for one visit type.

    Attributes:
        notice_move: How long before the appointment it may still be moved without being late (elapsed time).
        notice_cancel: The same for cancelling; clinics set the two apart.
        late_move: What happens to a late move.
        late_cancel: What happens to a late cancellation.
        fee_cents_late_move: What a late move costs where it is allowed with a fee.
        fee_cents_late_cancel: What a late cancellation costs where it is allowed with a fee.
        fees: Fees by kind of change, payer, count or time left; the first that fits goes before the two above.
        waivers: For which reasons staff may waive or refund a fee.
        free_offences: How many late changes within `offence_window` cost nothing.
        offence_window: How long a late change is remembered.
        max_no_shows: Missed visits within `no_show_window` after which only people change; None for no limit.
        no_show_window: How long a missed visit is remembered.
        prepaid_weekdays: Days whose visits are paid in advance: a late change loses the money, so a person decides.
        max_moves: How often one appointment may be moved; None for no limit.
        min_lead: How far ahead of now a new slot must start.
        max_horizon: How far ahead of now a new slot may start.
        duration: How long the visit takes; None for as long as the present appointment.
        buffer_before: Time the provider needs free before the visit.
        buffer_after: Time the provider needs free after the visit.
        weekdays: Days on which the visit is given, Monday is 0.
        opens: Earliest local start; None for no limit.
        closes: Latest local end; None for no limit.
        slot_labels: Only slots with one of these labels of the provider's template are offered; empty for any.
        reserved_labels: Slots with one of these labels are given by a person alone.
        same_provider: Whether the provider must stay.
        same_place: Whether the place must stay.
        same_modality: Whether in person, video or phone must stay.
        new_patient: It is a new patient's visit, which only people change.
        needs_referral: It needs a referral; a person sees to a missing one.
        needs_authorization: It needs the insurer's authorisation, valid on the day of the visit.
        needs_provider_approval: The provider approves each new time.
        resources: What a room or device that the new slot does not bring along leads to.
        group: What several patients in one appointment lead to.
        series: What an appointment of a series leads to.
        linked: What an appointment linked to others leads to.
        interpreter: What a new time leads to where the patient needs an interpreter.
        telehealth_link: What a new time leads to where the visit is by video and its link belongs to the old time.
        adult_age: Below this age a parent or guardian speaks to a person; 0 for no such rule.
    """

    notice_move: timedelta = timedelta(hours=24)
    notice_cancel: timedelta = timedelta(hours=24)
    late_move: Late = Late.PERSON
    late_cancel: Late = Late.PERSON
    fee_cents_late_move: int = 0
    fee_cents_late_cancel: int = 0
    fees: tuple[FeeRule, ...] = ()
    waivers: frozenset[WaiverReason] = frozenset(PERSONS_REASONS)
    free_offences: int = 0
    offence_window: timedelta = timedelta(days=365)
    max_no_shows: int | None = None
    no_show_window: timedelta = timedelta(days=365)
    prepaid_weekdays: frozenset[int] = frozenset()
    max_moves: int | None = None
    min_lead: timedelta = timedelta(hours=2)
    max_horizon: timedelta = timedelta(days=90)
    duration: timedelta | None = None
    buffer_before: timedelta = timedelta(0)
    buffer_after: timedelta = timedelta(0)
    weekdays: frozenset[int] = EVERY_DAY
    opens: time | None = None
    closes: time | None = None
    slot_labels: frozenset[str] = frozenset()
    reserved_labels: frozenset[str] = frozenset()
    same_provider: Same = Same.PREFERRED
    same_place: Same = Same.PREFERRED
    same_modality: Same = Same.REQUIRED
    new_patient: bool = False
    needs_referral: bool = False
    needs_authorization: bool = False
    needs_provider_approval: bool = False
    resources: Ruling = Ruling.PERSON
    group: Ruling = Ruling.PERSON
    series: Ruling = Ruling.PERSON
    linked: Ruling = Ruling.PERSON
    interpreter: Ruling = Ruling.PERSON
    telehealth_link: Ruling = Ruling.ALLOWED
    adult_age: int = 18


@dataclass(frozen=True, slots=True)
class Blackout:
    """Days without visits, first and last included: for the whole clinic, or for one provider or place."""

    first: date
    last: date
    practitioner_id: str | None = None
    location_id: str | None = None

    def covers(self, day: date, practitioner_id: str | None, location_id: str | None) -> bool:
        """Tell whether a visit on `day` with this provider at this place falls into it."""
        return (
            self.first <= day <= self.last
            and self.practitioner_id in (None, practitioner_id)
            and self.location_id in (None, location_id)
        )


@dataclass(frozen=True, slots=True)
class PolicyBook:
    """The clinic's whole policy: default rules, other rules by visit type, days off, and the clinic's zone."""

    zone: ZoneInfo
    default: VisitPolicy = field(default_factory=VisitPolicy)
    by_visit_type: Mapping[str, VisitPolicy] = field(default_factory=dict)
    blackouts: tuple[Blackout, ...] = ()

    def for_visit(self, code: str | None) -> VisitPolicy:
        """Return the rules for the visit type, the default ones where it has none of its own."""
        return self.by_visit_type.get(code, self.default) if code else self.default

    def day_of(self, instant: datetime) -> date:
        """Return the date of the instant on the clinic's wall calendar."""
        return instant.astimezone(self.zone).date()

    def closed_on(self, day: date, practitioner_id: str | None, location_id: str | None) -> bool:
        """Tell whether a blackout covers the day for this provider and place."""
        return any(blackout.covers(day, practitioner_id, location_id) for blackout in self.blackouts)
