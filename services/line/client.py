"""Gives errands to the egress process, each on a connection of its own, each once."""

from pathlib import Path
from typing import Any, Final, TypeVar

import httpx
from pydantic import TypeAdapter, ValidationError

from services.kernel.errands import ERRANDS, Errand, Failed
from services.line.errors import ErrandFailed, LineCut, LineDown

T = TypeVar("T")
ASKS: Final = {errand.name: TypeAdapter[Any](errand.asks) for errand in ERRANDS}
"""What each errand asks, as it is written."""
_TELLS: Final = {errand.name: TypeAdapter[Any](errand.tells) for errand in ERRANDS}
_FAILED: Final = TypeAdapter(Failed)

_OK: Final = 200
ANSWER_SECONDS: Final = 45.0
"""Longer than the egress process gives a carrier, shorter than the lease under which a message is taken."""


class Line:
    """The egress process's socket. Close it with `aclose`.

    Args:
        socket_path: where the egress process listens.
        answer_seconds: how long an answer may take.
    """

    def __init__(self, socket_path: Path, answer_seconds: float = ANSWER_SECONDS) -> None:
        transport = httpx.AsyncHTTPTransport(
            uds=str(socket_path), limits=httpx.Limits(max_connections=None, max_keepalive_connections=0)
        )
        self._http = httpx.AsyncClient(
            transport=transport,
            base_url="http://egress",
            timeout=httpx.Timeout(answer_seconds, connect=3.0),
            trust_env=False,
        )

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def run(self, errand: Errand[T], asked: object) -> T:
        """Give the errand once and return its answer.

        Raises:
            LineDown: it was not given.
            ErrandFailed: it was not done, or not known to be done: `failed.code` says which.
            LineCut: it was given, and no usable answer came.
        """
        body = ASKS[errand.name].dump_json(asked)
        try:
            answer = await self._http.post(f"/v1/{errand.name}", content=body)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            raise LineDown from None
        except httpx.HTTPError:
            raise LineCut from None
        return self._told(errand, answer)

    def _told(self, errand: Errand[T], answer: httpx.Response) -> T:
        try:
            if answer.status_code == _OK:
                told: T = _TELLS[errand.name].validate_json(answer.content)
                return told
            failed = _FAILED.validate_json(answer.content)
        except ValidationError:
            raise LineCut from None
        raise ErrandFailed(failed)
