"""The egress process's systemd unit: its own user, the carriers' credentials and no others, and the only way out.

systemd.exec(5), systemd.resource-control(5). Addresses are not restricted here, because names lead to changing ones:
the process checks each, and `sealdesk egress nftables` restricts everybody else.
"""

import sys
from pathlib import Path
from typing import Final

from appliance.hardening import HARDENING
from appliance.places import Places
from appliance.plans import EGRESS_USER, egress_secrets
from appliance.settings.model import Settings

_RUN: Final = Path("/run")
_LIB: Final = Path("/var/lib")
_UNIT: Final = """\
# Made by `sealdesk egress unit`; change appliance.yaml and make it again.
[Unit]
Description=Sealdesk door out
After=network-online.target
Wants=network-online.target

[Service]
Type=exec
User={user}
Group={user}
{lines}
UMask=0077
Environment=SEALDESK_CONFIG={config}
ExecStart={python} -m appliance.processes.egress
Restart=always
RestartSec=1
TimeoutStopSec=30

{hardening}
PrivateDevices=yes
SystemCallArchitectures=native
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
MemoryMax=512M
MemorySwapMax=0
LimitCORE=0
LimitNOFILE=65536

[Install]
WantedBy=multi-user.target
"""


def egress_unit(settings: Settings, config: Path) -> str:
    """Return the unit."""
    lines = [*_group(settings), *_folders(settings), *_secrets(settings)]
    return _UNIT.format(
        hardening=HARDENING,
        user=settings.egress.user or EGRESS_USER,
        lines="\n".join(lines),
        config=config.absolute(),
        python=sys.executable,
    )


def _group(settings: Settings) -> list[str]:
    return [f"SupplementaryGroups={settings.egress.group}"] if settings.egress.group else []


def _folders(settings: Settings) -> list[str]:
    """Return what makes the folders of the sockets and of the audit file, or lets it write where they are."""
    places, audit = Places.of(settings), settings.egress.audit_file
    state = audit.parent if audit else places.egress_state
    kept = f"StateDirectory={state.relative_to(_LIB)}" if state.is_relative_to(_LIB) else f"ReadWritePaths={state}"
    folder = places.egress_folder
    if folder.is_relative_to(_RUN):
        return [f"RuntimeDirectory={folder.relative_to(_RUN)}", "RuntimeDirectoryMode=0711", kept]
    return [kept, f"ReadWritePaths={folder}"]


def _secrets(settings: Settings) -> list[str]:
    return [f"LoadCredential={name}:{settings.folders.secrets / name}" for name in egress_secrets(settings)]
