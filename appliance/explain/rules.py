"""Every rule of the policy: its question in plain words, the finding codes it may give, and the keys that set it."""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """When a rule is asked: for a cancellation, for a move, or for the new time of a move."""

    CANCEL = "cancel"
    MOVE = "move"
    SLOT = "slot"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `needs_patient`: it asks about the person, so without one it is not asked."""

    question: str
    codes: tuple[str, ...]
    keys: tuple[str, ...] = ()
    stages: frozenset[Stage] = frozenset({Stage.CANCEL, Stage.MOVE})
    needs_patient: bool = False


_CANCEL, _MOVE, _SLOT = (frozenset({stage}) for stage in Stage)
_FEE = ("late_fee", "late_free", "payer_unknown")
_FEE_KEYS = ("fees", "free_offences", "offence_days", "waivers")

RULES: tuple[Rule, ...] = (
    Rule("Is the visit still open?", ("not_changeable", "past", "no_time")),
    Rule("Does the scheduling system let it be cancelled?", ("system_forbids_cancel",), stages=_CANCEL),
    Rule("Does the scheduling system let it be moved?", ("system_forbids_move",), stages=_MOVE),
    Rule("Is it the patient's own visit?", ("not_theirs",), needs_patient=True),
    Rule("Is the patient's record active?", ("inactive_patient",), needs_patient=True),
    Rule("Is the patient an adult?", ("age_unknown", "minor"), ("adult_age",), needs_patient=True),
    Rule("Is it a new patient's visit?", ("new_patient",), ("new_patient",)),
    Rule("Were too many visits missed?", ("no_shows",), ("max_no_shows", "no_show_days")),
    Rule("Do several patients share it?", ("group",), ("group",)),
    Rule("Does it belong to a series?", ("series",), ("series",)),
    Rule("Do other visits hang on it?", ("linked",), ("linked",)),
    Rule("Is it early enough to cancel?", ("late",), ("notice_cancel_hours", "late_cancel"), _CANCEL),
    Rule("Is it early enough to move?", ("late",), ("notice_move_hours", "late_move"), _MOVE),
    Rule("Is a late change of a prepaid day asked for?", ("prepaid",), ("prepaid_weekdays",)),
    Rule("What does cancelling late cost?", _FEE, ("late_cancel_fee_cents", *_FEE_KEYS), _CANCEL),
    Rule("What does moving late cost?", _FEE, ("late_move_fee_cents", *_FEE_KEYS), _MOVE),
    Rule(
        "Is there a referral that is still good?", ("referral_missing", "referral_expired"), ("needs_referral",), _MOVE
    ),
    Rule(
        "Is there an authorisation that is still good?",
        ("authorization_missing", "authorization_expired"),
        ("needs_authorization",),
        _MOVE,
    ),
    Rule("Was it moved too often?", ("too_many_moves",), ("max_moves",), _MOVE),
    Rule("Does an interpreter come?", ("interpreter",), ("interpreter",), _MOVE, needs_patient=True),
    Rule("Does a video link belong to the old time?", ("telehealth_link",), ("telehealth_link",), _MOVE),
    Rule("Is it another time than now?", ("same_time",), stages=_SLOT),
    Rule("Is the new time long enough?", ("too_short",), ("duration_minutes",), _SLOT),
    Rule("Is the new time meant for such visits?", ("other_visit_type",), stages=_SLOT),
    Rule("Has the new time a label that is offered?", ("slot_label",), ("slot_labels",), _SLOT),
    Rule("Is the new time kept for people to give?", ("reserved_slot",), ("reserved_labels",), _SLOT),
    Rule("Is the new time far enough ahead?", ("too_soon",), ("min_lead_hours",), _SLOT),
    Rule("Is the new time near enough?", ("too_far",), ("max_horizon_days",), _SLOT),
    Rule("Is such a visit given on that weekday?", ("closed_day",), ("weekdays",), _SLOT),
    Rule("Is such a visit given at that hour?", ("outside_hours",), ("opens", "closes"), _SLOT),
    Rule("Is the new time on a day off?", ("blackout",), ("days_off", "closed_on"), _SLOT),
    Rule("Does the provider stay?", ("other_provider",), ("same_provider",), _SLOT),
    Rule("Does the place stay?", ("other_place",), ("same_place",), _SLOT),
    Rule("Does in person, video or phone stay?", ("other_modality",), ("same_modality",), _SLOT),
    Rule("Is the referral good on the new day?", ("referral_expires",), ("needs_referral",), _SLOT),
    Rule("Is the authorisation good on the new day?", ("authorization_expires",), ("needs_authorization",), _SLOT),
    Rule("Must the provider approve the new time?", ("provider_approval",), ("needs_provider_approval",), _SLOT),
    Rule("Does the new time bring room and devices?", ("resource",), ("resources",), _SLOT),
)

SEARCH_ONLY = ("buffer_before_minutes", "buffer_after_minutes")
"""Keys that give no ruling: they shape which times are offered at all."""

WORDS = {
    "not_changeable": "It is {status} and cannot be changed any more.",
    "past": "Its time has come.",
    "no_time": "It has no time.",
    "system_forbids_cancel": "The scheduling system marks it as not to be cancelled.",
    "system_forbids_move": "The scheduling system marks it as not to be moved.",
    "not_theirs": "It is another patient's.",
    "inactive_patient": "The record is not active.",
    "age_unknown": "The record has no birth date.",
    "minor": "The patient is under {adult_age}.",
    "new_patient": "Only people change a new patient's visit.",
    "no_shows": "The patient missed {max_no_shows} visits or more.",
    "group": "{patients} patients share it.",
    "series": "It is one of a series.",
    "linked": "{others} other visits hang on it.",
    "late": "Less than {notice_hours} hours are left.",
    "prepaid": "Less than {notice_hours} hours are left, and visits of that day are paid in advance.",
    "late_fee": "It is late change number {offence}.",
    "late_free": "It is late change number {offence}, and {free_offences} are free.",
    "payer_unknown": "The fee hangs on who pays, and the record does not say.",
    "referral_missing": "There is no referral.",
    "referral_expired": "The referral was good until {expires}.",
    "authorization_missing": "There is no authorisation.",
    "authorization_expired": "The authorisation was good until {expires}.",
    "too_many_moves": "It was moved {max_moves} times already.",
    "interpreter": "The interpreter was arranged for the old time.",
    "telehealth_link": "The link of the video visit belongs to the old time.",
    "same_time": "That is the time it has now.",
    "too_short": "The visit takes {needed_minutes} minutes.",
    "other_visit_type": "The time is meant for other visits.",
    "slot_label": "The time has none of the labels that are offered.",
    "reserved_slot": "The time has a label that only people give.",
    "too_soon": "It must be at least {lead_hours} hours ahead.",
    "too_far": "It may be at most {horizon_days} days ahead.",
    "closed_day": "Such visits are not given on that weekday.",
    "outside_hours": "Such visits are not given at that hour.",
    "blackout": "That day is off.",
    "other_provider": "The new time is with another provider.",
    "other_place": "The new time is at another place.",
    "other_modality": "The new time is in another form.",
    "referral_expires": "The referral is good until {expires} only.",
    "authorization_expires": "The authorisation is good until {expires} only.",
    "provider_approval": "The provider approves each new time.",
    "resource": "The new time lacks the room or device of the old one.",
}
"""What each finding says, by its code."""
