"""Browsers in which a person has signed in before, by a cookie that only we can make and that names nobody.

OWASP, "Slow Down Online Guessing Attacks with Device Cookies". An entry is `NONCE.MAC`. Its key comes from what the
account keeps secret, the second factor and the password's hash, so a new invitation makes every entry worthless.
Several people share a front desk's browser, so the cookie holds the entries of the last few.
"""

import hashlib
import hmac
import secrets
from typing import Final

from services.accounts.model import Account

MOST: Final = 16
"""People whom one browser is known for; an entry has 57 characters."""
_NONCE_BYTES: Final = 9
_MAC_HEX: Final = 44
_BETWEEN: Final = "~"


def known_device(cookie: str, account: Account) -> str | None:
    """Return the name of this browser among the account's, None where its person has not signed in there."""
    for entry in cookie.split(_BETWEEN)[:MOST]:
        nonce, _, mac = entry.partition(".")
        if nonce and hmac.compare_digest(_mac(nonce, account).encode(), mac.encode()):
            return nonce
    return None


def with_device(cookie: str, account: Account) -> str:
    """Return the cookie with a new entry for this account, which it had just proven to be the person's."""
    others = [entry for entry in cookie.split(_BETWEEN) if entry and known_device(entry, account) is None]
    nonce = secrets.token_urlsafe(_NONCE_BYTES)
    return _BETWEEN.join([f"{nonce}.{_mac(nonce, account)}", *others][:MOST])


def _mac(nonce: str, account: Account) -> str:
    key = hashlib.sha256(f"sealdesk device {account.id} {account.secret} {account.password}".encode()).digest()
    return hmac.new(key, nonce.encode(), hashlib.sha256).hexdigest()[:_MAC_HEX]
