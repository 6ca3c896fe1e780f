"""Builds where legal holds are placed and lifted, in the audit process."""

from starlette.requests import Request

from appliance.wiring.audit import OpenLedger
from appliance.wiring.ledger_log import LedgerRecorder
from services.audit.holding import SOURCE, HoldDesk, restored
from services.kernel.ids import ShortIds
from services.ledger.app import Admission, NotAdmitted


def build_holds(opened: OpenLedger) -> HoldDesk:
    """Return the desk; the holds are first brought to what the ledger says of them.

    Raises:
        SealdeskError: the ledger or the file of data keys cannot be read.
    """
    restored(opened.data_keys, opened.ledger.reader)
    recorder = LedgerRecorder(opened.ledger, source=SOURCE, node=opened.node)
    return HoldDesk(opened.data_keys, recorder, opened.clock, ShortIds())


def only_whole(admission: Admission, request: Request) -> None:
    """Refuse a caller who may not file for every source: only the portal and the appliance's own user name people.

    Raises:
        NotAdmitted: the kernel says that it is another user.
    """
    peer = request.scope.get("state", {}).get("peer")
    if not isinstance(peer, int) or not admission.may_file(peer, frozenset({SOURCE})):
        raise NotAdmitted
