"""Asks the kernel how well its clock is kept (adjtimex(2)); nothing is changed."""

import ctypes
from typing import Final

from compliance.probes.subject import ClockState

_UNSYNC: Final = 0x0040
_ERROR: Final = 5
_MICROSECONDS: Final = 1_000_000


class _Timex(ctypes.Structure):
    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_byte * 512),
    )


def kernel_clock() -> ClockState:
    """Return what the kernel says.

    Raises:
        OSError: there is no such call here, or it is refused.
    """
    timex = _Timex(modes=0)
    state = ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.byref(timex))
    if state < 0:
        raise OSError(ctypes.get_errno(), "adjtimex")
    kept = state != _ERROR and not timex.status & _UNSYNC
    return ClockState(kept, timex.maxerror / _MICROSECONDS)
