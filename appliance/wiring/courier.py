"""Builds what hands an outbox's events to the audit process."""

from pathlib import Path

from appliance.places import Places
from appliance.settings.model import Settings
from services.audit_line.client import LedgerLine
from services.audit_line.courier import LineCourier, Patience
from services.audit_line.errors import AuditLineError


def build_courier(source: str, socket: Path, patience: Patience = Patience()) -> LineCourier:  # noqa: B008 frozen
    """Return what hands an outbox's events to the audit process."""
    line = LedgerLine(socket, answer_seconds=patience.acknowledge)
    return LineCourier(source, line, patience, line.close)


def ledger_answers(settings: Settings) -> bool:
    """Tell whether the audit process takes events now."""
    line = LedgerLine(Places.of(settings).audit_socket, answer_seconds=3.0)
    try:
        line.take(())
    except AuditLineError:
        return False
    finally:
        line.close()
    return True
