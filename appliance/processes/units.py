"""systemd units of the audit process, the gateway and the door: a user of their own, their secrets, what they reach.

systemd.exec(5), systemd.resource-control(5). The model servers' units, with their devices, are `appliance.model.units`.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from appliance.addresses import gateway_listen, gateway_secrets, gateway_upstream
from appliance.handing_out import KEYS_UNIT, where_from
from appliance.hardening import HARDENING
from appliance.places import Places
from appliance.plans import AUDIT_USER, EGRESS_USER, GATEWAY_MEMORY, GATEWAY_USER, egress_secrets
from appliance.secret_files import LEDGER_KEYS
from appliance.settings.model import Settings

_RUN: Final = Path("/run")
_LIB: Final = Path("/var/lib")
_UNIT: Final = """\
# Made by `sealdesk {verb} unit`; change appliance.yaml and make it again.
[Unit]
Description={description}
{after}

[Service]
Type=exec
User={user}
Group={user}
{lines}
UMask=0077
Environment={environment}
ExecStart={python} -m {module}
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


@dataclass(frozen=True, slots=True)
class Unit:
    """What one process's unit says that the other's does not.

    `folder` is where its sockets are, None where it has none; `state` is where its files are, each in a folder.
    """

    verb: str
    description: str
    module: str
    user: str
    group: str | None
    folder: Path | None
    state: tuple[Path, ...]
    secrets: tuple[str, ...]
    network: tuple[str, ...]
    after: tuple[str, ...] = ("After=network.target",)
    environment: Mapping[str, str] = field(default_factory=dict)

    def written(self, settings: Settings, config: Path) -> str:
        """Return the file's text."""
        environment = {"SEALDESK_CONFIG": config.absolute(), **self.environment}
        return _UNIT.format(
            verb=self.verb,
            description=self.description,
            after="\n".join((*self.after, *self._after_keys(settings))),
            user=self.user,
            lines="\n".join([*self._groups(), *self._folders(), *self._secrets(settings), *self.network]),
            environment=" ".join(f"{name}={value}" for name, value in environment.items()),
            python=sys.executable,
            module=self.module,
            hardening=HARDENING,
        )

    def _groups(self) -> list[str]:
        return [f"SupplementaryGroups={self.group}"] if self.group else []

    def _folders(self) -> list[str]:
        """Return what makes the folders of the sockets and of its files, or lets it write where they are."""
        made, written = [], []
        if self.folder is not None:
            if self.folder.is_relative_to(_RUN) and self.folder != _RUN:
                made += [f"RuntimeDirectory={self.folder.relative_to(_RUN)}", "RuntimeDirectoryMode=0711"]
            else:
                written.append(f"ReadWritePaths={self.folder}")
        for folder in self.state:
            if folder.is_relative_to(_LIB) and folder != _LIB:
                made.append(f"StateDirectory={folder.relative_to(_LIB)}")
            else:
                written.append(f"ReadWritePaths={folder}")
        return [*made, *written]

    def _secrets(self, settings: Settings) -> list[str]:
        place = where_from(settings, self.verb)
        return [f"LoadCredential={name}:{place / name}" for name in self.secrets]

    def _after_keys(self, settings: Settings) -> list[str]:
        """Return what waits for the keys to be handed out, where a keyring wraps them."""
        if not self.secrets or where_from(settings, self.verb) == settings.folders.secrets:
            return []
        return [f"After={KEYS_UNIT}", f"Requires={KEYS_UNIT}"]


def audit_unit(settings: Settings, config: Path) -> str:
    """Return the audit process's unit: the ledger's keys and no others, its two folders, and no network at all."""
    places = Places.of(settings)
    return Unit(
        verb="audit",
        description="Sealdesk audit ledger",
        module="appliance.processes.audit",
        user=settings.audit.user or AUDIT_USER,
        group=settings.audit.group,
        folder=places.audit_folder,
        state=(places.ledger, places.data_keys_file.parent),
        secrets=LEDGER_KEYS,
        network=("StateDirectoryMode=0700", "PrivateNetwork=yes", "RestrictAddressFamilies=AF_UNIX"),
    ).written(settings, config)


def egress_unit(settings: Settings, config: Path) -> str:
    """Return the egress process's unit: the carriers' credentials and no others, and the only way out.

    Addresses are not restricted here, because names lead to changing ones: the process checks each, and
    `sealdesk egress nftables` restricts everybody else.
    """
    places, egress = Places.of(settings), settings.egress
    return Unit(
        verb="egress",
        description="Sealdesk door out",
        module="appliance.processes.egress",
        user=egress.user or EGRESS_USER,
        group=egress.group,
        folder=places.egress_folder,
        state=(egress.audit_file.parent if egress.audit_file else places.egress_state,),
        after=("After=network-online.target sealdesk-audit.service", "Wants=network-online.target"),
        secrets=egress_secrets(settings),
        network=("RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK",),
    ).written(settings, config)


def gateway_unit(settings: Settings, config: Path) -> str:
    """Return the gateway's unit: no network where none is needed, because Unix sockets work without one."""
    gateway, listen = settings.gateway, gateway_listen(settings)
    return Unit(
        verb="gateway",
        description="Sealdesk redacting gateway",
        module="appliance.processes.gateway",
        user=gateway.user or GATEWAY_USER,
        group=gateway.group,
        folder=Path(listen.removeprefix("unix:")).parent if listen.startswith("unix:") else None,
        state=(gateway.audit_file.parent if gateway.audit_file else Places.of(settings).gateway_state,),
        after=("After=network.target sealdesk-audit.service",),
        secrets=tuple(name for name in gateway_secrets(settings) if name),
        network=_gateway_network((listen, gateway_upstream(settings) or "", gateway.transcriber or "unix:")),
        environment=GATEWAY_MEMORY,
    ).written(settings, config)


def _gateway_network(ends: tuple[str, ...]) -> tuple[str, ...]:
    if all(end.startswith("unix:") for end in ends):
        return "PrivateNetwork=yes", "RestrictAddressFamilies=AF_UNIX"
    families = "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6"
    return (families, "IPAddressDeny=any", "IPAddressAllow=localhost") if _stays_here(ends) else (families,)


def _stays_here(ends: tuple[str, ...]) -> bool:
    """Tell whether every address is of this machine."""
    hosts = {end.partition("://")[2] or end for end in ends if not end.startswith("unix:")}
    return all(host.startswith(("127.0.0.1", "localhost", "[::1]")) for host in hosts)
