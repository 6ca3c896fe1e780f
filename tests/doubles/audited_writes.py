"""Holds every write of the product to the rule: what changes a table of record also records an event, in one commit."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from tests.doubles.tables import Journal, View

_PRODUCT: Final = ("services.", "appliance.", "compliance.")
NOT_OF_RECORD: Final = {
    "attempts": "counts of tries, kept as keyed hashes for an hour",
    "claims": "a hold of minutes while a change is written; the change itself is recorded",
    "forms": "which form was taken, so that it is not taken twice",
    "heard": "from when the carrier is asked",
    "known": "what the waitlist saw of the schedule, to notice changes",
    "lanes": "which conversation a number's texts go on in",
    "marks": "counts for caps",
    "of_appointment": "an index",
    "closed": "an index",
    "payment_events": "which event of the payment page was taken, so that it is not taken twice",
    "told_in": "which summary a notice is in",
    "texts_done": "that a received text was worked on",
    "deliveries": "attempts of a message, whose end is recorded",
    "journeys": "when the carrier is asked next; what it says of a message that was lost is recorded",
    "outbox": "messages that wait: each is recorded when it leaves, waits, is dropped or given up",
}
"""Tables whose rows are the machinery's, and why no event speaks of each change of them."""
UNRECORDED: Final = {
    "services.accounts.service.SignIn.visit": "when somebody was last seen, for the time-out of their session",
    "services.accounts.service.SignIn.expire": "sessions that ended by themselves are forgotten",
    "services.dialogue.turns.Turns._kept": "words of a conversation; what they did is recorded in the same turn",
    "services.messaging.consents.Consents.record": "the same consent said again; only when it was said last is kept",
    "services.scheduling.change.ChangeProtocol._begin": "a change is on its way, between its request and its end",
    "services.scheduling.waitlist.offering.Offering.batch": "nobody is left to ask, so the round waits or ends next",
    "services.scheduling.waitlist.settling.Settling._write": "a round is on its way to a change that is recorded",
    "services.scheduling.waitlist.worker.WaitlistWorker._step": "when a round goes on; what it does is recorded",
    "services.summaries.service.SummaryDesk._failed": "a summary is tried again; its end is recorded",
}
"""Writes of the product that change a table of record and record nothing, and why."""


def require_audited(work: Callable[..., Any], journal: Journal) -> None:
    """Refuse a write of the product that changed a table of record and recorded nothing."""
    while isinstance(work, partial):
        work = work.func
    if journal.events or not str(work.__module__).startswith(_PRODUCT):
        return
    name = f"{work.__module__}.{work.__qualname__.partition('.<locals>')[0]}"
    changed = {table for table, view in vars(journal).items() if isinstance(view, View) and view.changed}
    unspoken = sorted(changed - NOT_OF_RECORD.keys())
    assert not unspoken or name in UNRECORDED, f"{name} changed {', '.join(unspoken)} and recorded no event"
