"""Tries a destination as it would be used, and says nothing: allow-list, name, address, TLS, certificate."""

import asyncio
import ssl
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from services.egress.errors import NotReached, NotTrusted
from services.egress.guard import Guard, Line
from services.egress.model import Destination

_LONGEST_LINE: Final = 1024
_MOST_LINES: Final = 64


class Manner(StrEnum):
    """How TLS begins there."""

    TLS = "tls"
    STARTTLS = "starttls"
    """After a mail relay's greeting (RFC 3207)."""
    PLAIN = "plain"
    """Not at all: a stand-in on this machine."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What to try: an entry, how TLS begins, and who is believed."""

    entry: Destination
    manner: Manner
    tls: ssl.SSLContext


async def probe(guard: Guard, trial: Trial) -> str:
    """Return the evidence that a destination can be used now; the connection is on record as any other.

    Raises:
        Refused: the door stays shut.
        NotReached: nobody answers, or not as was expected.
        NotTrusted: the certificate is not believed.
    """
    entry = trial.entry
    line = await guard.reach(entry.host, entry.port)
    try:
        async with asyncio.timeout(entry.limits.hello_seconds):
            return await _spoken(line, trial)
    except ssl.SSLError as error:
        raise NotTrusted(getattr(error, "verify_message", "") or error.reason or "TLS failed") from None
    except (TimeoutError, OSError, EOFError):
        raise _silent("does not speak TLS as was expected") from None
    finally:
        guard.end(line)


async def _spoken(line: Line, trial: Trial) -> str:
    _, writer = line.stream
    address = writer.get_extra_info("peername")[0]
    if trial.manner is Manner.PLAIN:
        return f"{address} answers, in plain HTTP on this machine"
    if trial.manner is Manner.STARTTLS:
        await _greeted(line)
    await writer.start_tls(trial.tls, server_hostname=trial.entry.host)
    secure = writer.get_extra_info("ssl_object")
    return f"{address} answers by {secure.version()}; {_certificate(secure.getpeercert())}"


async def _greeted(line: Line) -> None:
    await _reply(line, "220")
    line.stream[1].write(b"EHLO sealdesk\r\n")
    offers = await _reply(line, "250")
    if "STARTTLS" not in {offer.upper().strip() for offer in offers}:
        raise _silent("offers no STARTTLS")
    line.stream[1].write(b"STARTTLS\r\n")
    await _reply(line, "220")


async def _reply(line: Line, code: str) -> list[str]:
    """Read a mail relay's reply (RFC 5321 section 4.2) and return its lines without their code."""
    found = []
    for _ in range(_MOST_LINES):
        text = (await line.stream[0].readline())[:_LONGEST_LINE].decode("ascii", "replace")
        if not text.startswith(code):
            raise _silent("does not answer as a mail relay")
        found.append(text[len(code) + 1 :])
        if text[len(code) : len(code) + 1] != "-":
            return found
    raise _silent("does not end its answer")


def _silent(what: str) -> NotReached:
    return NotReached(f"An allowed destination {what}.", "Check its host, port and kind of TLS.")


def _certificate(certificate: Any) -> str:  # noqa: ANN401 what ssl returns
    """Say who issued a certificate that is believed, and until when it is good."""
    issuer = {key: value for part in certificate.get("issuer", ()) for key, value in part}
    name = issuer.get("organizationName") or issuer.get("commonName") or "an unnamed CA"
    return f"its certificate is of {name}, good until {certificate.get('notAfter', '?')}"
