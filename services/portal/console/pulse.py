"""What a live page shows, in short: the page and its stream compare it, so that no change between the two is lost."""

import hashlib

from services.kernel.errors import SealdeskError
from services.portal.console.section import Call, Page


async def pulse_of(page: Page, call: Call) -> object:
    """Return what the page shows, in short; where it cannot be told now, it stays as it is."""
    try:
        return await page.pulse(call) if page.pulse else None
    except SealdeskError as error:
        return type(error).__name__


def digest(shown: object) -> str:
    """Return what stands for it in an address: it tells nothing."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]
