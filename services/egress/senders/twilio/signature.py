"""Whether a call to our webhook is Twilio's: X-Twilio-Signature, an HMAC over the address and the form.

Source: https://www.twilio.com/docs/usage/security#validating-requests. The form's names and values are joined without
anything between them, so the signature alone does not say where a name ends: read the form with `inbound.single` and
insist on every field that is needed, as `inbound.text_of` does.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class TwilioSignature:
    """Checks signatures with the account's token, and while it is being changed with the secondary one too."""

    tokens: tuple[str, ...] = field(repr=False)

    def __post_init__(self) -> None:
        if not self.tokens or not all(self.tokens):
            raise ValueError("Twilio's signatures are checked with a token; without one, open no webhook.")

    def holds_form(self, url: str, fields: Fields, signature: str) -> bool:
        """Tell whether a form was signed. `url` is the public address, with its query, as Twilio called it."""
        # Compared with every signature that would be right; none is left out, so that the time tells nothing.
        given = signature.encode()
        right = [
            hmac.compare_digest(given, signed(token, address, fields))
            for token in self.tokens
            for address in addresses(url)
        ]
        return any(right)


def signed(token: str, url: str, fields: Fields) -> bytes:
    """Return the signature of an address and a form; a name that stands twice counts with each value once."""
    pairs = sorted(set(fields))
    text = url + "".join(name + value for name, value in pairs)
    return base64.b64encode(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest())


def addresses(url: str) -> tuple[str, ...]:
    """Return the address without and with its port: Twilio signs either."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")
    name = host[2].partition(":")[0]
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return (_at(parts, f"{host[0]}{host[1]}{name}"), _at(parts, f"{host[0]}{host[1]}{name}:{port}"))


def _at(parts: SplitResult, netloc: str) -> str:
    return parts._replace(netloc=netloc).geturl()
