"""The systemd unit that opens the keyring at start and hands each service its own keys (systemd.exec(5))."""

import sys
from pathlib import Path
from typing import Final

from appliance.handing_out import HANDED_OUT
from appliance.hardening import HARDENING
from appliance.places import Places
from appliance.secret_files import SecretFiles
from appliance.settings.model import Settings
from services.keys.keyring import place_of

_BEFORE: Final = ("sealdesk-audit", "sealdesk-gateway", "sealdesk-egress")
_UNIT: Final = """\
# Made by `sealdesk keys unit`; change appliance.yaml and make it again.
[Unit]
Description=Sealdesk keys: the keyring opened, each service's own keys apart
Before={before}
RequiresMountsFor={folders}

[Service]
Type=oneshot
RemainAfterExit=yes
RuntimeDirectory={runtime}
RuntimeDirectoryMode=0700
UMask=0077
{credential}Environment=SEALDESK_CONFIG={config}
ExecStart={python} -m appliance.cli.main keys hand-out
ReadWritePaths={written}
DevicePolicy=closed
DeviceAllow=/dev/tpmrm0 rw

{hardening}
CapabilityBoundingSet=CAP_CHOWN CAP_DAC_OVERRIDE CAP_FOWNER
PrivateNetwork=yes
RestrictAddressFamilies=AF_UNIX
SystemCallArchitectures=native
MemorySwapMax=0
LimitCORE=0

[Install]
WantedBy=multi-user.target
"""


def keys_unit(settings: Settings, config: Path) -> str:
    """Return the unit's text: root, the TPM and the folders whose files a change of keys may have to finish."""
    places, secrets = Places.of(settings), settings.folders.secrets
    written = (secrets, places.state, places.ledger, places.data_keys_file.parent)
    return _UNIT.format(
        before=" ".join(f"{name}.service" for name in _BEFORE),
        folders=" ".join(str(folder) for folder in written),
        runtime=HANDED_OUT.name,
        credential=_credential(secrets),
        config=config.absolute(),
        python=sys.executable,
        written=" ".join(f"-{folder}" for folder in written),
        hardening=HARDENING,
    )


def _credential(secrets: Path) -> str:
    """Return the line that gives the unit what seals the keyring, where that is a credential of systemd."""
    keyring = SecretFiles(secrets).keyring_file
    place = place_of(keyring) if keyring.exists() else None
    if place is None or place.kind != "credential":
        return ""
    return f"LoadCredentialEncrypted={place.where['name']}\n"
