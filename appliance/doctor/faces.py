"""Checks of what faces people: the portal's own socket, the chat page with its headers, the way of messages."""

import ssl

import httpx

from appliance.doctor.model import Check, NotUsed, Patient, Wrong
from appliance.places import Places
from appliance.settings.console import ConsoleSettings
from appliance.settings.service import ChatSettings

_OK = 200
_TIMEOUT = 10.0
_HEADERS = {
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}


async def _portal(patient: Patient) -> str:
    socket = Places.of(patient.settings).portal_socket
    transport = httpx.AsyncHTTPTransport(uds=str(socket))
    async with httpx.AsyncClient(transport=transport, timeout=_TIMEOUT, trust_env=False) as client:
        answer = await _get(client, "http://localhost/health")
    if answer.status_code != _OK:
        raise Wrong(f"{socket.name} answers {answer.status_code}")
    return f"{socket.name} answers from the state database: {answer.json()['chats']} chats"


async def _page(patient: Patient) -> str:
    return await _face(patient.settings.chat, "/")


async def _console(patient: Patient) -> str:
    if patient.settings.console is None:
        raise NotUsed("there is no section console: staff work cases by the command line")
    return await _face(patient.settings.console, "/sign-in")


async def _face(face: ChatSettings | ConsoleSettings, path: str) -> str:
    """Ask a page of ours as a browser does; its security headers must be there."""
    scheme = "https" if face.tls else "http"
    host = "127.0.0.1" if face.host in ("0.0.0.0", "::") else face.host  # noqa: S104 compared, never bound here
    url = f"{scheme}://{f'[{host}]' if ':' in host else host}:{face.port}{path}"
    trust = ssl.create_default_context(cafile=str(face.tls.certificate_file)) if face.tls else True
    if isinstance(trust, ssl.SSLContext):
        trust.check_hostname = False  # asked by address; the pinned certificate itself is what counts
    async with httpx.AsyncClient(timeout=_TIMEOUT, trust_env=False, verify=trust) as client:
        answer = await _get(client, url, {"host": face.public_hosts[0], "accept": "text/html"})
    if answer.status_code != _OK:
        raise Wrong(f"{url} answers {answer.status_code}")
    weak = [name for name, value in _HEADERS.items() if value not in answer.headers.get(name, "")]
    if weak:
        raise Wrong(f"{url} answers without {', '.join(weak)}")
    return f"{url} answers {answer.status_code}, {len(answer.content)} bytes, with a strict content security policy"


async def _messages(patient: Patient) -> str:
    messaging = patient.settings.messaging
    if messaging.sender == "none":
        raise NotUsed("messaging.sender is none: messages stay in the outbox")
    transport = httpx.AsyncHTTPTransport(uds=str(Places.of(patient.settings).egress_socket))
    async with httpx.AsyncClient(transport=transport, timeout=_TIMEOUT, trust_env=False) as client:
        answer = await _get(client, "http://egress/health")
    if answer.status_code != _OK or "twilio" not in answer.json().get("channels", []):
        raise Wrong("the egress process has no channel for texts")
    return "the egress process takes texts"


async def _get(client: httpx.AsyncClient, url: str, headers: dict[str, str] | None = None) -> httpx.Response:
    try:
        return await client.get(url, headers=headers)
    except httpx.HTTPError as error:
        raise Wrong(f"no answer ({type(error).__name__})") from None


PORTAL = Check("The portal process works", "sealdesk up; then read run/logs/portal.log", _portal)
PAGE = Check("The chat page answers with its security headers", "sealdesk up; check chat.host and chat.port", _page)
CONSOLE = Check(
    "The staff console answers with its security headers", "sealdesk up; check console.host and console.port", _console
)
MESSAGES = Check("Messages have a way out", "start the demo again, or check messaging in the settings", _messages)
