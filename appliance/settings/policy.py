"""What patients may change by themselves: default rules, other ones by visit type, and days off."""

from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from appliance.settings.clinic import WEEKDAYS, Weekday
from appliance.settings.section import Section
from services.handoff.gates import Gate, OnTimeout
from services.scheduling.fee import PERSONS_REASONS, WaiverReason
from services.scheduling.operation import ChangeKind
from services.scheduling.policy_model import Late, Ruling, Same

_PAYER = r"^[A-Za-z0-9._-]{1,64}$"
Payer = Annotated[str, Field(pattern=_PAYER)]
Label = Annotated[str, Field(min_length=1, max_length=64)]


def _persons(reasons: tuple[WaiverReason, ...]) -> tuple[WaiverReason, ...]:
    if WaiverReason.FREE_BY_RULE in reasons:
        msg = "free_by_rule is the rule's own reason, which free_offences sets"
        raise ValueError(msg)
    return reasons


Waivers = Annotated[tuple[WaiverReason, ...], AfterValidator(_persons)]


class FeeEntry(Section):
    """One line of the list of fees for late changes; it is the patient's own and is never billed to an insurer."""

    cents: int = Field(ge=0, le=1_000_000, description="What is asked, in cents; 0 for nothing.")
    changes: tuple[ChangeKind, ...] = Field(
        tuple(ChangeKind), min_length=1, description="For which kinds of late change."
    )
    payers: tuple[Payer, ...] = Field(
        (), description="For whom, by the payer's code in the scheduling system; empty for whoever pays."
    )
    from_offence: int = Field(1, ge=1, le=100, description="From which late change on, counted from 1.")
    within_hours: float | None = Field(
        None, gt=0, le=2160, description="Only where less than so many hours are left; null for any late change."
    )


class VisitRules(Section):
    """The rules for one visit type."""

    notice_move_hours: float = Field(24, ge=0, le=2160, description="Until so many hours before, a visit may be moved.")
    notice_cancel_hours: float = Field(24, ge=0, le=2160, description="The same for cancelling.")
    late_move: Late = Field(Late.PERSON, description="What happens to a move inside the notice.")
    late_cancel: Late = Field(Late.PERSON, description="What happens to a cancellation inside the notice.")
    late_move_fee_cents: int = Field(
        0, ge=0, le=1_000_000, description="Fee of a late move that is allowed with a fee."
    )
    late_cancel_fee_cents: int = Field(
        0, ge=0, le=1_000_000, description="Fee of a late cancellation that is allowed with a fee."
    )
    fees: tuple[FeeEntry, ...] = Field(
        (), description="Fees by change, payer, count and time left; the first that fits goes before the two above."
    )
    waivers: Waivers = Field(
        PERSONS_REASONS, description="For which reasons staff may waive or refund a fee; empty: nobody may."
    )
    free_offences: int = Field(0, ge=0, le=100, description="How many late changes cost nothing before a fee is asked.")
    offence_days: int = Field(365, ge=1, le=730, description="For how many days a late change is remembered.")
    max_no_shows: int | None = Field(
        None, ge=1, le=100, description="Missed visits after which only people change; null for no limit."
    )
    no_show_days: int = Field(365, ge=1, le=730, description="For how many days a missed visit is remembered.")
    prepaid_weekdays: tuple[Weekday, ...] = Field(
        (), description="Days whose visits are paid in advance: a late change loses the money, so a person decides."
    )
    max_moves: int | None = Field(None, ge=0, le=100, description="Moves of one appointment; null for no limit.")
    min_lead_hours: float = Field(2, ge=0, le=2160, description="How many hours ahead a new time must be at least.")
    max_horizon_days: int = Field(90, ge=1, le=730, description="How many days ahead a new time may be at most.")
    duration_minutes: int | None = Field(
        None, ge=5, le=1440, description="How long the visit takes; null for as long as the present appointment."
    )
    buffer_before_minutes: int = Field(0, ge=0, le=480, description="Minutes the provider needs free before the visit.")
    buffer_after_minutes: int = Field(0, ge=0, le=480, description="Minutes the provider needs free after the visit.")
    weekdays: tuple[Weekday, ...] = Field(WEEKDAYS, min_length=1, description="Days on which the visit is given.")
    opens: time | None = Field(None, description='Earliest start on the clinic\'s clock, such as "08:00".')
    closes: time | None = Field(None, description='Latest end on the clinic\'s clock, such as "17:00".')
    slot_labels: tuple[Label, ...] = Field(
        (), description="Only slots that the provider's template labels so are offered; empty for any."
    )
    reserved_labels: tuple[Label, ...] = Field(
        (), description="Slots that the provider's template labels so are given by a person alone."
    )
    same_provider: Same = Field(Same.PREFERRED, description="Whether the provider must stay the same.")
    same_place: Same = Field(Same.PREFERRED, description="Whether the place must stay the same.")
    same_modality: Same = Field(Same.REQUIRED, description="Whether in person, video or phone must stay the same.")
    new_patient: bool = Field(default=False, description="A new patient's visit: only people change it.")
    needs_referral: bool = Field(default=False, description="Needs a referral; a person sees to a missing one.")
    needs_authorization: bool = Field(
        default=False, description="Needs the insurer's authorisation, valid on the day of the visit."
    )
    needs_provider_approval: bool = Field(default=False, description="The provider approves each new time.")
    resources: Ruling = Field(Ruling.PERSON, description="When the new time lacks the room or device of the old one.")
    group: Ruling = Field(Ruling.PERSON, description="When several patients share the appointment.")
    series: Ruling = Field(Ruling.PERSON, description="When the appointment belongs to a series.")
    linked: Ruling = Field(Ruling.PERSON, description="When other appointments hang on this one.")
    interpreter: Ruling = Field(Ruling.PERSON, description="When a patient who needs an interpreter moves a visit.")
    telehealth_link: Ruling = Field(
        Ruling.ALLOWED, description="When a visit by video moves: its link may belong to the old time."
    )
    adult_age: int = Field(18, ge=0, le=25, description="Below this age a guardian speaks to a person; 0 for no rule.")

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> "VisitRules":
        if self.opens and self.closes and self.closes <= self.opens:
            msg = "closes must be later than opens"
            raise ValueError(msg)
        return self


