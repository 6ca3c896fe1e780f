"""Who may talk to a Unix socket: the socket's mode decides first, then the kernel's word on who connected.

SO_PEERCRED (unix(7)) names the user of the process that called connect(2); a wrong mode, or a socket that was moved,
then still lets nobody else in.
"""

import asyncio
import logging
import os
import socket
import struct
from collections.abc import Callable
from typing import Any, Final

from uvicorn.protocols.http.auto import AutoHTTPProtocol

from appliance.accounts import members

_LOG = logging.getLogger(__name__)
_CREDENTIALS: Final = struct.Struct("3i")
_ROOT: Final = 0


def callers(gid: int | None) -> frozenset[int]:
    """Return who may call: our own user, root, and the members of a group."""
    ours = {_ROOT, os.geteuid()}
    return frozenset(ours | members(gid) if gid is not None else ours)


def peer_of(transport: asyncio.BaseTransport) -> int | None:
    """Return the user at the other end of a Unix socket; None where it is none."""
    end = transport.get_extra_info("socket")
    if end is None or end.family != socket.AF_UNIX:
        return None
    with socket.socket(fileno=os.dup(end.fileno())) as same:
        raw = same.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    uid: int = _CREDENTIALS.unpack(raw)[1]
    return uid


def only_for(
    uids: frozenset[int],
    refused: Callable[[int | None], None] | None = None,
    most: int | None = None,
    each: int | None = None,
) -> type[asyncio.Protocol]:
    """Return uvicorn's HTTP protocol, which hangs up on every other user before a byte is read.

    Requests find the user in their state as `peer`; `refused` is told it, for an audit trail. At most `most`
    connections are open at once, `each` of them by one user; further ones are hung up on, so that no caller can use
    up the process's files, nor the places of the others.
    """
    open_now: dict[object, int | None] = {}

    class OnlyFor(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
        """Uvicorn's own, behind the check."""

        def connection_made(self, transport: Any) -> None:  # noqa: ANN401 uvicorn's signature
            """Look who connected."""
            super().connection_made(transport)
            peer = peer_of(transport)
            mine = sum(one == peer for one in open_now.values())
            free = (most is None or len(open_now) < most) and (each is None or mine < each)
            if peer in uids and free:
                open_now[self] = peer
                self.app_state: dict[str, Any] = {**self.app_state, "peer": peer}
                return
            transport.abort()
            if peer in uids:
                _LOG.warning("a connection was refused: as many are open as there may be")
                return
            _LOG.warning("a connection of another user was refused")
            if refused is not None:
                refused(peer)

        def connection_lost(self, exc: Exception | None) -> None:
            """Give the place back."""
            open_now.pop(self, None)
            super().connection_lost(exc)

    return OnlyFor
