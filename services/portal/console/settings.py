"""What the staff console has to know of its clinic and its place on the network."""

from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from services.accounts.times import SessionTimes
from services.portal.errors import WrongPortalSetting
from services.portal.settings import KEY_BYTES, Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleSettings:
    """The console's settings, checked when they are made.

    Attributes:
        clinic_name: Shown on every page, and in authenticator apps.
        zone: The clinic's time zone; every time on the pages is in it.
        key: 32 secret bytes from which the form tokens are made.
        hosts: Host names, without port, under which the console answers.
        tls: It is reached over TLS: `__Host-` cookie and HSTS.
        times: How long a session lives.
        requests: Limit for each client address.
        sign_ins: Limit of tries to sign in or to enrol for each client address.
        tick: How often a live page looks for something new.
        stream_ticks: A stream ends after so many ticks; the page resumes it.
        streams: How many live pages may be open at once.
    """

    clinic_name: str
    zone: ZoneInfo
    key: bytes = field(repr=False)
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    tls: bool = False
    times: SessionTimes = field(default_factory=SessionTimes)
    requests: Rate = field(default_factory=lambda: Rate(burst=300, per_minute=900))
    sign_ins: Rate = field(default_factory=lambda: Rate(burst=10, per_minute=6))
    tick: timedelta = timedelta(seconds=1)
    stream_ticks: int = 600
    streams: int = 100
    embed_origins: tuple[str, ...] = field(init=False, default=())
    passkeys: bool = field(init=False, default=True)

    def __post_init__(self) -> None:
        """Refuse a key of the wrong form.

        Raises:
            WrongPortalSetting: It is.
        """
        if len(self.key) != KEY_BYTES:
            raise WrongPortalSetting("key", f"has {len(self.key)} bytes", f"Give {KEY_BYTES} random bytes.")
