"""Nothing of a patient in logs, file names, addresses or readable files, whatever went right or wrong before."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.system.bad_input.conftest import NewPatient
from tests.system.bad_input.page_patient import PagePatient
from tests.system.bad_input.unruly_ehr import UnrulyEhr
from tests.system.demo_clinic import DemoClinic

pytestmark = pytest.mark.timeout(180)

FREE_TEXT = "my zebrafinch is ill, so I want to move my appointment"
SECRETS = ("maria", "santos", "1985", "march 14", "03-14", "0101", "dental", "zebrafinch")


@pytest.fixture(scope="module")
def code() -> list[str]:
    return []


def a_story_with_mishaps(ehr: UnrulyEhr, patient: PagePatient, code: list[str]) -> list[str]:
    """Live through a wrong code, a malformed answer, a move and a refused form; return the addresses seen."""
    before = len(patient.demo.texts("code"))
    patient.say(FREE_TEXT)
    patient.say("Maria Santos, March 14, 1985")
    right = patient.next_code(before)
    patient.say("000000" if right != "000000" else "000001")
    ehr.trap("malformed-json", type="Slot")
    patient.say(right)
    ehr.clear()
    code.append(right)
    patient.press("Try again")
    ehr.trap("drop-after", 1, method="PUT", type="Appointment")
    offered = [each["value"] for each in patient.choices if " with " in each["label"]]
    patient.say(offered[0])
    patient.press("Yes")
    ehr.clear()
    patient.http.post("/chat/message", data={"text": FREE_TEXT, "token": "x", "form_id": "Maria Santos"})
    patient.http.get("/chat/Santos")
    page = patient.http.get("/chat")
    return [str(page.url), page.text.partition("<ol")[0], *(line["calendar"] or "" for line in patient.lines)]


def readable(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield every file of the demo with its content as text."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield path, path.read_bytes().decode("latin-1")


def test_nothing_of_a_patient_is_in_logs_names_addresses_or_files(
    demo: DemoClinic, ehr: UnrulyEhr, new_patient: NewPatient, code: list[str]
) -> None:
    addresses = a_story_with_mishaps(ehr, new_patient(), code)
    secrets = (*SECRETS, *code)
    for address in addresses:
        assert not any(secret in address.lower() for secret in secrets), address
    seen = 0
    for path, content in readable(demo.folder):
        assert not any(secret in str(path).lower() for secret in secrets if not secret.isdigit()), path
        if path.suffix == ".log":
            found = [secret for secret in secrets if secret in content.lower()]
            assert found == [], path
            assert "Traceback" not in content, path
            seen += 1
        if "state" in path.parts:
            assert not any(secret in content.lower() for secret in ("santos", "zebrafinch", "dental cleaning")), path
    assert seen >= 4


def test_the_demos_own_pages_are_the_only_ones_that_show_texts(demo: DemoClinic) -> None:
    """The outbox is the demo's stand-in for a telephone; the chat page and its health say nothing."""
    for path in ("", "healthz", "chat", "chat/stream"):
        shown = httpx.get(f"{demo.chat}{path}", trust_env=False).text.lower()
        assert not any(secret in shown for secret in ("santos", "zebrafinch", "dental"))
