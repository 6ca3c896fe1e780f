"""What leaves the machine, seen from outside: the appliance's own processes on a machine of its own, beside a world.

Each is in a network namespace. Needs Linux with `unshare` and iproute2, as root or where users may make namespaces.
Every frame is counted, from before there is a cable.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from appliance.audit_file import verify_file
from tests.system.egress.names import (
    ALLOWED,
    CLINIC,
    EHR,
    FHIR,
    FHIR_PORT,
    INSIDE,
    NAME_SERVER,
    REBOUND,
    UNCOVERED,
    UNLISTED,
    VENDOR,
)

ROOT = Path(__file__).parents[2]
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
    chat: str = ""
    bridge: str = ""
    held: str = ""

    @property
    def asked(self) -> list[dict[str, Any]]:
        """What was recorded of requests."""
        return [record for record in self.audited if record["action"].startswith("egress.")]


def play(mode: str, folder: Path) -> Scene:
    """Play one scene with the appliance's own processes: stock, shut, or open as its clinic wants it."""
    command = ["unshare", "-rnm", sys.executable, "-m", "tests.system.egress.world", mode, str(folder)]
    done = subprocess.run(  # noqa: S603 our own words
        [*command, json.dumps(EVERYTHING)], cwd=ROOT, check=False, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    audit = folder / "state-egress/egress-audit.jsonl"
    assert verify_file(audit).intact
    lines = [json.loads(line) for line in audit.read_text().splitlines()]
    return Scene(**json.loads(done.stdout), audited=lines)


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return play("stock", tmp_path_factory.mktemp("stock"))


@pytest.fixture(scope="module")
def shut(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return play("shut", tmp_path_factory.mktemp("shut"))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return play("open", tmp_path_factory.mktemp("open"))


def test_a_stock_appliance_lets_no_packet_out_while_a_patient_writes(stock: Scene) -> None:
    assert stock.chat == "200"
    assert stock.frames == {}
    assert {answer["status"] for answer in stock.told} == {"no door"}


def test_a_shut_door_lets_no_packet_out_not_even_a_question_for_a_name(shut: Scene) -> None:
    assert shut.frames == {}
    assert {answer["status"] for answer in shut.told} == {"403"}
    assert {answer["reason"] for answer in shut.told} == {
        "class_off",
        "port_not_allowed",
        "unknown_host",
        "not_a_name",
    }


def test_without_the_door_a_service_reaches_nothing(stock: Scene, shut: Scene, opened: Scene) -> None:
    assert stock.directly == shut.directly == opened.directly == "ENETUNREACH"


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


def test_another_name_in_the_greeting_is_refused(opened: Scene) -> None:
    assert "UNRECOGNIZED_NAME" in opened.told[9]["said"]
    assert [record["body"].get("reason") for record in opened.asked].count("name_differs") == 1


def test_a_bridge_without_a_network_reads_the_scheduling_system_beyond(opened: Scene) -> None:
    assert opened.bridge == "NotFound"
    fhir = [record for record in opened.asked if record["body"].get("destination") == "fhir"]
    assert fhir
    assert {record["actor_id"] for record in fhir} == {"sealdesk-bridge"}


def test_an_agreement_that_expires_cuts_an_open_tunnel_of_the_running_process_within_a_minute(opened: Scene) -> None:
    assert opened.held == "open, cut, baa_expired"
    ends = [record["body"]["reason"] for record in opened.asked if record["action"] == "egress.closed"]
    assert "baa_expired" in ends


def test_no_frame_went_anywhere_but_to_the_name_server_and_what_is_allowed(opened: Scene) -> None:
    to = {where for where in opened.frames if where != "protocol 0x806"}
    assert to == {f"udp {NAME_SERVER}:53", f"tcp {VENDOR}:443", f"tcp {VENDOR}:{FHIR_PORT}", f"tcp {EHR}:443"}


def test_each_request_and_each_refusal_is_on_record(stock: Scene, shut: Scene, opened: Scene) -> None:
    assert stock.asked == []
    assert [record["action"] for record in shut.asked] == ["egress.refused"] * len(EVERYTHING)
    asked = [record for record in opened.asked if record["body"].get("host") != FHIR]
    actions = [record["action"] for record in asked]
    assert actions.count("egress.opened") == actions.count("egress.closed") == 3
    assert actions.count("egress.refused") == len(EVERYTHING) - 3
