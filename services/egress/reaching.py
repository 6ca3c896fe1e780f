"""From a name of the allow-list to a connection: looked up once, every address checked, and one of these dialled."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from services.egress.addresses import refused
from services.egress.errors import NotReached, Refused
from services.egress.model import Destination
from services.egress.ports import Dialer, IPAddress, Resolver, Stream
from services.egress.reasons import Reason
from services.kernel.lan import Lan

_TRIES: Final = 4
"""So many of a name's addresses are dialled before the door gives up."""


async def resolved(resolver: Resolver, entry: Destination, lan: Lan) -> list[IPAddress]:
    """Look the name up; what is checked here is what is dialled.

    Raises:
        Refused: it has no address, or one of a class that is not allowed there.
    """
    try:
        addresses = list(await resolver.addresses(entry.host))
    except NotReached:
        raise Refused(Reason.NOT_RESOLVED) from None
    if wrong := refused(addresses, entry.location, lan):
        kinds = " ".join(dict.fromkeys(kind.value for kind in wrong))
        raise Refused(Reason.ADDRESS_REFUSED, classes=kinds, addresses=" ".join(map(str, addresses)))
    return addresses


async def dialled(dialer: Dialer, entry: Destination, addresses: Sequence[IPAddress]) -> Stream | None:
    """Try the checked addresses in turn; None where none of them answers."""
    for address in addresses[:_TRIES]:
        with suppress(NotReached, TimeoutError):
            async with asyncio.timeout(entry.limits.dial_seconds):
                return await dialer.dial(address, entry.port)
    return None
