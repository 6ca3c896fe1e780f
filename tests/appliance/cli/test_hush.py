import logging

import pytest

from appliance.cli.hush import hushed


def test_the_log_is_quiet_within_and_as_before_behind(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("tests.hush")

    def said() -> list[str]:
        return [record.getMessage() for record in caplog.records]

    def checking() -> None:
        with hushed():
            log.warning("a check's own noise")
            log.error("an error")
            raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        checking()
    log.warning("afterwards")
    assert said() == ["an error", "afterwards"]


def test_one_within_another_leaves_what_was(caplog: pytest.LogCaptureFixture) -> None:
    with hushed():
        with hushed():
            pass
        logging.getLogger("tests.hush").warning("still quiet")
    assert not caplog.records
