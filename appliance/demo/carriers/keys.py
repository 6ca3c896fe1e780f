"""What the stand-ins believe, made anew for each run of the demo: one file that only the demo's user reads."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class CarrierKeys:
    """The clinic's accounts at the stand-ins."""

    number: str
    mail_sender: str
    twilio_account: str
    twilio_key: str
    twilio_secret: str = field(repr=False)
    sendgrid_key: str = field(repr=False)
    stripe_key: str = field(repr=False)
    stripe_webhook_secret: str = field(repr=False)
    relay_user: str
    relay_password: str = field(repr=False)

    @classmethod
    def fresh(cls, number: str, mail_sender: str) -> Self:
        """Return new random accounts."""
        return cls(
            number=number,
            mail_sender=mail_sender,
            twilio_account=f"AC{secrets.token_hex(16)}",
            twilio_key=f"SK{secrets.token_hex(16)}",
            twilio_secret=secrets.token_hex(16),
            sendgrid_key=f"SG.{secrets.token_urlsafe(32)}",
            stripe_key=f"sk_test_{secrets.token_hex(16)}",
            stripe_webhook_secret=f"whsec_{secrets.token_hex(16)}",
            relay_user="sealdesk",
            relay_password=secrets.token_urlsafe(24),
        )

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return the accounts of a file that `write` made."""
        return cls(**json.loads(path.read_text("utf-8")))

    def write(self, path: Path) -> None:
        """Write the accounts to a new file, mode 0400."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(self), file)
