"""Destinations and records for the tests of the door; every vendor is invented."""

import dataclasses
from datetime import date
from typing import Any

from services.egress.baa import BaaRecord
from services.egress.model import Coverage, Destination, DestinationClass, PhiPolicy

HOST = "api.harborbook.example"
BRIDGE = "sealdesk-bridge"
NEED = Coverage("Harborbook", "Scheduling API")


def a_destination(**changes: Any) -> Destination:  # noqa: ANN401 any field of the model
    """Return an invented vendor's scheduling system, with the given changes."""
    base = Destination(
        name="harborbook",
        kind=DestinationClass.SYSTEM_OF_RECORD,
        host=HOST,
        port=443,
        who=BRIDGE,
        phi=PhiPolicy.FULL,
        baa=NEED,
    )
    return dataclasses.replace(base, **changes)


def a_record(**changes: Any) -> BaaRecord:  # noqa: ANN401 any field of the record
    """Return an agreement with the invented vendor that holds in the year 2027, with the given changes."""
    base = BaaRecord(
        id="baa-2027-01",
        vendor=NEED.vendor,
        products=(NEED.product, "Reminders"),
        counterparty="Harborbook Software, Inc.",
        effective=date(2027, 1, 1),
        expires=date(2027, 12, 31),
        document_sha256="0f" * 32,
        approver="compliance.officer",
    )
    return dataclasses.replace(base, **changes)
