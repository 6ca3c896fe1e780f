import logging
import sys

import pytest

from appliance.processes.quiet_logs import QuietFormatter

PATIENT = "Maria Santos"


def line(name: str, message: str, *values: object, raised: bool = False) -> str:
    info = None
    if raised:
        try:
            int(PATIENT)
        except ValueError:
            info = sys.exc_info()
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, message, values, info)
    return QuietFormatter().format(record)


def test_our_own_words_and_values_are_kept() -> None:
    assert line("services.durable", "Workflow %s does not move.", "op_1").endswith("Workflow op_1 does not move.")


def test_an_exception_is_told_by_type_and_place_only() -> None:
    told = line("uvicorn.error", "Exception in ASGI application", raised=True)
    assert PATIENT not in told
    assert "ValueError at " in told
    assert "test_quiet_logs.py:" in told


@pytest.mark.parametrize("name", ["asyncio", "uvicorn.error", "dbos"])
def test_of_other_libraries_only_the_first_line_is_kept(name: str) -> None:
    told = line(name, f"Task exception was never retrieved\nfuture: <Task exception=ValueError('{PATIENT}')>")
    assert told.endswith("Task exception was never retrieved")


def test_an_empty_message_is_no_error() -> None:
    assert "ERROR asyncio" in line("asyncio", "")


def test_the_record_itself_is_left_as_it_is() -> None:
    record = logging.LogRecord("asyncio", logging.ERROR, __file__, 1, "one\ntwo", (), None)
    QuietFormatter().format(record)
    assert record.getMessage() == "one\ntwo"
