"""What the chat page has to know about its clinic and its place on the network."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from services.kernel.language import Language
from services.portal.errors import WrongPortalSetting

KEY_BYTES = 32
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?")
_HOST = re.compile(r"[a-z0-9.-]+|\[[0-9a-f:]+\]")


@dataclass(frozen=True, slots=True)
class Rate:
    """A token bucket: `burst` at once, then `per_minute` on average."""

    burst: int
    per_minute: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalSettings:
    """The chat page's settings, checked when they are made.

    Attributes:
        clinic_name: As patients know it.
        zone: The clinic's time zone; every time on the page is in it.
        key: 32 secret bytes which seal the visit cookie. A new key forgets all open chats.
        clinic_phone: Number of the front desk as people write it, or None.
        emergency_number: Number to call in an emergency.
        default_language: Used when the browser asks for none of ours.
        hosts: Host names, without port, under which the page answers.
        tls: The page is reached over TLS (ours or a proxy's): `__Host-` cookie and HSTS.
        embed_origins: Web sites that may show the page in an iframe; none by default.
        message_limit: Longest message in characters.
        requests: Limit for each client address.
        openings: Limit of new chats for each client address.
        messages: Limit of messages for each chat.
        hold: How long a form post waits for its answer before the page says it is still working.
        heartbeat: Pause after which a silent stream sends a comment, so that proxies keep it open.
        stream_beats: A stream ends after so many waits; the browser resumes it by itself.
        streams_per_chat: Streams one chat can have open (tabs).
    """

    clinic_name: str
    zone: ZoneInfo
    key: bytes = field(repr=False)
    clinic_phone: str | None = None
    emergency_number: str = "911"
    default_language: Language = Language.EN
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    tls: bool = False
    embed_origins: tuple[str, ...] = ()
    passkeys: bool = field(init=False, default=False)
    message_limit: int = 2_000
    requests: Rate = Rate(burst=120, per_minute=300)
    openings: Rate = Rate(burst=20, per_minute=4)
    messages: Rate = Rate(burst=12, per_minute=30)
    hold: timedelta = timedelta(seconds=10)
    heartbeat: timedelta = timedelta(seconds=15)
    stream_beats: int = 240
    streams_per_chat: int = 6

    def __post_init__(self) -> None:
        """Refuse what would weaken the page.

        Raises:
            WrongPortalSetting: A key, host or origin of the wrong form.
        """
        if len(self.key) != KEY_BYTES:
            raise WrongPortalSetting("key", f"has {len(self.key)} bytes", f"Give {KEY_BYTES} random bytes.")
        for host in self.hosts:
            if not _HOST.fullmatch(host):
                raise WrongPortalSetting("hosts", f"has {host!r}", "Give host names in lower case, without port.")
        for origin in self.embed_origins:
            if not _ORIGIN.fullmatch(origin):
                raise WrongPortalSetting(
                    "embed_origins", f"has {origin!r}", "Give origins like https://www.example.org, without a path."
                )
