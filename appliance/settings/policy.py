"""What patients may change by themselves: default rules, other ones by visit type, and days off."""

from datetime import date, time

from pydantic import Field, model_validator

from appliance.settings.clinic import WEEKDAYS, Weekday
from appliance.settings.section import Section
from services.scheduling.policy_model import Late, Ruling, Same


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


class PolicySettings(Section):
    """The clinic's policy."""

    default: VisitRules = Field(default_factory=VisitRules, description="Rules for every visit type.")
    visit_types: dict[str, VisitRules] = Field(
        default_factory=dict, description="Rules by visit type; a key left out is as in `policy.default`."
    )
    days_off: tuple[DaysOff, ...] = Field((), description="Days without visits, besides `clinic.closed_on`.")

    def rules_for(self, visit_type: str) -> VisitRules:
        """Return the rules of a visit type: its own where it says something, else the default ones."""
        own = self.visit_types[visit_type]
        said = {name: getattr(own, name) for name in own.model_fields_set}
        return self.default.model_copy(update=said)
