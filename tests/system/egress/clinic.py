"""The appliance of the world's clinic: its settings in three modes, its keys, and an agreement on record."""

import base64
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from appliance.secret_files import create_missing_keys
from services.egress.baa import BaaRecord, sign
from tests.system.egress.names import ALLOWED, CLINIC, FHIR, FHIR_PORT, NEED, REBOUND, UNCOVERED

_KEY: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
_COVERED: Final = {"vendor": NEED.vendor, "product": NEED.product}
_ENTRIES: Final[list[dict[str, Any]]] = [
    {"name": "harborbook", "host": ALLOWED, "baa": _COVERED},
    {"name": "rebound", "host": REBOUND, "baa": _COVERED},
    {"name": "pelican", "host": UNCOVERED, "baa": {"vendor": "Pelican", "product": "EHR"}},
    {"name": "ehr", "host": CLINIC, "location": "lan"},
    {"name": "fhir", "host": FHIR, "port": FHIR_PORT, "baa": _COVERED},
]


def write_clinic(mode: str, folder: Path, authority: Path) -> Path:
    """Write everything that the appliance reads: `stock`, `shut` (destinations, their class is off) or `open`."""
    public = _KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    (folder / "agreements").mkdir()
    (folder / "agreements" / "baa-1.json").write_bytes(sign(_record(), _KEY).text())
    (folder / "state-egress").mkdir(mode=0o700)
    (folder / "state").mkdir(mode=0o700)
    create_missing_keys(folder / "secrets")
    system = {"base_url": f"https://{FHIR}:{FHIR_PORT}/fhir", "ca_file": str(authority)}
    settings: dict[str, Any] = {
        "clinic": {"name": "Maple Street Clinic", "phone": "+1 212 555 0100", "zone": "America/Chicago"},
        "scheduling_system": {"base_url": "http://127.0.0.1:9/fhir"} if mode == "stock" else system,
        "folders": {name: str(folder / name) for name in ("state", "run", "secrets")},
    }
    if mode != "stock":
        settings["egress"] = {
            "systems_of_record": mode == "open",
            "destinations": _ENTRIES,
            "agreements": {
                "folder": str(folder / "agreements"),
                "approvers": [base64.b64encode(public).decode("ascii")],
            },
        }
    file = folder / "appliance.yaml"
    file.write_text(yaml.safe_dump(settings))
    return file


def expire_agreement(folder: Path) -> None:
    """Put in place of the agreement on record one whose last day is over."""
    signed = sign(_record(expires=date(2020, 12, 31)), _KEY).text()
    (folder / "agreements" / "baa-1.json").write_bytes(signed)


def _record(expires: date = date(2120, 1, 1)) -> BaaRecord:
    return BaaRecord(
        id="baa-1",
        vendor=NEED.vendor,
        products=(NEED.product,),
        counterparty="Harborbook Software, Inc.",
        effective=date(2020, 1, 1),
        expires=expires,
        document_sha256="0f" * 32,
        approver="compliance.officer",
    )
