"""The ledger's side: asks witnesses on the LAN, or by files, to cosign its checkpoint, and keeps what they signed.

No name is resolved and nothing outside private networks is asked: an address is an IP of the LAN or a socket.
"""

import http.client
import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from services.audit.checkpoint import Checkpoint
from services.audit.errors import AuditError
from services.audit.notes import Key, Note, Verifier
from services.audit.tiles import Load, TileReader
from services.audit.tree import consistency_proof
from services.audit.witness import LARGEST, SIZE_TYPE, Status, Submission, cosignatures
from services.signing.verifiers import verifier_of
from services.witness.errors import WitnessAddress, WitnessAway, WitnessError, WitnessRefused

PATIENCE: Final = 5.0
"""Seconds until a witness counts as away."""
_UNIX: Final = "unix:"


class _SocketConnection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: str) -> None:
        super().__init__("witness", timeout=PATIENCE)
        self._path = path

    def connect(self) -> None:
        """Open the socket."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(PATIENCE)
        self.sock.connect(self._path)


def require_address(address: str) -> None:
    """Refuse an address that is no socket and no IP address of a private network.

    Raises:
        WitnessAddress: it is none of these.
    """
    if address.startswith(f"{_UNIX}/"):
        return
    try:
        parts = urlsplit(address)
        ip, port = ipaddress.ip_address(parts.hostname or ""), parts.port
    except ValueError:
        raise WitnessAddress(address) from None
    near = ip.is_private or ip.is_loopback
    plain = parts.path in {"", "/"} and not parts.query and not parts.username
    if parts.scheme != "http" or not near or ip.is_unspecified or not port or not plain:
        raise WitnessAddress(address)


@dataclass(frozen=True, slots=True)
class Peer:
    """A witness: where it listens, and the key that its cosignatures are checked with."""

    address: str
    key: Key

    def post(self, body: bytes) -> tuple[int, bytes, str]:
        """Send a submission; return status, body and type of the answer.

        Raises:
            WitnessAddress: the address is none that may be asked.
            WitnessAway: nobody answers.
        """
        require_address(self.address)
        connection = self._connection()
        try:
            connection.request("POST", "/add-checkpoint", body, {"Content-Type": "text/plain; charset=utf-8"})
            answer = connection.getresponse()
            return answer.status, answer.read(LARGEST), answer.getheader("Content-Type", "")
        except (OSError, http.client.HTTPException):
            raise WitnessAway(self.address) from None
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        if self.address.startswith(_UNIX):
            return _SocketConnection(self.address.removeprefix(_UNIX))
        parts = urlsplit(self.address)
        return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)


def submission(note: Note, old: int, load: Load) -> Submission:
    """Return what a witness that saw `old` entries last is asked; `load` reads the log's tiles.

    Raises:
        TreeUnreadable: a tile is missing, or the witness saw more entries than there are.
    """
    size = Checkpoint.of(note).size
    return Submission(old, tuple(consistency_proof(old, size, TileReader(size, load))), note)


def cosigned(note: Note, peer: Peer, load: Load, old: int = 0) -> Note:
    """Return the checkpoint with one witness's cosignature; `old` is what it saw last, as far as is known.

    Raises:
        WitnessError: it is away, or refuses.
        AuditError: its answer is no signature of its key, or it saw another log.
    """
    verifier, size = verifier_of(peer.key), Checkpoint.of(note).size
    for _ in range(2):
        status, body, kind = peer.post(submission(note, old, load).encode())
        if status == Status.COSIGNED:
            return cosignatures(body, note, [verifier])
        there = body.decode(errors="replace").strip()
        behind = status == Status.CONFLICT and kind == SIZE_TYPE and there.isdecimal() and int(there) <= size
        if not behind or int(there) == old:
            raise WitnessRefused(peer.key.name, status)
        old = int(there)
    raise WitnessRefused(peer.key.name, status)


@dataclass(frozen=True, slots=True)
class Round:
    """What came of asking every witness: the checkpoint with what was signed, and who did not, with the reason."""

    note: Note
    signed: tuple[str, ...]
    failed: tuple[tuple[str, WitnessError | AuditError], ...]


def ask(note: Note, peers: Sequence[Peer], load: Load, last: Note | None = None) -> Round:
    """Ask every witness; `last` is the checkpoint that they cosigned before (`log/witnessed`)."""
    signed: list[str] = []
    failed: list[tuple[str, WitnessError | AuditError]] = []
    for peer in peers:
        try:
            note = cosigned(note, peer, load, _last_size(last, verifier_of(peer.key)))
        except (WitnessError, AuditError) as error:
            failed.append((peer.key.name, error))
        else:
            signed.append(peer.key.name)
    return Round(note, tuple(signed), tuple(failed))


def _last_size(last: Note | None, verifier: Verifier) -> int:
    whose = verifier.key.name, verifier.key.id
    if last is None or whose not in {(one.name, one.key_id) for one in last.signatures}:
        return 0
    return Checkpoint.of(last).size
