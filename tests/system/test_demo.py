import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.system.demo_clinic import Caller, DemoClinic

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoClinic]:
    running = DemoClinic.start(tmp_path_factory.mktemp("demo"))
    yield running
    if running.process.poll() is None:
        assert running.stop() == 0


def test_every_address_that_is_printed_shows_a_page(demo: DemoClinic) -> None:
    assert len(demo.addresses) == 5
    for address in demo.addresses:
        answer = httpx.get(address, trust_env=False, follow_redirects=True, headers={"accept": "text/html"})
        assert answer.status_code == 200
        assert "<title>" in answer.text
    assert "Maria Santos, born March 14, 1985" in demo.words


def test_the_demo_keeps_its_secrets_to_itself(demo: DemoClinic) -> None:
    assert demo.folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o377 == 0 for path in (demo.folder / "secrets").iterdir())
    state = (demo.folder / "state/state.db").read_bytes()
    assert not state.startswith(b"SQLite format 3")
    assert b"Santos" not in state


def test_a_patient_moves_a_visit_and_the_clinic_sees_it(demo: DemoClinic) -> None:
    before = demo.booked("pat-001")
    caller = Caller(demo)
    caller.say("I need to move my appointment")
    caller.prove("Maria Santos", "March 14, 1985")
    offered = [choice for choice in caller.choices if "with" in choice["label"]]
    assert 1 <= len(offered) <= 3
    caller.say(offered[0]["value"])
    assert "Done." in caller.press("Yes")
    after = demo.booked("pat-001")
    assert len(after) == len(before) == 1
    assert after != before
    caller.close()


def test_the_confirmation_arrives_in_the_outbox(demo: DemoClinic) -> None:
    caller = Caller(demo, "es")
    caller.say("quiero cancelar mi cita")
    caller.prove("Isaac Bloom", "19 de abril de 1988")
    assert "Listo." in caller.press("Sí")
    assert demo.booked("pat-015") == []
    while not (texts := demo.texts("cancelled")):
        httpx.get(demo.outbox, trust_env=False)
    assert texts[0]["body"].startswith("Maple Street Clinic: su cita del ")
    caller.close()


def test_a_terminal_holds_the_same_conversation(demo: DemoClinic) -> None:
    talk = demo.sealdesk("chat", given="when is my visit\n4\n")
    assert talk.returncode == 0
    assert "automated assistant of Maple Street Clinic" in talk.stdout
    assert "What is your full name" in talk.stdout


def test_a_wish_for_a_person_becomes_a_case_that_staff_see_and_close(demo: DemoClinic) -> None:
    caller = Caller(demo)
    caller.say("I want to talk to a person")
    listed = demo.sealdesk("cases", "list", "--as", "desk").stdout
    case = listed.split()[0]
    assert case in demo.sealdesk("cases", "show", case, "--as", "desk").stdout
    assert demo.sealdesk("cases", "close", case, "--as", "desk").stdout == "Closed.\n"
    again = demo.sealdesk("cases", "close", case, "--as", "desk")
    assert (again.returncode, "by hand by desk" in again.stderr) == (1, True)
    assert demo.texts("person_wanted")
    caller.close()


def test_staff_see_a_patients_appointments_and_the_look_is_audited(demo: DemoClinic) -> None:
    shown = demo.sealdesk("appointments", "pat-004", "--as", "desk")
    assert "Check-up" in shown.stdout
    assert demo.sealdesk("appointments", "pat-004").returncode == 2


@pytest.mark.parametrize("nobody", ["pat-999", "", "../pat-004", "pat-004?_count=9"])
def test_a_patient_who_is_not_there_is_said_to_be_not_there(demo: DemoClinic, nobody: str) -> None:
    shown = demo.sealdesk("appointments", nobody, "--as", "desk")
    assert (shown.returncode, shown.stdout) == (1, "")
    assert shown.stderr.startswith("sealdesk: ")
    assert "Traceback" not in shown.stderr


def test_the_doctor_finds_everything_well(demo: DemoClinic) -> None:
    checked = demo.sealdesk("doctor")
    assert checked.returncode == 0, checked.stdout
    assert "BAD" not in checked.stdout
    assert "head " in checked.stdout


def test_the_audit_trail_is_intact(demo: DemoClinic) -> None:
    checked = demo.sealdesk("audit", "verify", "--as", "audit")
    assert (checked.returncode, checked.stdout.startswith("Intact: ")) == (0, True)


def test_a_killed_process_is_started_again_and_the_conversation_goes_on(demo: DemoClinic) -> None:
    caller = Caller(demo)
    pid = demo.pid("portal")
    os.kill(pid, signal.SIGKILL)
    while demo.sealdesk("status").returncode != 0 or demo.pid("portal") == pid:
        assert demo.process.poll() is None
    assert "full name" in caller.say("move my visit")
    caller.close()


def test_no_log_tells_of_a_patient(demo: DemoClinic) -> None:
    logs = "".join(path.read_text() for path in (demo.folder / "run/logs").iterdir())
    assert not any(word in logs for word in ("Santos", "Bloom", "1985", "+1212555"))


def test_a_second_demo_in_the_same_folder_is_refused(demo: DemoClinic) -> None:
    command = [sys.executable, "-m", "appliance.cli.main", "demo", "--folder", str(demo.folder)]
    other = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 ours
    assert other.returncode == 1
    assert "A demo runs already" in other.stderr


def test_ctrl_c_stops_everything(demo: DemoClinic) -> None:
    pids = [demo.pid(name) for name in ("ehr", "outbox", "audit", "bridge", "portal", "egress")]
    assert demo.stop() == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
    assert demo.sealdesk("status").returncode == 2
    assert demo.sealdesk("doctor").returncode == 1
