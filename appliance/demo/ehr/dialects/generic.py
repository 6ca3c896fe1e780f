"""Three generic R4 servers: a strict one, one without ETags, and one whose transactions are not atomic."""

from typing import ClassVar

from appliance.demo.ehr.config import EhrConfig
from appliance.demo.ehr.dialects.base import Dialect
from appliance.demo.ehr.slots import SlotPolicy


class Generic(Dialect):
    """Strict ETags and slot checks; slot statuses are the client's work unless `slot_side_effects` is `server`."""

    name: ClassVar[str] = "generic"


class GenericNoEtag(Dialect):
    """No versions to compare and no slot check: the last write wins, the worst case for races."""

    name: ClassVar[str] = "generic-noetag"
    software: ClassVar[str] = "Sealdesk demo EHR (generic without ETags)"
    etags: ClassVar[bool] = False

    def __init__(self, config: EhrConfig) -> None:
        super().__init__(config)
        self.slots = SlotPolicy(check=False, follow=config.slot_side_effects == "server")


class GenericNonAtomic(Dialect):
    """ETags work, but a failing transaction keeps the entries applied before the failure."""

    name: ClassVar[str] = "generic-nonatomic"
    software: ClassVar[str] = "Sealdesk demo EHR (generic with non-atomic transactions)"
    atomic_transactions: ClassVar[bool] = False
