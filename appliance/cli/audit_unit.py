"""`sealdesk audit unit`."""

import sys
from pathlib import Path

from appliance.processes.units import audit_unit
from appliance.settings.load import find_file, load


def run(config: Path | None) -> int:
    """Print the unit of the audit process."""
    file = find_file(config)
    sys.stdout.write(audit_unit(load(file), file))
    return 0
