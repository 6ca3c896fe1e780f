"""The service itself: chat page, identity check, messages, folders."""

import re
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator

from appliance.settings.section import Section

_HOUR = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_SOONEST, _FARTHEST = 2, 336
_ORIGIN = r"https?://[a-z0-9.-]+(:[0-9]{1,5})?"


class Tls(Section):
    """The chat page's certificate."""

    certificate_file: Path = Field(description="PEM certificate chain.")
    key_file: Path = Field(description="PEM private key, readable by the portal's user alone.")


class ChatSettings(Section):
    """The patient chat page."""

    host: str = Field("127.0.0.1", description="Address to listen on; loopback behind a reverse proxy.")
    port: int = Field(8080, ge=1, le=65535, description="Port to listen on.")
    public_hosts: tuple[str, ...] = Field(
        ("localhost", "127.0.0.1"), min_length=1, description="Host names under which patients reach the page."
    )
    tls: Tls | None = Field(None, description="Certificate; null where a reverse proxy on this machine ends TLS.")
    behind_tls: bool = Field(
        default=False, description="A reverse proxy ends TLS: cookies are marked Secure and HSTS is sent."
    )
    embed_origins: tuple[str, ...] = Field(
        (), description="Web sites that may show the chat in an iframe, such as https://www.example.org."
    )
    keep_hours: int = Field(24, ge=1, le=720, description="Hours after its last message at which a chat is deleted.")
    message_limit: int = Field(2000, ge=200, le=10_000, description="Longest message, in characters.")
    failed_turns: int = Field(2, ge=1, le=5, description="Turns not understood after which a person takes over.")
    messages_per_minute: int = Field(30, ge=5, le=600, description="Messages one chat may send in a minute.")
    new_chats_per_minute: int = Field(4, ge=1, le=6000, description="Chats one address may open in a minute.")
    requests_per_minute: int = Field(300, ge=30, le=600_000, description="Requests one address may make in a minute.")

    @model_validator(mode="after")
    def _origins_are_origins(self) -> "ChatSettings":
        for origin in self.embed_origins:
            if not re.fullmatch(_ORIGIN, origin):
                msg = "embed_origins takes origins such as https://www.example.org, without a path"
                raise ValueError(msg)
        return self


class IdentitySettings(Section):
    """The identity check: name and birth date, then a one-time code to the phone on file."""

    tries_per_chat: int = Field(4, ge=1, le=10, description="Names and birth dates that one chat may try.")
    tries_per_person: int = Field(
        5, ge=1, le=50, description="Tries for one name and birth date in an hour, in all chats."
    )
    tries_per_address: int = Field(30, ge=1, le=10_000, description="Tries from one network address in an hour.")
    wrong_codes: int = Field(3, ge=1, le=10, description="Wrong codes after which a person takes over.")
    code_minutes: int = Field(10, ge=2, le=60, description="Minutes for which a one-time code is good.")
    verified_minutes: int = Field(30, ge=5, le=240, description="Silent minutes after which the code is asked again.")


class UnaskedSettings(Section):
    """When and how often a patient may be texted without having asked."""

    not_before: str = Field("08:00", pattern=_HOUR, description="Earliest time of day, where the patient is.")
    not_after: str = Field("21:00", pattern=_HOUR, description="Latest time of day, where the patient is.")
    reminders_per_day: int = Field(1, ge=1, le=5, description="Reminders and offers one number may get in a day.")
    reminders_per_week: int = Field(3, ge=1, le=20, description="The same in any seven days.")
    bills_per_day: int = Field(1, ge=1, le=5, description="Texts about fees one number may get in a day.")
    bills_per_week: int = Field(3, ge=1, le=20, description="The same in any seven days.")

    @model_validator(mode="after")
    def _the_law_leaves_less_room(self) -> "UnaskedSettings":
        if not "08:00" <= self.not_before < self.not_after <= "21:00":
            msg = "not_before comes before not_after, and both lie between 08:00 and 21:00 (47 CFR 64.1200(c)(1))"
            raise ValueError(msg)
        return self


class MessagingSettings(Section):
    """Where text messages go."""

    sender: Literal["none", "egress"] = Field(
        "none",
        description="`none` keeps messages in the outbox; `egress` sends them by the channels of the section egress.",
    )
    mail: Literal["none", "relay", "notice"] = Field(
        "none",
        description="Mail to patients with an address on file: `none`; `relay` confirms a change that is done, with an "
        "entry for the calendar, by the clinic's relay in egress.smtp; `notice` sends fixed words and a link to the "
        "chat, with nothing about the change, by egress.sendgrid.",
    )
    inbound: Literal["poll", "webhook"] = Field(
        "poll",
        description="How patients' texts come in: `poll` asks the carrier and opens no port; `webhook` lets it call.",
    )
    poll_seconds: float = Field(
        0.7,
        ge=0.5,
        le=300,
        description="Seconds from one question to the carrier for texts to the next; more than 0.7 delays STOP.",
    )
    webhook_url: str | None = Field(
        None,
        pattern=r"^https://[A-Za-z0-9.-]+(:[0-9]{1,5})?/hooks/texts$",
        description="The public address of the webhook for texts, just as it stands in the carrier's console: "
        "https://HOST/hooks/texts, HOST being one of chat.public_hosts.",
    )
    reminder_hours: tuple[int, ...] = Field(
        (),
        max_length=4,
        description="Hours before a visit at which patients are reminded, such as [72, 24]; empty: never.",
    )
    unasked: UnaskedSettings = Field(
        default_factory=UnaskedSettings, description="When and how often a patient may be texted unasked."
    )

    @field_validator("reminder_hours")
    @classmethod
    def _hours_are_some_time_before(cls, hours: tuple[int, ...]) -> tuple[int, ...]:
        if any(not _SOONEST <= each <= _FARTHEST for each in hours) or len(set(hours)) != len(hours):
            msg = "takes whole hours from 2 to 336, each once"
            raise ValueError(msg)
        return hours

    @model_validator(mode="after")
    def _calls_need_an_address(self) -> "MessagingSettings":
        if self.inbound == "webhook" and (self.webhook_url is None or self.sender != "egress"):
            msg = "inbound: webhook needs webhook_url, and sender: egress"
            raise ValueError(msg)
        return self


class Folders(Section):
    """Folders on this machine."""

    state: Path = Field(Path("/var/lib/sealdesk"), description="The encrypted databases; back this up.")
    run: Path = Field(Path("/run/sealdesk"), description="Unix sockets and process ids.")
    secrets: Path = Field(
        Path("/etc/sealdesk/secrets"),
        description="Secret files, where systemd gives none ($CREDENTIALS_DIRECTORY goes first).",
    )

    @field_validator("state", "run", "secrets")
    @classmethod
    def _not_where_a_command_happens_to_run(cls, folder: Path) -> Path:
        if not folder.is_absolute():
            msg = "a folder is written from the root, such as /var/lib/sealdesk"
            raise ValueError(msg)
        return folder
