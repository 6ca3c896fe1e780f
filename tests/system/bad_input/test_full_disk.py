"""A disk that takes nothing more, under a running conversation: said in words, nothing lost, and it goes on later."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.system.bad_input.page_patient import PagePatient
from tests.system.bad_input.unruly_ehr import UnrulyEhr
from tests.system.demo_clinic import DemoClinic

pytestmark = pytest.mark.timeout(180)


@contextmanager
def no_room(demo: DemoClinic) -> Iterator[None]:
    """Let the portal's process write not one more byte to any file (setrlimit(2), RLIMIT_FSIZE)."""
    pid = demo.pid("portal")
    soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_said_and_nothing_is_lost(demo: DemoClinic, ehr: UnrulyEhr, patient: PagePatient) -> None:
    portal = demo.pid("portal")
    patient.say("cancel my visit")
    patient.prove("Isaac Bloom", "April 19, 1988")
    before = [line["text"] for line in patient.everything()]
    with no_room(demo):
        for _ in range(2):
            answer = patient.post("yes")
            assert answer.status_code in (500, 503)
            assert answer.json()["problem"]
            assert "Done" not in answer.text
        assert len(ehr.booked("pat-015")) == 1
    assert [line["text"] for line in patient.everything()] == before
    assert "Done." in patient.say("yes")
    assert ehr.booked("pat-015") == []
    assert demo.pid("portal") == portal
    assert demo.sealdesk("audit", "verify", "--as", "audit").stdout.startswith("Intact: ")
