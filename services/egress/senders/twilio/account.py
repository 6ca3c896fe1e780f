"""The clinic's Twilio account: what opens it, who texts come from, and how long a text may wait in its queue."""

import base64
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from services.egress.senders.addresses import PhoneNumber

BASE_URL: Final = "https://api.twilio.com"
_ACCOUNT: Final = re.compile(r"AC[0-9a-fA-F]{32}", re.ASCII)
_USER: Final = re.compile(r"(?:SK|AC)[0-9a-fA-F]{32}", re.ASCII)
_SERVICE: Final = re.compile(r"MG[0-9a-fA-F]{32}", re.ASCII)
_LONGEST_VALIDITY: Final = timedelta(hours=10)


@dataclass(frozen=True, slots=True)
class TwilioAccount:
    """Credentials and sender.

    Attributes:
        account: the account's SID, AC and 32 hexadecimal digits.
        key: the SID of an API key (SK...), which can be revoked alone; or the account's own.
        secret: the key's secret.
        number: the clinic's number, from which texts come and to which answers go.
        service: the SID of a Messaging Service (MG...) that sends in the number's place; empty for none.
        validity: how long a text may wait in Twilio's queue; 1 second to 10 hours.
    """

    account: str
    key: str
    secret: str = field(repr=False)
    number: PhoneNumber
    service: str = ""
    validity: timedelta = timedelta(hours=1)

    def __post_init__(self) -> None:
        if not _ACCOUNT.fullmatch(self.account) or not _USER.fullmatch(self.key):
            raise ValueError("The Twilio account or key is not a SID: AC or SK and 32 hexadecimal digits.")
        if self.service and not _SERVICE.fullmatch(self.service):
            raise ValueError("The Twilio messaging service is not a SID: MG and 32 hexadecimal digits.")
        if not timedelta(seconds=1) <= self.validity <= _LONGEST_VALIDITY:
            raise ValueError("Twilio keeps a text for 1 second to 10 hours.")

    @property
    def messages_path(self) -> str:
        """Return the path of the account's messages."""
        return f"/2010-04-01/Accounts/{self.account}/Messages.json"

    def message_path(self, sid: str) -> str:
        """Return the path of one message."""
        return f"/2010-04-01/Accounts/{self.account}/Messages/{sid}.json"

    @property
    def authorization(self) -> str:
        """Return the Authorization header (RFC 7617)."""
        return f"Basic {base64.b64encode(f'{self.key}:{self.secret}'.encode()).decode()}"
