"""The redacting gateway as a process of the appliance. See docs/how-to/run-the-gateway.md."""

from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Final, Literal

from pydantic import Field, model_validator

from appliance.settings.section import Section

_FILE: Final = r"^[\w.-]+$"
_ACCOUNT: Final = r"^[a-z_][a-z0-9_-]{0,31}$"
_LISTEN: Final = r"^(unix:/[^\s?#]+|\[[0-9a-fA-F:]+\]:\d{1,5}|[\w.-]+:\d{1,5})$"
_SERVER: Final = r"^(unix:/[^\s?#]+|https?://[^\s?#]+)$"
_MIB: Final = 1024 * 1024


class RosterFrom(StrEnum):
    """Where the clinic's patients come from."""

    EHR = "ehr"
    FILE = "file"
    NONE = "none"


class UntilLoaded(StrEnum):
    """What happens to calls before the first roster is there."""

    REFUSE = "refuse"
    SERVE = "serve"


class RosterSettings(Section):
    """The clinic's own patients: whoever is known is found however they are written."""

    source: RosterFrom = Field(
        RosterFrom.EHR,
        description="`ehr` lists the patients of the scheduling system through the bridge; `file` reads JSON lines; "
        "`none` finds names by the words around them alone.",
    )
    file: Path | None = Field(None, description="JSON lines of patients, where source is `file`.")
    every_minutes: int = Field(60, ge=1, le=1440, description="Minutes between two lists of all patients.")
    until_loaded: UntilLoaded = Field(
        UntilLoaded.REFUSE,
        description="Before the first list is there: `refuse` every call, or `serve` with lower recall.",
    )
    most: int = Field(500_000, ge=1, le=5_000_000, description="A list with more patients is not taken.")

    @model_validator(mode="after")
    def _a_file_has_a_name(self) -> "RosterSettings":
        if self.source is RosterFrom.FILE and self.file is None:
            msg = "file is needed where source is file"
            raise ValueError(msg)
        return self


class CallLimits(Section):
    """The caps of one call; what is beyond them is refused, never cut."""

    body_bytes: int = Field(_MIB, ge=1024, le=64 * _MIB, description="Bytes of a request's body.")
    audio_bytes: int = Field(25 * _MIB, ge=1024, le=512 * _MIB, description="Bytes of a recording.")
    reply_bytes: int = Field(4 * _MIB, ge=1024, le=64 * _MIB, description="Bytes of a model server's answer.")
    messages: int = Field(512, ge=1, le=10_000, description="Messages in a request.")
    text_characters: int = Field(200_000, ge=100, le=5_000_000, description="Characters of one text.")
    tools: int = Field(128, ge=0, le=1000, description="Tools in a request.")
    tokens: int = Field(8192, ge=1, le=131_072, description="Largest max_tokens.")
    choices: int = Field(4, ge=1, le=16, description="Largest n.")


class GatewaySettings(Section):
    """The PHI-redacting gateway between this appliance and a language model."""

    runs: bool = Field(default=False, description="`sealdesk up` starts it.")
    listen: str | None = Field(
        None,
        pattern=_LISTEN,
        description="`unix:/PATH` or `HOST:PORT`. Default: `gateway/gateway.sock` below `folders.run`.",
    )
    user: str | None = Field(
        None,
        pattern=_ACCOUNT,
        description="System user it runs as when `up` is started by root. Default: sealdesk-gateway where there is "
        "such a user, else the user of `up`.",
    )
    group: str | None = Field(
        None,
        pattern=_ACCOUNT,
        description="System group whose members may call it too; null for none.",
    )
    key_file: str | None = Field(
        None, pattern=_FILE, description="Name of the key that callers send, in the secrets directory; null for none."
    )
    upstream: str | None = Field(
        None, pattern=_SERVER, description="The model server. Default: the socket of section `model`."
    )
    upstream_key_file: str | None = Field(
        None,
        pattern=_FILE,
        description="Name of the model server's key in the secrets directory. Default: model.key where section "
        "`model` is the upstream.",
    )
    transcriber: str | None = Field(
        None, pattern=_SERVER, description="The server of transcriptions. Default: Whisper's socket, else the upstream."
    )
    mode: Literal["scheduling", "strict"] = Field(
        "scheduling",
        description="`scheduling` leaves the dates of appointments; `strict` finds every date.",
    )
    must_be_verified: bool = Field(
        default=True,
        description="Only what the caller typed comes back, unless the client calls them verified.",
    )
    vault_minutes: int = Field(
        30, ge=1, le=240, description="Silent minutes after which a conversation's placeholders are destroyed."
    )
    conversations: int = Field(10_000, ge=1, le=1_000_000, description="Conversations with placeholders at once.")
    audit_file: Path | None = Field(
        None,
        description="Chained audit records. Default: `gateway-audit.jsonl` in a folder beside the state.",
    )
    limits: CallLimits = Field(default_factory=CallLimits, description="The caps of one call.")
    roster: RosterSettings = Field(default_factory=RosterSettings, description="The clinic's own patients.")

    @model_validator(mode="after")
    def _strangers_need_a_key(self) -> "GatewaySettings":
        if self.key_file is None and not self.private:
            msg = "key_file is needed where other machines can reach listen"
            raise ValueError(msg)
        return self

    @property
    def private(self) -> bool:
        """Whether only this machine can reach it."""
        if self.listen is None or self.listen.startswith("unix:"):
            return True
        host = self.listen.rpartition(":")[0].strip("[]")
        try:
            return host == "localhost" or ip_address(host).is_loopback
        except ValueError:
            return False
