"""For every test: examples have no time limit; a busy machine is no fault of the code; events say what they must."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.doubles.audit_facts import held_to_the_table

settings.register_profile("untimed", parent=settings.default, deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True, scope="session")
def _events_say_what_they_must() -> Iterator[None]:
    with held_to_the_table():
        yield
