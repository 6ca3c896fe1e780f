"""The carrier's calls to the clinic's webhook: received texts and delivery reports, each believed by its signature.

The signature is checked by the process that holds the carrier's secret; only the raw form passes through here. What is
signed is the public address, as it stands in the settings: what a proxy makes of it does not matter. A call is taken
when its text is kept. One that could not be taken is found by asking the carrier, which goes on beside the webhook.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from services.messaging.arrivals import Arrivals
from services.messaging.errors import NotReceived, WrongCall
from services.messaging.inbound import Inbox
from services.messaging.ports import CallReader, SignedCall

LARGEST = 64 * 1024
_SIGNATURE = "x-twilio-signature"
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class TextCalls:
    """Takes the carrier's calls. `public_url` is the address that stands in the carrier's console."""

    inbox: Inbox
    arrivals: Arrivals
    reader: CallReader
    public_url: str

    async def hook(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Take one call, also again; False where it is not the carrier's, or nobody can tell now."""
        signature, kind = headers.get(_SIGNATURE, ""), headers.get("content-type", "")
        if not signature or len(body) > LARGEST or kind.partition(";")[0].strip().lower() != _FORM:
            return False
        try:
            news = await self.reader.read(SignedCall(self.public_url, body, signature))
        except (WrongCall, NotReceived):
            return False
        if news.text is not None:
            await self.inbox.take(news.text)
        if news.carrier_id is not None and news.told is not None:
            await self.arrivals.told(news.carrier_id, news.told)
        return True
