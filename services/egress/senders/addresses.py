"""Where a message may go: telephone numbers (ITU-T E.164) and mail addresses, checked before they enter a request."""

import re
from dataclasses import dataclass, field
from typing import Final

from services.egress.senders.errors import WrongRequest
from services.kernel.mail import is_mail_address

_E164: Final = re.compile(r"\+[1-9][0-9]{7,14}", re.ASCII)


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A telephone number in E.164 form; it shows itself to nobody who does not ask for `digits`."""

    digits: str = field(repr=False)

    def __post_init__(self) -> None:
        if not _E164.fullmatch(self.digits):
            raise WrongRequest("A telephone number is not in international form.", "Write it as +1 and ten digits.")


@dataclass(frozen=True, slots=True)
class MailAddress:
    """A mail address as RFC 5321 writes one, without quotes or letters beyond ASCII."""

    address: str = field(repr=False)

    def __post_init__(self) -> None:
        if not is_mail_address(self.address):
            raise WrongRequest("A mail address cannot be used.", "Correct it in the patient's record.")

    @property
    def domain(self) -> str:
        """Return what stands behind the @, in small letters."""
        return self.address.rpartition("@")[2].lower()
