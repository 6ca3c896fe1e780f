"""Orders exports over the audit process's socket: what the portal and the command line hold."""

import asyncio
import os
from pathlib import Path
from typing import Final

import httpx
import orjson
from pydantic import ValidationError

from services.reports.asked import Asking, Order
from services.reports.desk import Standing
from services.reports.errors import DeskAway, DeskRefused, DiskRefuses, NoSuchExport
from services.reports.wire import ORDERED, STANDING, Ordered

ANSWER_SECONDS: Final = 60.0
STANDING_SECONDS: Final = 5.0
"""How long a page waits for the word on an order; it asks again by itself."""
_BLOCK: Final = 1 << 20


class ExportLine:
    """The desk for exports, as those who may read the ledger see it. Close it with `aclose`."""

    def __init__(self, socket_path: Path, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._http = httpx.AsyncClient(
            transport=httpx.AsyncHTTPTransport(uds=str(socket_path)),
            base_url="http://ledger",
            timeout=httpx.Timeout(answer_seconds, connect=5.0),
        )

    async def order(self, order: Order, asking: Asking) -> str:
        """Order an export and return the name to ask for it by.

        Raises:
            DeskRefused: the order was refused; it says why.
            DeskAway: nobody answered.
        """
        content = await self._ask("POST", "/v1/exports", ORDERED.dump_json(Ordered(order, asking)))
        try:
            return str(orjson.loads(content)["id"])
        except (ValueError, KeyError, TypeError):
            raise DeskAway from None

    async def standing(self, name: str) -> Standing:
        """Tell how an order stands.

        Raises:
            NoSuchExport: there is none of that name any more.
            DeskAway: nobody answered.
        """
        try:
            return STANDING.validate_json(await self._ask("GET", f"/v1/exports/{name}", seconds=STANDING_SECONDS))
        except ValidationError:
            raise DeskAway from None

    async def fetch(self, name: str, to: Path) -> None:
        """Write the archive into a file that is not there yet.

        Raises:
            NoSuchExport: there is none of that name any more, or it is not ready.
            DeskAway: nobody answered, or the answer was cut.
            DiskRefuses: the file cannot be written.
        """
        try:
            with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                async with self._http.stream("GET", f"/v1/exports/{name}/file") as answer:
                    if answer.is_error:
                        raise _refusal(await answer.aread())
                    async for block in answer.aiter_bytes(_BLOCK):
                        file.write(block)
        except httpx.HTTPError:
            raise DeskAway from None
        except OSError as error:
            raise DiskRefuses(to, error.strerror or "it refuses") from None

    async def drop(self, name: str) -> None:
        """Have an export removed that was fetched.

        Raises:
            DeskAway: nobody answered.
        """
        await self._ask("DELETE", f"/v1/exports/{name}")

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _ask(self, method: str, path: str, body: bytes | None = None, seconds: float = ANSWER_SECONDS) -> bytes:
        try:
            async with asyncio.timeout(seconds):
                answer = await self._http.request(method, path, content=body)
        except TimeoutError:
            raise DeskAway from None
        except httpx.HTTPError:
            raise DeskAway from None
        if answer.is_error:
            raise _refusal(answer.content)
        return answer.content


def _refusal(content: bytes) -> DeskRefused | DeskAway | NoSuchExport:
    try:
        said = orjson.loads(content)
        if said["error"] == NoSuchExport.__name__:
            return NoSuchExport()
        return DeskRefused(str(said["error"]), str(said["what"]), str(said["do"]))
    except (ValueError, KeyError, TypeError):
        return DeskAway()
