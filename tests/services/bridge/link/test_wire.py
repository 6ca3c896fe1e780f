import inspect

import pytest

from services.bridge.link.wire import FAILURE, METHODS, Failure, error_of, failure_of
from services.scheduling.errors import ERROR_CODES, NotPermitted, Refused, SchedulingError, SystemBusy
from services.scheduling.ports import SchedulingSystem


def test_every_method_of_the_port_crosses_with_its_own_arguments() -> None:
    public = {name: value for name, value in vars(SchedulingSystem).items() if not name.startswith("_")}
    assert set(METHODS) == set(public)
    for name, method in METHODS.items():
        assert list(method.names) == list(inspect.signature(public[name]).parameters)[1:]


@pytest.mark.parametrize("code", sorted(ERROR_CODES))
def test_every_error_survives_the_way(code: str) -> None:
    sent = ERROR_CODES[code]("What happened.", "What to do.")
    got = error_of(FAILURE.validate_json(FAILURE.dump_json(failure_of(sent))))
    assert type(got) is type(sent)
    assert (got.what, got.do) == ("What happened.", "What to do.")


def test_what_an_error_adds_survives_too() -> None:
    refused = error_of(failure_of(NotPermitted("a", "b", "invalid_scope")))
    assert isinstance(refused, Refused)
    assert refused.rule == "invalid_scope"
    busy = error_of(failure_of(SystemBusy("a", "b", 12.5)))
    assert isinstance(busy, SystemBusy)
    assert busy.retry_after == 12.5


def test_a_code_nobody_knows_is_nothing() -> None:
    assert error_of(Failure("from_the_future", "a")) is None


def test_only_writes_are_marked_as_such() -> None:
    assert {name for name, method in METHODS.items() if method.writes} == {"hold", "move", "book", "cancel", "release"}
    assert issubclass(ERROR_CODES["refused"], SchedulingError)
