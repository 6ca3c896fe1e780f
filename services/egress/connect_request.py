"""The one request that the door takes: CONNECT with a host and a port (RFC 9110 section 9.3.6)."""

import re
from dataclasses import dataclass
from typing import Final

from services.egress.errors import Refused
from services.egress.reasons import SENTENCES, Reason

LARGEST_HEAD: Final = 8 * 1024
HEAD_END: Final = b"\r\n\r\n"
ESTABLISHED: Final = b"HTTP/1.1 200 Connection established\r\n\r\n"

_LINE: Final = re.compile(rb"CONNECT ([A-Za-z0-9.\-]{1,253}):([1-9][0-9]{0,4}) HTTP/1\.[01]")
_FIELD: Final = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*")
_BODY_FIELDS: Final = (b"content-length:", b"transfer-encoding:")

_STATUS: Final = {
    Reason.WRONG_REQUEST: ("400 Bad Request", "http_request_error"),
    Reason.TOO_SLOW: ("408 Request Timeout", "http_request_error"),
    Reason.TOO_MANY: ("503 Service Unavailable", "connection_limit_reached"),
    Reason.NOT_AUDITED: ("503 Service Unavailable", "proxy_internal_error"),
    Reason.NOT_RESOLVED: ("502 Bad Gateway", "dns_error"),
    Reason.ADDRESS_REFUSED: ("403 Forbidden", "destination_ip_prohibited"),
}
_DENIED: Final = ("403 Forbidden", "http_request_denied")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a service wants to go; the host in lower case, as it was written otherwise."""

    host: str
    port: int


def parse_head(head: bytes) -> Target:
    """Read a request's head, up to and with its empty line.

    Raises:
        Refused: it is not a CONNECT with an exact host and port, or announces a body.
    """
    line, *fields = head.removesuffix(HEAD_END).split(b"\r\n")
    found = _LINE.fullmatch(line)
    sound = all(_FIELD.fullmatch(field) and not field.lower().startswith(_BODY_FIELDS) for field in fields)
    if found is None or not sound:
        raise Refused(Reason.WRONG_REQUEST)
    return Target(found[1].decode().lower(), int(found[2]))


def refusal(reason: Reason) -> bytes:
    """Return the answer to a request that is refused: its status, Proxy-Status (RFC 9209) and what to do."""
    status, kind = _STATUS.get(reason, _DENIED)
    body = f"{reason}: {' '.join(SENTENCES[reason])}\n".encode()
    head = (
        f"HTTP/1.1 {status}\r\n"
        f'Proxy-Status: sealdesk; error={kind}; details="{reason}"\r\n'
        "Content-Type: text/plain; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\n"
        "Connection: close\r\n\r\n"
    )
    return head.encode() + body


_ALERTS: Final = {
    Reason.NOT_REACHED: 80,
    Reason.NAME_MISSING: 112,
    Reason.NAME_DIFFERS: 112,
    Reason.NAME_HIDDEN: 112,
    Reason.NOT_TLS: 10,
    Reason.HELLO_MALFORMED: 50,
    Reason.HELLO_TOO_LARGE: 47,
}
_ACCESS_DENIED: Final = 49


def alert(reason: Reason) -> bytes:
    """Return the fatal TLS alert (RFC 8446 section 6.2) that tells a client of a refusal after its greeting."""
    return bytes((21, 3, 3, 0, 2, 2, _ALERTS.get(reason, _ACCESS_DENIED)))
