"""Joins mails to the clinic's officers with the state, the audit log and the egress process."""

from datetime import timedelta
from functools import partial

from appliance.background import Work, repeat
from appliance.settings.model import Settings
from appliance.wiring.audit import ledger_reader
from services.accounts.ports import AccountTx
from services.kernel.clock import Clock
from services.kernel.store import Store
from services.line.client import Line
from services.officers.egress_post import EgressPost
from services.officers.log_roots import LogRoots
from services.officers.service import OfficerDesk

EVERY = timedelta(seconds=5)
"""A use of emergency access is told within so long."""


def officer_works(settings: Settings, store: Store[AccountTx], clock: Clock, line: Line | None) -> list[Work]:
    """Return what mails the officers, nothing where the settings name none."""
    officers = tuple(sorted(settings.audit.officers))
    if not officers or line is None:
        return []
    roots = LogRoots(partial(ledger_reader, settings))
    desk = OfficerDesk(store, clock, EgressPost(line), roots, officers, settings.clinic.zone_info)
    return [partial(repeat, "officers", desk.work, EVERY)]
