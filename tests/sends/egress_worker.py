"""The real egress process over a stand-in of Twilio, in a process of its own that may be killed at any moment.

Called with a JSON file: folder, port, begin (ISO), zero (monotonic seconds).
"""

import json
import sys
from datetime import datetime
from pathlib import Path

from appliance.processes.edge import run_until_signal
from appliance.processes.egress import serve
from appliance.wiring import egress, egress_office
from services.audit.courier import NoLedger
from tests.sends.quick_clock import QuickClock
from tests.sends.settings import sending_clinic

PATIENCE_SECONDS = 0.4

if __name__ == "__main__":
    config = json.loads(Path(sys.argv[1]).read_text())
    egress_office.PATIENCE_SECONDS = PATIENCE_SECONDS
    egress.build_courier = lambda *_: NoLedger()  # type: ignore[assignment, attr-defined]
    clock = QuickClock(datetime.fromisoformat(config["begin"]), config["zero"])
    settings = sending_clinic(Path(config["folder"]), config["port"])
    sys.exit(run_until_signal("egress", lambda stop: serve(settings, stop, clock)))
