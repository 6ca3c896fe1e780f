"""A clock that the control plane can move, so that tests and demonstrations can choose the present."""

from datetime import datetime, timedelta

from services.kernel.clock import Clock, SystemClock


class SettableClock:
    """Follows another clock until it is set; a set clock stands still until it is advanced or released."""

    def __init__(self, base: Clock | None = None) -> None:
        self._base = base or SystemClock()
        self._fixed: datetime | None = None

    def now(self) -> datetime:
        """Return the chosen instant, or the base clock's."""
        return self._fixed or self._base.now()

    def set(self, moment: datetime) -> None:
        """Stand still at an aware instant."""
        self._fixed = moment

    def advance(self, seconds: float) -> None:
        """Stand still `seconds` after the present instant."""
        self._fixed = self.now() + timedelta(seconds=seconds)

    def release(self) -> None:
        """Follow the base clock again."""
        self._fixed = None
