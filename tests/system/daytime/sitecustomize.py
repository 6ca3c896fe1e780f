"""Lets the processes of a test live by day: they all read a clock that is so many hours behind."""

import os
from datetime import datetime, timedelta

from services.kernel import clock

_BEHIND = timedelta(hours=float(os.environ.get("SEALDESK_TEST_HOURS_BEHIND", "0")))
_now = clock.SystemClock.now


def _by_day(self: clock.SystemClock) -> datetime:
    return _now(self) - _BEHIND


clock.SystemClock.now = _by_day  # type: ignore[method-assign]  # for the whole process, which is the test's own
