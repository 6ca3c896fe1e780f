"""DBOS's log lines carry a place and a type, never a text."""

import logging

import pytest

from services.durable.quiet import LOGGER, hush


def test_a_line_is_reduced_to_place_and_type(caplog: pytest.LogCaptureFixture) -> None:
    hush()
    hush()
    logger = logging.getLogger(LOGGER)
    try:
        int("Maria")
    except ValueError:
        logger.exception("Workflow of Maria failed: %s", "Maria")
    logger.warning("Database connection failed: Maria")
    logger.info("Maria")
    lines = [record.getMessage() for record in caplog.records]
    assert lines == [
        "The durable runtime reports ValueError in test_quiet.test_a_line_is_reduced_to_place_and_type.",
        "The durable runtime reports a problem in test_quiet.test_a_line_is_reduced_to_place_and_type.",
    ]
    assert "Maria" not in caplog.text
