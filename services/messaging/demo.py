"""The demo's sender: posts each message to the demo's outbox page on this machine, which keeps one per id."""

from datetime import datetime

import httpx

from services.messaging.errors import NotSent, SendRefused, SendUnknown
from services.messaging.ports import TextMessage, Trace

_TIMEOUT = 5.0


class DemoSender:
    """Sends to the outbox page of the demo clinic."""

    idempotent = True

    def __init__(self, url: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._url = url
        self._client = httpx.AsyncClient(timeout=_TIMEOUT, trust_env=False, transport=transport)

    async def send(self, message: TextMessage) -> str:
        """Post the message; the page keeps the first of each id.

        Raises:
            NotSent: the page could not be reached, or is busy.
            SendRefused: the page refused it.
            SendUnknown: the page did not answer in time.
        """
        body = {
            "id": message.id,
            "to": message.to,
            "text": message.text,
            "template": message.template,
            "language": str(message.language),
        }
        try:
            answer = await self._client.post(self._url, json=body)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            raise NotSent("The demo outbox page does not answer.", "Start the demo again.") from None
        except httpx.HTTPError:
            raise SendUnknown("The demo outbox page gave no usable answer.") from None
        if answer.is_server_error:
            raise NotSent("The demo outbox page is out of order.", "Start the demo again.")
        if not answer.is_success:
            raise SendRefused("The demo outbox page refused a message.")
        return ""

    async def look_up(self, message: TextMessage, since: datetime) -> Trace:
        """Ask the page for its messages."""
        del since  # the page keeps few
        try:
            answer = await self._client.get(f"{self._url}.json")
            ids = {kept["id"] for kept in answer.raise_for_status().json()["messages"]}
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            return Trace.UNSURE
        return Trace.ARRIVED if message.id in ids else Trace.ABSENT

    async def close(self) -> None:
        """Close the connection."""
        await self._client.aclose()
