"""Every check, from the ground up: a later one leans on the earlier ones."""

from appliance.doctor import (
    adviser,
    agreements,
    egress,
    faces,
    gateway,
    ledger,
    machine,
    officers,
    payments,
    state,
    system,
)
from appliance.doctor.model import Check

CHECKS: tuple[Check, ...] = (
    machine.CLOCK,
    machine.DISK,
    machine.SECRETS,
    state.ENCRYPTED,
    state.TRAIL,
    state.DURABLE,
    ledger.LEDGER,
    system.CAPABILITIES,
    system.SLOTS,
    system.PATIENTS,
    system.REMINDERS,
    faces.PORTAL,
    faces.PAGE,
    faces.CONSOLE,
    faces.MESSAGES,
    egress.DOOR,
    agreements.AGREEMENTS,
    officers.OFFICERS,
    payments.PAYMENTS,
    gateway.SETTINGS,
    gateway.RUNNING,
    adviser.ADVISER,
)
