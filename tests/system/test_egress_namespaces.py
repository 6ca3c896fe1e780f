"""What leaves the machine, seen from outside: a door, a service and a world, each in a network namespace of its own.

Needs Linux with `unshare` and iproute2, as root or where users may make namespaces. Every frame is counted.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from appliance.audit_file import verify_file
from services.egress.baa import BaaRecord, sign
from tests.system.egress.names import (
    ALLOWED,
    CLINIC,
    EHR,
    INSIDE,
    NAME_SERVER,
    NEED,
    REBOUND,
    UNCOVERED,
    UNLISTED,
    VENDOR,
)

ROOT = Path(__file__).parents[2]
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
RECORD = BaaRecord(
    id="baa-1",
    vendor=NEED.vendor,
    products=(NEED.product,),
    counterparty="Harborbook Software, Inc.",
    effective=date(2020, 1, 1),
    expires=date(2120, 1, 1),
    document_sha256="0f" * 32,
    approver="compliance.officer",
)
EVERYTHING: list[dict[str, Any]] = [
    {"host": ALLOWED, "port": 443},
    {"host": REBOUND, "port": 443},
    {"host": REBOUND, "port": 443},
    {"host": CLINIC, "port": 443},
    {"host": ALLOWED, "port": 8443},
    {"host": UNLISTED, "port": 443},
    {"host": UNCOVERED, "port": 443},
    {"host": VENDOR, "port": 443},
    {"host": INSIDE, "port": 443},
    {"host": ALLOWED, "port": 443, "sni": UNLISTED},
]


@dataclass(frozen=True)
class Scene:
    """What a service was told at the door, what it got without it, every frame, and what was recorded."""

    told: list[dict[str, str]]
    directly: str
    frames: dict[str, int]
    audited: list[dict[str, Any]]


def play(mode: str, folder: Path) -> Scene:
    """Play one scene: everything is asked for at a door that is stock, or open as its clinic wants it."""
    public = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    (folder / "approver.pub").write_bytes(public)
    (folder / "agreements").mkdir()
    (folder / "agreements" / "baa-1.json").write_bytes(sign(RECORD, KEY).text())
    command = ["unshare", "-rnm", sys.executable, "-m", "tests.system.egress.world", mode, str(folder)]
    done = subprocess.run(  # noqa: S603 our own words
        [*command, json.dumps(EVERYTHING)], cwd=ROOT, check=False, capture_output=True, text=True, timeout=90
    )
    assert done.returncode == 0, done.stderr
    audit = folder / f"{mode}.audit"
    assert verify_file(audit).intact
    lines = [json.loads(line) for line in audit.read_text().splitlines()]
    return Scene(**json.loads(done.stdout), audited=lines)


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return play("stock", tmp_path_factory.mktemp("stock"))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return play("open", tmp_path_factory.mktemp("open"))


def test_stock_lets_no_packet_out_not_even_a_question_for_a_name(stock: Scene) -> None:
    assert stock.frames == {}
    assert {answer["status"] for answer in stock.told} == {"403"}


def test_without_the_door_a_service_reaches_nothing(stock: Scene, opened: Scene) -> None:
    assert stock.directly == opened.directly == "ENETUNREACH"


def test_an_allowed_host_is_reached_and_so_is_the_clinics_own_by_its_entry(opened: Scene) -> None:
    assert opened.told[0] == {"status": "200", "said": "good day"}
    assert opened.told[3] == {"status": "200", "said": "good day"}


def test_a_name_rebound_to_the_inside_is_refused_the_second_time(opened: Scene) -> None:
    assert opened.told[1:3] == [
        {"status": "200", "said": "good day"},
        {"status": "403", "reason": "address_refused"},
    ]


def test_all_else_is_refused(opened: Scene) -> None:
    assert [answer["reason"] for answer in opened.told[4:9]] == [
        "port_not_allowed",
        "unknown_host",
        "baa_missing",
        "not_a_name",
        "not_a_name",
    ]
    assert "UNRECOGNIZED_NAME" in opened.told[9]["said"]


def test_no_frame_went_anywhere_but_to_the_name_server_and_what_is_allowed(opened: Scene) -> None:
    to = {where for where in opened.frames if where != "protocol 0x806"}
    assert to == {f"udp {NAME_SERVER}:53", f"tcp {VENDOR}:443", f"tcp {EHR}:443"}


def test_each_request_and_each_refusal_is_on_record(stock: Scene, opened: Scene) -> None:
    assert [record["action"] for record in stock.audited] == ["egress.refused"] * len(EVERYTHING)
    actions = [record["action"] for record in opened.audited]
    assert actions.count("egress.opened") == actions.count("egress.closed") == 3
    assert actions.count("egress.refused") == len(EVERYTHING) - 3
