"""The shapes that cross the socket between who orders an export and the audit process, as JSON."""

from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter

from services.reports.asked import Asking, Order
from services.reports.desk import Standing


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order, and who asks for it and why."""

    order: Order
    asking: Asking


ORDERED: Final = TypeAdapter(Ordered)
STANDING: Final = TypeAdapter(Standing)
