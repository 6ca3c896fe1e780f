"""Parts are built without a ledger: nothing there runs the audit process, so nothing there waits for it."""

from pathlib import Path

import pytest

from appliance.wiring import egress, gateway, state
from services.audit.courier import NoLedger


def no_courier(*_: object) -> NoLedger:
    return NoLedger()


@pytest.fixture(autouse=True)
def _no_ledger(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "ledger" not in Path(request.path).name:
        for module in (state, gateway, egress):
            monkeypatch.setattr(module, "build_courier", no_courier)
