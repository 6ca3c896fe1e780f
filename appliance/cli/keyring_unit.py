"""`sealdesk keys unit` and `sealdesk keys hand-out`: each service's own keys, below systemd."""

import sys
from pathlib import Path

from appliance.handing_out import HANDED_OUT, hand_out
from appliance.processes.keys_unit import keys_unit
from appliance.settings.load import find_file, load


def unit(config: Path | None) -> int:
    """Print the unit."""
    file = find_file(config)
    sys.stdout.write(keys_unit(load(file), file))
    return 0


def hand_out_keys(config: Path | None, to: Path | None) -> int:
    """Hand the keys out, and say which service has which; no key is shown."""
    place = to or HANDED_OUT
    for service, names in hand_out(load(find_file(config)), place).items():
        sys.stdout.write(f"{place / service}: {', '.join(names) or 'nothing'}\n")
    return 0
