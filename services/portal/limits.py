"""Token buckets: how often one client may do something."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

from services.kernel.clock import Clock
from services.portal.errors import TooFast
from services.portal.settings import Rate

_KEPT = 20_000
_IPV6_SITE = 64


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: datetime


class Limit:
    """One rate for many keys. Keeps the latest 20,000 keys, so memory is bounded."""

    def __init__(self, name: str, rate: Rate, clock: Clock) -> None:
        self._name = name
        self._rate = rate
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, key: str) -> None:
        """Take one token of `key`.

        Raises:
            TooFast: None is left; its `wait` says when the next one comes.
        """
        now = self._clock.now()
        bucket = self._buckets.setdefault(key, _Bucket(self._rate.burst, now))
        self._buckets.move_to_end(key)
        if len(self._buckets) > _KEPT:
            self._buckets.popitem(last=False)
        per_second = self._rate.per_minute / 60
        gained = max(0.0, (now - bucket.filled_at).total_seconds()) * per_second
        bucket.tokens = min(float(self._rate.burst), bucket.tokens + gained)
        bucket.filled_at = now
        if bucket.tokens < 1:
            raise TooFast(f"The limit of {self._name} is reached.", timedelta(seconds=(1 - bucket.tokens) / per_second))
        bucket.tokens -= 1


def client_key(address: str) -> str:
    """Return what stands for one client: an IPv4 address, or the /64 that one IPv6 site has to itself."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(IPv6Network((parsed, _IPV6_SITE), strict=False))
