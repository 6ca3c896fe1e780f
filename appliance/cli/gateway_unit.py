"""`sealdesk gateway unit`."""

import sys
from pathlib import Path

from appliance.processes.units import gateway_unit
from appliance.settings.load import find_file, load


def run(config: Path | None) -> int:
    """Print the unit of the gateway."""
    file = find_file(config)
    sys.stdout.write(gateway_unit(load(file), file))
    return 0
