"""Probes of data on its way: every page and every peer is reached by TLS, or only within this machine."""

import asyncio
import ipaddress
import ssl
import warnings
from typing import Final
from urllib.parse import urlsplit

from compliance.probes.model import CannotTell, Figure, NotShown, Probe
from compliance.probes.subject import Face, Subject

_SECONDS: Final = 10.0
_GOOD: Final = ("TLSv1.2", "TLSv1.3")
_LISTENS_TO_ALL: Final = ("0.0.0.0", "::")  # noqa: S104 compared, never bound here


async def _faces(subject: Subject) -> Figure:
    if not subject.faces:
        raise CannotTell("no page is served")
    told = [f"{face.name} {await _how(face)}" for face in subject.faces]
    return Figure("; ".join(told))


async def _how(face: Face) -> str:
    """Return how a page of ours is reached.

    Raises:
        NotShown: in the clear, from other machines; or by an old version of TLS.
    """
    if face.certificate is None:
        if not _here(face.host):
            raise NotShown(f"{face.name} answers other machines in the clear at {face.host}:{face.port}")
        return "within this machine, behind a proxy with TLS" if face.behind_tls else "within this machine only"
    version, cipher = await _connect(face, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.MAXIMUM_SUPPORTED)
    if version not in _GOOD:
        raise NotShown(f"{face.name} agreed on {version}")
    if await _takes_old(face):
        raise NotShown(f"{face.name} also takes TLS 1.1")
    return f"by {version}, {cipher}; TLS 1.1 refused"


async def _connect(face: Face, least: ssl.TLSVersion, most: ssl.TLSVersion) -> tuple[str, str]:
    host = "127.0.0.1" if face.host in _LISTENS_TO_ALL else face.host
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # an old version is asked for, to see it refused
        context = ssl.create_default_context(cafile=str(face.certificate))
        context.check_hostname = False  # asked by address; the pinned certificate itself is what counts
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        context.minimum_version, context.maximum_version = least, most
    try:
        opening = asyncio.open_connection(host, face.port, ssl=context, server_hostname=host)
        _, writer = await asyncio.wait_for(opening, _SECONDS)
    except (OSError, TimeoutError) as error:
        raise CannotTell(f"{face.name} does not answer ({type(error).__name__})") from None
    found = writer.get_extra_info("ssl_object")
    version, cipher = found.version(), found.cipher()[0]
    writer.close()
    return version, cipher


async def _takes_old(face: Face) -> bool:
    try:
        await _connect(face, ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1)
    except CannotTell:
        return False
    return True


def _here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")  # RFC 6761, 6.3


async def _peers(subject: Subject) -> Figure:
    clear = [peer.name for peer in subject.peers if not _safe(peer.url)]
    if clear:
        raise NotShown(f"reached in the clear: {', '.join(clear)}")
    for peer in subject.peers:
        found = subject.checked.get(peer.tried)
        if found is None or found.grade == "bad":
            raise CannotTell(
                f"{peer.name} could not be tried: {found.evidence if found else 'the doctor was not asked'}"
            )
    told = [f"{peer.name} {'within this machine' if _local(peer.url) else 'by TLS'}" for peer in subject.peers]
    return Figure("; ".join(told) or "there are no peers")


def _safe(url: str) -> bool:
    return urlsplit(url).scheme in ("https", "smtps", "unix") or _local(url)


def _local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "unix" or _here(parts.hostname or "")


FACES: Final = Probe(
    "transport.faces",
    "No page of ours is served in the clear to other machines",
    "a real connection to each page: the TLS version and cipher it agreed on, and whether TLS 1.1 is refused",
    "openssl s_client -connect HOST:PORT -tls1_1",
    "Set tls for the page, or let it listen on loopback behind a proxy with TLS.",
    _faces,
)
PEERS: Final = Probe(
    "transport.peers",
    "Nothing is sent to another machine in the clear",
    "the address of each system that the appliance talks to, and whether a real connection to it came about",
    "sealdesk doctor; sealdesk egress test --as NAME",
    "Use https addresses; see docs/runbooks/ehr-down.md where nothing answers.",
    _peers,
)
TRANSPORT: Final = (FACES, PEERS)
