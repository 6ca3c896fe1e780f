"""From a report's name and a question to an order: the report's own conditions, and its usual period."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from services.audit.quarter import RETENTION_YEARS
from services.audit.reading import LedgerQuery
from services.reports.asked import Order
from services.reports.definition import Definition, Need
from services.reports.definitions import report_named
from services.reports.errors import WrongQuestion


def prepared(order: Order, now: datetime) -> Order:
    """Return the order with everything that its report sets: kinds of event, outcomes, a period where none was given.

    `now` is where a usual period ends. An export gives the time of its checkpoint's newest entry, so that the same
    order at the same checkpoint gives the same bytes on any day.

    Raises:
        UnknownReport: there is no such report.
        WrongQuestion: something that the report needs was not said, or was said against it.
    """
    definition = report_named(order.report)
    _require(definition, order)
    if definition.id == "events":
        return order
    query = _conditions(definition, order.query)
    if query.since is None:
        query = replace(query, since=usual_since(definition, query.until or now))
    return replace(order, query=query)


def usual_since(definition: Definition, until: datetime) -> datetime:
    """Return when a report's usual period begins: so many days before, or six years (45 CFR 164.528(a)(1))."""
    if definition.days is not None:
        return until - timedelta(days=definition.days)
    try:
        return until.replace(year=until.year - RETENTION_YEARS)
    except ValueError:
        return until.replace(year=until.year - RETENTION_YEARS, day=28)


def _conditions(definition: Definition, query: LedgerQuery) -> LedgerQuery:
    if definition.actions and query.actions and not set(query.actions) <= set(definition.actions):
        raise WrongQuestion(
            f"The report {definition.id} sets by itself which kinds of event it shows.",
            "Leave the kinds of event out, or take the report `events`.",
        )
    return replace(
        query,
        actions=query.actions or definition.actions,
        outcomes=query.outcomes or definition.outcomes,
        accountable=definition.accountable if query.accountable is None else query.accountable,
    )


def _require(definition: Definition, order: Order) -> None:
    said = {
        Need.PATIENT: bool(order.query.patients),
        Need.ACTOR: bool(order.query.actors),
        Need.DISCOVERED: bool(order.discovered),
    }
    missing = [need.value for need in definition.needs if not said[need]]
    if missing:
        raise WrongQuestion(f"The report {definition.id} needs: {', '.join(missing)}.", "Give it and ask again.")
    if order.discovered and not _day(order.discovered):
        raise WrongQuestion("The day of discovery cannot be read.", "Write it like 2026-11-23.")


def _day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
