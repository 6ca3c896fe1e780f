"""The contract of `services.scheduling.ports.SchedulingSystem`, run against the fake and every adapter.

See tests/contract/scheduling_harness.py for what a test module provides and which classes it picks.
"""

from tests.contract.scheduling_changing import ChangingContract
from tests.contract.scheduling_harness import Harness
from tests.contract.scheduling_locking import HoldingContract, ReadOnlyContract, ServerCheckContract, VersionedContract
from tests.contract.scheduling_reading import ReadingContract

__all__ = [
    "ChangingContract",
    "Harness",
    "HoldingContract",
    "ReadOnlyContract",
    "ReadingContract",
    "ServerCheckContract",
    "VersionedContract",
]
