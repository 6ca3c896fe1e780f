"""`sealdesk egress unit` and `sealdesk egress nftables`: what the machine is given around the egress process."""

import re
import sys
from pathlib import Path
from typing import Final

from appliance.errors import ApplianceError
from appliance.nftables import Users, nftables_rules
from appliance.processes.units import egress_unit
from appliance.settings.load import find_file, load

_ACCOUNT: Final = re.compile(r"[a-z_][a-z0-9_-]{0,31}")


class WrongUser(ApplianceError):
    """This is no name of a system user."""

    code = "wrong_user"


def unit(config: Path | None) -> int:
    """Print the unit of the egress process."""
    file = find_file(config)
    sys.stdout.write(egress_unit(load(file), file))
    return 0


def nftables(config: Path | None, user: str, resolver: str | None) -> int:
    """Print the firewall's rules.

    Raises:
        WrongUser: this is no name of a system user.
    """
    for name in (user, resolver):
        if name is not None and not _ACCOUNT.fullmatch(name):
            raise WrongUser(f"{name!r} is no name of a system user.", "Name one that `getent passwd` lists.")
    sys.stdout.write(nftables_rules(load(find_file(config)), Users(user, resolver)))
    return 0
