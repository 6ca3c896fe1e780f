"""What an address asks of the log, read strictly and written back."""

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

import pytest

from services.audit.reading import Column, LedgerQuery, Sort
from services.portal.compliance.asked import read_asked
from services.portal.compliance.errors import WrongFilter

CHICAGO = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
"""The evening of the 22nd at the clinic."""
PATIENT = "ab" * 32


def test_nothing_asked_is_the_clinics_today() -> None:
    asked = read_asked({}, NOW, CHICAGO)
    assert asked.query == LedgerQuery(
        since=datetime(2026, 11, 22, 6, tzinfo=UTC), until=datetime(2026, 11, 23, 6, tzinfo=UTC)
    )
    assert asked.sort == Sort(Column.SEQUENCE, descending=True)


def test_every_field_reaches_the_ledger() -> None:
    given = {
        "period": "days",
        "since": "2026-03-08",
        "to": "2026-03-08",
        "action": "staff. fee.raised",
        "outcome": "refused",
        "kind": "staff",
        "actor": "alex",
        "role": "approver",
        "patient": PATIENT,
        "resource": "Appointment/12",
        "operation": "op_1",
        "source": "gateway",
        "purpose": "TREAT",
        "accountable": "yes",
        "number": "5-9",
        "sort": "actor_id",
        "after": "7",
    }
    asked = read_asked(given, NOW, CHICAGO)
    assert asked.query == LedgerQuery(
        since=datetime(2026, 3, 8, 6, tzinfo=UTC),
        until=datetime(2026, 3, 9, 5, tzinfo=UTC),
        actions=("staff.", "fee.raised"),
        outcomes=("refused",),
        actor_kinds=("staff",),
        actors=("alex",),
        roles=("approver",),
        patients=(PATIENT,),
        resources=("Appointment/12",),
        operations=("op_1",),
        sources=("gateway",),
        purposes=("TREAT",),
        accountable=True,
        first=5,
        last=9,
    )
    assert (asked.sort, asked.after, asked.before) == (Sort(Column.ACTOR_ID), "7", None)


def test_an_address_asks_the_same_again() -> None:
    given = {"period": "month", "actor": "alex", "patient": PATIENT, "sort": "-at"}
    asked = read_asked(given, NOW, CHICAGO)
    address = dict(parse_qsl(urlsplit(asked.address("/audit", after="9")).query))
    again = read_asked(address, NOW, CHICAGO)
    assert (again.query, again.sort, again.after) == (asked.query, asked.sort, "9")


def test_a_heading_turns_the_order_round() -> None:
    asked = read_asked({"sort": "role"}, NOW, CHICAGO)
    assert asked.turned(Column.ROLE) == Sort(Column.ROLE, descending=True)
    assert asked.turned(Column.NODE) == Sort(Column.NODE)
    assert asked.turned(Column.AT) == Sort(Column.AT, descending=True)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"period": "ever"}, "period"),
        ({"since": "23.11.2026"}, "since"),
        ({"since": "1066-10-14"}, "since"),
        ({"period": "days", "since": "2026-11-02", "to": "2026-11-01"}, "to"),
        ({"outcome": "maybe"}, "outcome"),
        ({"kind": "robot"}, "kind"),
        ({"patient": "Maria"}, "patient"),
        ({"accountable": "1"}, "accountable"),
        ({"number": "9-5"}, "number"),
        ({"number": "-1"}, "number"),
        ({"sort": "mood"}, "sort"),
        ({"after": "x"}, "after"),
        ({"actor": "a" * 501}, "actor"),
        ({"actor": "a " * 21}, "actor"),
    ],
)
def test_what_cannot_be_read_is_refused(given: Mapping[str, str], field: str) -> None:
    with pytest.raises(WrongFilter) as caught:
        read_asked(given, NOW, CHICAGO)
    assert caught.value.field == field
