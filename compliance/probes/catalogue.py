"""Every probe there is."""

from typing import Final

from compliance.probes.accounts import ACCOUNTS
from compliance.probes.copies import COPIES
from compliance.probes.health import HEALTH
from compliance.probes.logs import LOGS
from compliance.probes.machine import MACHINE
from compliance.probes.model import Probe
from compliance.probes.outward import OUTWARD
from compliance.probes.patients import PATIENTS
from compliance.probes.recorded import RECORDED
from compliance.probes.sign_in import SIGN_IN
from compliance.probes.sign_offs import DOCUMENTS
from compliance.probes.software import SOFTWARE
from compliance.probes.storage import STORAGE
from compliance.probes.trail import TRAIL
from compliance.probes.transport import TRANSPORT
from compliance.probes.units import UNITS

PROBES: Final[tuple[Probe, ...]] = (
    *STORAGE,
    *TRAIL,
    *ACCOUNTS,
    *SIGN_IN,
    *RECORDED,
    *PATIENTS,
    *OUTWARD,
    *TRANSPORT,
    *HEALTH,
    *COPIES,
    *MACHINE,
    *UNITS,
    SOFTWARE,
    LOGS,
    DOCUMENTS,
)
