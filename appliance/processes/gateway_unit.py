"""The gateway's systemd unit: its own user, the secrets it needs and no others, no network where none is needed.

systemd.exec(5). Unix sockets work without a network, so a gateway between two of them gets none (PrivateNetwork).
"""

import sys
from pathlib import Path
from typing import Final

from appliance.addresses import gateway_listen, gateway_secrets, gateway_upstream
from appliance.hardening import HARDENING
from appliance.places import Places
from appliance.plans import GATEWAY_MEMORY, GATEWAY_USER
from appliance.settings.model import Settings

_RUN: Final = Path("/run")
_LIB: Final = Path("/var/lib")
_UNIT: Final = """\
# Made by `sealdesk gateway unit`; change appliance.yaml and make it again.
[Unit]
Description=Sealdesk redacting gateway
After=network.target

[Service]
Type=exec
User={user}
Group={user}
{lines}
UMask=0077
Environment=SEALDESK_CONFIG={config} {memory}
ExecStart={python} -m appliance.processes.gateway
Restart=always
RestartSec=1
TimeoutStopSec=30

{hardening}
PrivateDevices=yes
SystemCallArchitectures=native
MemoryMax=512M
MemorySwapMax=0
LimitCORE=0
LimitNOFILE=65536

[Install]
WantedBy=multi-user.target
"""


def gateway_unit(settings: Settings, config: Path) -> str:
    """Return the unit."""
    lines = [*_groups(settings), *_folders(settings), *_secrets(settings), *_network(settings)]
    return _UNIT.format(
        hardening=HARDENING,
        user=settings.gateway.user or GATEWAY_USER,
        lines="\n".join(lines),
        config=config.absolute(),
        memory=" ".join(f"{name}={value}" for name, value in GATEWAY_MEMORY.items()),
        python=sys.executable,
    )


def _groups(settings: Settings) -> list[str]:
    return [f"SupplementaryGroups={settings.gateway.group}"] if settings.gateway.group else []


def _folders(settings: Settings) -> list[str]:
    """Return what makes the folders of the socket and of the audit file, or lets it write where they are."""
    listen = gateway_listen(settings)
    audit = settings.gateway.audit_file
    state = audit.parent if audit else Places.of(settings).gateway_state
    lines = [f"StateDirectory={state.relative_to(_LIB)}"] if state.is_relative_to(_LIB) else [f"ReadWritePaths={state}"]
    if not listen.startswith("unix:"):
        return lines
    folder = Path(listen.removeprefix("unix:")).parent
    if folder.is_relative_to(_RUN) and folder != _RUN:
        return [f"RuntimeDirectory={folder.relative_to(_RUN)}", "RuntimeDirectoryMode=0711", *lines]
    return [*lines, f"ReadWritePaths={folder}"]


def _secrets(settings: Settings) -> list[str]:
    return [f"LoadCredential={name}:{settings.folders.secrets / name}" for name in gateway_secrets(settings) if name]


def _network(settings: Settings) -> list[str]:
    ends = (gateway_listen(settings), gateway_upstream(settings) or "", settings.gateway.transcriber or "unix:")
    if all(end.startswith("unix:") for end in ends):
        return ["PrivateNetwork=yes", "RestrictAddressFamilies=AF_UNIX"]
    lines = ["RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6"]
    return [*lines, "IPAddressDeny=any", "IPAddressAllow=localhost"] if _stays_here(ends) else lines


def _stays_here(ends: tuple[str, ...]) -> bool:
    """Tell whether every address is of this machine."""
    hosts = {end.partition("://")[2] or end for end in ends if not end.startswith("unix:")}
    return all(host.startswith(("127.0.0.1", "localhost", "[::1]")) for host in hosts)
