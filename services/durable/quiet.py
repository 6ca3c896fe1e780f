"""Keeps DBOS's log lines free of payloads: which kind of problem and where in DBOS, never its text."""

import logging

LOGGER = "dbos"


class PlaceOnly(logging.Filter):
    """Drops what is below a warning, and rewrites the rest to level, place and error type."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; DBOS formats errors, and so possibly values, into its messages."""
        if record.levelno < logging.WARNING:
            return False
        problem = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else "a problem"
        record.msg = "The durable runtime reports %s in %s.%s."
        record.args = (problem, record.module, record.funcName)
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def hush() -> None:
    """Put the filter on DBOS's logger, and keep DBOS from adding a console handler of its own."""
    logger = logging.getLogger(LOGGER)
    if not any(isinstance(known, PlaceOnly) for known in logger.filters):
        logger.addFilter(PlaceOnly())
        logger.addHandler(logging.NullHandler())
