"""Reads Twilio's list of messages, page by page, and single messages; a read changes nothing and may be repeated."""

from datetime import UTC, datetime
from typing import Final
from urllib.parse import parse_qsl, urlsplit

import httpx

from services.egress.senders.errors import CredentialsRefused, NotSent, ReadFailed, SendersError
from services.egress.senders.exchange import Answer, Call, exchange
from services.egress.senders.twilio.account import TwilioAccount
from services.egress.senders.twilio.resource import TwilioMessage, is_sid, message_of
from services.egress.senders.twilio.send import refusal

_OK: Final = 200
_PAGE_SIZE: Final = 200
_MOST_PAGES: Final = 100
_AGAIN: Final = "Ask again after a pause."

Filter = tuple[tuple[str, str], ...]


def instant(moment: datetime) -> str:
    """Write a moment as the list's filters take it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class TwilioListing:
    """The account's messages.

    Args:
        http: a client of Twilio's API, from `exchange.http_client`.
        account: credentials.
        page_size: how many messages to ask for at a time.
    """

    def __init__(self, http: httpx.AsyncClient, account: TwilioAccount, page_size: int = _PAGE_SIZE) -> None:
        self._http, self._account, self._page_size = http, account, page_size

    async def messages(self, filters: Filter) -> list[TwilioMessage]:
        """Return every message that the filters let through, each once, though pages may shift while they are read.

        Raises:
            ReadFailed: a page could not be read whole.
            CredentialsRefused: the key is not accepted.
        """
        found: dict[str, TwilioMessage] = {}
        params: Filter = (*filters, ("PageSize", str(self._page_size)))
        for _ in range(_MOST_PAGES):
            page = await self._page(params)
            for shown in page["messages"]:
                message = message_of(shown)
                if message is None:
                    raise ReadFailed("Twilio's list holds a message that cannot be read.", _AGAIN)
                found[message.sid] = message
            params = self._next(page)
            if not params:
                return list(found.values())
        raise ReadFailed("Twilio's list has more pages than we read.", "Narrow the window.")

    async def message(self, sid: str) -> TwilioMessage:
        """Return one message as it is now.

        Raises:
            ReadFailed: it could not be read.
            CredentialsRefused: the key is not accepted.
        """
        if not is_sid(sid):
            raise ReadFailed("That is not the SID of a message.", "Look at the outbox row.")
        message = message_of((await self._read(self._account.message_path(sid), ())).json())
        if message is None or message.sid != sid:
            raise ReadFailed("Twilio answered with something that is not the message.", _AGAIN)
        return message

    async def _page(self, params: Filter) -> dict[str, list[object]]:
        page = (await self._read(self._account.messages_path, params)).json()
        if not isinstance(page, dict) or not isinstance(page.get("messages"), list):
            raise ReadFailed("Twilio's list cannot be read.", _AGAIN)
        return page

    def _next(self, page: dict[str, list[object]]) -> Filter:
        """Return the filters of the next page, none at the end; no word of Twilio's leads anywhere else."""
        following: object = page.get("next_page_uri")
        if following is None:
            return ()
        parts = urlsplit(following) if isinstance(following, str) else urlsplit("elsewhere")
        if parts.scheme or parts.netloc or parts.path != self._account.messages_path:
            raise ReadFailed("Twilio's list goes on at an address that is not its own.", _AGAIN)
        return tuple(parse_qsl(parts.query, keep_blank_values=True))

    async def _read(self, path: str, params: Filter) -> Answer:
        headers = {"authorization": self._account.authorization}
        try:
            answer = await exchange(self._http, Call("GET", path, headers, params))
        except SendersError as error:
            raise ReadFailed("Twilio's list could not be read.", error.do) from None
        if answer.status == _OK:
            return answer
        refused = refusal(answer)
        if isinstance(refused, CredentialsRefused):
            raise refused
        pause = refused.retry_after if isinstance(refused, NotSent) else None
        raise ReadFailed(f"Twilio answered {answer.status} to a read.", _AGAIN, pause)
