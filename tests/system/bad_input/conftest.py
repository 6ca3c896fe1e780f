from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.system.bad_input.page_patient import PagePatient
from tests.system.bad_input.unruly_ehr import UnrulyEhr
from tests.system.demo_clinic import DemoClinic

_ROOMY = {
    "SEALDESK_CHAT__REQUESTS_PER_MINUTE": "60000",
    "SEALDESK_CHAT__NEW_CHATS_PER_MINUTE": "6000",
    "SEALDESK_CHAT__MESSAGES_PER_MINUTE": "600",
    "SEALDESK_IDENTITY__TRIES_PER_PERSON": "50",
    "SEALDESK_IDENTITY__TRIES_PER_ADDRESS": "10000",
}
"""All tests come from one address; the limits themselves have tests of their own."""

NewPatient = Callable[[], PagePatient]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoClinic]:
    """The demo clinic, running as a person starts it."""
    with pytest.MonkeyPatch.context() as environment:
        for name, value in _ROOMY.items():
            environment.setenv(name, value)
        running = DemoClinic.start(tmp_path_factory.mktemp("demo"))
    yield running
    if running.process.poll() is None:
        assert running.stop() == 0


@pytest.fixture
def ehr(demo: DemoClinic) -> Iterator[UnrulyEhr]:
    """The demo's EHR as new, with a hand on its traps."""
    unruly = UnrulyEhr(demo.clinic.removesuffix("clinic"))
    unruly.reset()
    yield unruly
    unruly.clear()


@pytest.fixture
def new_patient(demo: DemoClinic) -> Iterator[NewPatient]:
    """Browsers at the chat page, each with a chat of its own."""
    with ExitStack() as opened:
        yield lambda: opened.enter_context(PagePatient(demo)).open()


@pytest.fixture
def patient(new_patient: NewPatient) -> PagePatient:
    return new_patient()
