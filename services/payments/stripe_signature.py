"""Whether a webhook message is Stripe's: `Stripe-Signature: t=<seconds>,v1=<hex>`, HMAC-SHA256 over "t.body".

Several v1 signatures may stand there while a secret is rolled; any other scheme is ignored, so that nobody can choose a
weaker one. The time must lie within the tolerance on both sides. Source: Stripe, "Check the webhook signatures".
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from services.payments.errors import SignatureRefused

TOLERANCE = timedelta(minutes=5)
_LONGEST = 4096
_TIME = re.compile(r"[0-9]{1,12}")
_HEX = re.compile(r"[0-9a-f]{64}")


def require_signature(body: bytes, header: str, secrets: Sequence[str], now: datetime) -> None:
    """Believe the message, or refuse it.

    Args:
        body: The raw bytes that were received; nothing may have been trimmed or decoded.
        header: The header `Stripe-Signature`.
        secrets: The endpoint's signing secrets: one, or two while one is being replaced.
        now: The present instant.

    Raises:
        SignatureRefused: no fitting signature, or one from another time.
    """
    signed_at, signatures = _parts(header)
    given = [signature.encode() for signature in signatures if _HEX.fullmatch(signature)]
    wanted = [signature_of(body, signed_at, secret).encode() for secret in secrets]
    # Every pair is compared, in constant time each, so that the answer's time tells nothing of which one fits.
    fits = [hmac.compare_digest(one, other) for one in given for other in wanted]
    if not any(fits) or abs(now.timestamp() - int(signed_at)) > TOLERANCE.total_seconds():
        raise SignatureRefused


def signature_of(body: bytes, signed_at: str, secret: str) -> str:
    """Return the v1 signature of a message: lower-case hexadecimal."""
    return hmac.new(secret.encode(), signed_at.encode() + b"." + body, hashlib.sha256).hexdigest()


def _parts(header: str) -> tuple[str, list[str]]:
    if len(header) > _LONGEST:
        raise SignatureRefused
    pairs = [item.split("=", 1) for item in header.split(",")]
    times = [pair[1] for pair in pairs if len(pair) == 2 and pair[0] == "t"]  # noqa: PLR2004 a name and a value
    if not times or not _TIME.fullmatch(times[0]):
        raise SignatureRefused
    return times[0], [pair[1] for pair in pairs if len(pair) == 2 and pair[0] == "v1"]  # noqa: PLR2004 as above
