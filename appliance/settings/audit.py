"""The audit ledger: where it is, and who may talk to it."""

import base64
from pathlib import Path
from typing import Annotated, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import Field, field_validator

from appliance.settings.public_key import PublicKey
from appliance.settings.section import Section
from services.audit.errors import NoteUnreadable
from services.audit.notes import Key, KeyKind

Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Mail = Annotated[str, Field(pattern=r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")]
_ACCOUNT: Final = r"^[a-z_][a-z0-9_-]{0,31}$"


class AuditSettings(Section):
    """The process that keeps the audit ledger."""

    folder: Path | None = Field(
        None, description="The ledger's own folder; back it up. Default: a folder beside the state, `NAME-audit`."
    )
    node: str | None = Field(
        None,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$",
        description="This appliance's name in its ledger, for good. Default: the machine's name.",
    )
    user: str | None = Field(
        None,
        pattern=_ACCOUNT,
        description="System user it runs as when `up` is started by root. Default: sealdesk-audit where there is "
        "such a user, else the user of `up`.",
    )
    group: str | None = Field(
        None,
        pattern=_ACCOUNT,
        description="System group of the processes that may connect; null lets the kernel's word on each caller decide "
        "alone.",
    )
    portal_user: str | None = Field(
        None,
        pattern=_ACCOUNT,
        description="System user of the portal, which files for the state and reads. Default: the user of `up`.",
    )
    readers: tuple[str, ...] = Field((), description="Further system users who may read the ledger, such as IT's.")
    officers: dict[Name, Mail] = Field(
        default_factory=dict,
        description="Mail address of each officer, by a name of your choice, such as compliance. Each gets the log's "
        "root every day, and word of every use of emergency access. Needs `egress.smtp` or `egress.sendgrid`.",
    )
    witnesses: tuple[str, ...] = Field(
        (),
        description="Public keys of the witnesses whose cosignature counts, as `sealdesk witness status` prints them.",
    )

    shredders: dict[str, PublicKey] = Field(
        default_factory=dict,
        description="Who may sign orders to destroy keys at the end of retention: the name of each account, and the "
        "public key of its person (`sealdesk keys shred keygen`). An order needs two of them.",
    )

    @field_validator("witnesses")
    @classmethod
    def _keys_of_witnesses(cls, witnesses: tuple[str, ...]) -> tuple[str, ...]:
        for vkey in witnesses:
            try:
                kind = Key.parse(vkey).kind
            except NoteUnreadable:
                kind = None
            if kind not in (KeyKind.COSIGNATURE, KeyKind.ML_DSA_44):
                msg = "is no key of a witness; copy the line that `sealdesk witness status` prints"
                raise ValueError(msg)
        return witnesses

    def keys_of_shredders(self) -> dict[str, Ed25519PublicKey]:
        """Return the key of each person who may sign orders to destroy keys."""
        return {name: Ed25519PublicKey.from_public_bytes(base64.b64decode(key)) for name, key in self.shredders.items()}

    @field_validator("folder")
    @classmethod
    def _from_the_root(cls, folder: Path | None) -> Path | None:
        if folder is not None and not folder.is_absolute():
            msg = "a folder is written from the root, such as /var/lib/sealdesk-audit"
            raise ValueError(msg)
        return folder
