"""From the settings' policy to the core's policy book."""

from datetime import timedelta

from appliance.settings.clinic import WEEKDAYS
from appliance.settings.model import Settings
from appliance.settings.policy import FeeEntry, VisitRules
from services.handoff.gates import GateBook, GateRule
from services.scheduling.fee_rule import FeeRule
from services.scheduling.policy_model import Blackout, PolicyBook, VisitPolicy


def policy_book(settings: Settings) -> PolicyBook:
    """Return the clinic's whole policy."""
    policy = settings.policy
    holidays = tuple(Blackout(day, day) for day in settings.clinic.closed_on)
    days_off = tuple(Blackout(off.first, off.last, off.practitioner, off.location) for off in policy.days_off)
    return PolicyBook(
        zone=settings.clinic.zone_info,
        default=visit_policy(policy.default),
        by_visit_type={name: visit_policy(policy.rules_for(name)) for name in policy.visit_types},
        blackouts=holidays + days_off,
    )


def gate_book(settings: Settings) -> GateBook:
    """Return what happens when no person decides in time; what the settings leave out is as usual."""
    usual = GateBook()
    rules = {}
    for gate, entry in settings.policy.gates.items():
        rule = usual.rule(gate)
        within = rule.within if entry.within_hours is None else timedelta(hours=entry.within_hours)
        rules[gate] = GateRule(within, entry.on_timeout or rule.then)
    return GateBook(rules)


def visit_policy(rules: VisitRules) -> VisitPolicy:
    """Return the rules of one visit type as the core knows them."""
    return VisitPolicy(
        notice_move=timedelta(hours=rules.notice_move_hours),
        notice_cancel=timedelta(hours=rules.notice_cancel_hours),
        late_move=rules.late_move,
        late_cancel=rules.late_cancel,
        fee_cents_late_move=rules.late_move_fee_cents,
        fee_cents_late_cancel=rules.late_cancel_fee_cents,
        fees=tuple(_fee(entry) for entry in rules.fees),
        waivers=frozenset(rules.waivers),
        free_offences=rules.free_offences,
        offence_window=timedelta(days=rules.offence_days),
        max_no_shows=rules.max_no_shows,
        no_show_window=timedelta(days=rules.no_show_days),
        prepaid_weekdays=frozenset(WEEKDAYS.index(day) for day in rules.prepaid_weekdays),
        max_moves=rules.max_moves,
        min_lead=timedelta(hours=rules.min_lead_hours),
        max_horizon=timedelta(days=rules.max_horizon_days),
        duration=None if rules.duration_minutes is None else timedelta(minutes=rules.duration_minutes),
        buffer_before=timedelta(minutes=rules.buffer_before_minutes),
        buffer_after=timedelta(minutes=rules.buffer_after_minutes),
        weekdays=frozenset(WEEKDAYS.index(day) for day in rules.weekdays),
        opens=rules.opens,
        closes=rules.closes,
        slot_labels=frozenset(rules.slot_labels),
        reserved_labels=frozenset(rules.reserved_labels),
        same_provider=rules.same_provider,
        same_place=rules.same_place,
        same_modality=rules.same_modality,
        new_patient=rules.new_patient,
        needs_referral=rules.needs_referral,
        needs_authorization=rules.needs_authorization,
        needs_provider_approval=rules.needs_provider_approval,
        resources=rules.resources,
        group=rules.group,
        series=rules.series,
        linked=rules.linked,
        interpreter=rules.interpreter,
        telehealth_link=rules.telehealth_link,
        adult_age=rules.adult_age,
    )


def _fee(entry: FeeEntry) -> FeeRule:
    within = None if entry.within_hours is None else timedelta(hours=entry.within_hours)
    return FeeRule(entry.cents, frozenset(entry.changes), frozenset(entry.payers), entry.from_offence, within)