class DaysOff(Section):
    """Days without visits: for the whole clinic, or for one provider or place."""

    first: date = Field(description="First day off.")
    last: date = Field(description="Last day off.")
    practitioner: str | None = Field(None, description="Only this practitioner (id in the scheduling system).")
    location: str | None = Field(None, description="Only this place (id in the scheduling system).")

    @model_validator(mode="after")
    def _last_not_before_first(self) -> "DaysOff":
        if self.last < self.first:
            msg = "last must not be before first"
            raise ValueError(msg)
        return self


class GateEntry(Section):
    """How long one kind of decision may take, and what happens when nobody decided; a key left out is as usual."""

    within_hours: float | None = Field(
        None, gt=0, le=720, description="Hours of the front desk's opening time for a decision; null for the usual."
    )
    on_timeout: OnTimeout | None = Field(
        None,
        description="`keep` leaves the case and its held time, `release` gives the time back, `tell` ends the case and "
        "tells the patient that the visit stays; null for the usual.",
    )


class PolicySettings(Section):
    """The clinic's policy."""

    default: VisitRules = Field(default_factory=VisitRules, description="Rules for every visit type.")
    visit_types: dict[str, VisitRules] = Field(
        default_factory=dict, description="Rules by visit type; a key left out is as in `policy.default`."
    )
    gates: dict[Gate, GateEntry] = Field(
        default_factory=dict, description="What happens when no person decides in time, by what the decision is about."
    )
    days_off: tuple[DaysOff, ...] = Field((), description="Days without visits, besides `clinic.closed_on`.")

    def rules_for(self, visit_type: str) -> VisitRules:
        """Return the rules of a visit type: its own where it says something, else the default ones."""
        own = self.visit_types[visit_type]
        said = {name: getattr(own, name) for name in own.model_fields_set}
        return self.default.model_copy(update=said)
