"""POST /v1/chat/completions: redact, audit, pass on, restore, check."""

import logging
from collections import Counter
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from time import perf_counter
from typing import Final

import anyio.to_thread
import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from services.gateway.api.bodies import bounded, json_response, parsed, told_as_json
from services.gateway.api.gateway import Caller, Gateway
from services.gateway.api.layers import layer
from services.gateway.api.pool import Answer
from services.gateway.api.presence import while_there
from services.gateway.checks import Rules, canaries_in
from services.gateway.payload.messages import plain
from services.gateway.payload.redaction import Redaction
from services.gateway.payload.reply import Reply
from services.gateway.payload.shape import Object
from services.gateway.payload.sse import DONE, Events, event
from services.gateway.payload.tools import function_names
from services.gateway.refusals import CallRefused, LayerFailed, ReplyUnsafe, UpstreamMalformed
from services.gateway.vault.vault import Vault

_LOG = logging.getLogger(__name__)
_DRAIN_SECONDS: Final = 0.2
#: Bytes of a request from which on it is redacted in a thread, lest the streams of others wait for it.
_LARGE: Final = 4 * 1024
_PROMPTS: Final = frozenset({"system", "developer", "tool"})
ROUTE: Final = "chat"


@dataclass(slots=True)
class Call:
    """One chat call on its way.

    Attributes:
        gateway: The parts.
        caller: Whose call it is.
        vault: The conversation's vault.
        given: The request as it came.
        started: When it came, on the process's own clock of seconds.
        found: How many identifiers of each type were replaced.
    """

    gateway: Gateway
    caller: Caller
    vault: Vault
    given: Object = field(repr=False)
    started: float
    found: Counter[str] = field(default_factory=Counter)

    @property
    def name(self) -> str | None:
        """The digest under which the conversation is audited."""
        return self.gateway.name_of(self.caller)

    def redacted(self) -> bytes:
        """Return the request as the model server may see it.

        Raises:
            CallRefused: something may not pass, or the redaction failed.
        """
        with layer("redaction"):
            texts = self.gateway.texts(self.vault, self.found)
            body = orjson.dumps(Redaction(texts, self.gateway.limits).redacted(self.given))
        self.gateway.journal.metrics.redaction.observe(perf_counter() - self.started)
        return body

    async def audit(self) -> None:
        """Record the call before it is passed on.

        Raises:
            LayerFailed: it cannot be recorded, or the ledger has not acknowledged it.
        """
        stream = "yes" if self.given.get("stream") else "no"
        facts = {"stream": stream, "verified": self.caller.verified.value}
        await self.gateway.journal.called(ROUTE, self.name, self.found, facts)

    def reply(self) -> Reply:
        """Return what will restore and check the reply."""
        with layer("checks"):
            shape = self.given.get("response_format")
            in_json = isinstance(shape, Mapping) and shape.get("type") != "text"
            rules = Rules(
                self.gateway.typed_only(self.caller.verified),
                (*self.gateway.canaries, *_canaries(self.given)),
                function_names(self.given.get("tools")),
                self.gateway.others,
            )
            return Reply(self.vault, rules, in_json, lambda kind: self.gateway.journal.dropped(kind, self.name))

    def finished(self, reply: Reply) -> None:
        """Count a call that ended."""
        metrics = self.gateway.journal.metrics
        metrics.whole.observe(perf_counter() - self.started)
        metrics.held.observe(reply.most_held)


async def chat(request: Request, gateway: Gateway) -> Response:
    """Answer one call.

    Raises:
        CallRefused: nothing was passed on, or the model server gave no answer that may be passed back.
    """
    started = perf_counter()
    caller = Caller.of(request.headers)
    told_as_json(request)
    raw = await bounded(request, gateway.limits.body_bytes)
    given = parsed(raw)
    stack = AsyncExitStack()
    try:
        vault = stack.enter_context(gateway.opened(caller))
        call = Call(gateway, caller, vault, given, started)
        body = await anyio.to_thread.run_sync(call.redacted) if len(raw) > _LARGE else call.redacted()
        await call.audit()
        reply = call.reply()
        if given.get("stream"):
            answer = await while_there(request.receive, lambda: gateway.upstream.chat_stream(body, stack))
            return Streamed(call, reply, answer, stack)
        whole = await while_there(request.receive, lambda: _whole(call, reply, body))
    except BaseException:
        await stack.aclose()
        raise
    await stack.aclose()
    return whole


async def _whole(call: Call, reply: Reply, body: bytes) -> Response:
    raw = await call.gateway.upstream.chat(body)
    try:
        came = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise UpstreamMalformed from None
    try:
        with layer("restorer"):
            said = reply.whole(came)
    except ReplyUnsafe as error:
        call.gateway.journal.withheld(error.reason, call.name)
        said = reply.safe_whole(came)
    call.finished(reply)
    return json_response(said)


def _canaries(given: Object) -> list[str]:
    messages = given.get("messages")
    prompts = messages if isinstance(messages, list) else []
    texts = (plain(each.get("content")) for each in prompts if isinstance(each, dict) and each.get("role") in _PROMPTS)
    return [canary for text in texts for canary in canaries_in(text)]


class Streamed(Response):
    """A streamed reply; whatever happens to it, its vault is given back and the model server is told to stop."""

    def __init__(self, call: Call, reply: Reply, answer: Answer, stack: AsyncExitStack) -> None:
        super().__init__(media_type="text/event-stream", headers={"cache-control": "no-store"})
        del self.headers["content-length"]
        self._call = call
        self._reply = reply
        self._answer = answer
        self._stack = stack

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the reply, and stop when the client goes away."""
        del scope
        try:
            async with anyio.create_task_group() as tasks:

                async def until_gone() -> None:
                    while (await receive())["type"] != "http.disconnect":
                        pass
                    tasks.cancel_scope.cancel()

                tasks.start_soon(until_gone)
                await self._send(send)
                tasks.cancel_scope.cancel()
        finally:
            with anyio.CancelScope(shield=True):
                await self._stack.aclose()
            self._call.finished(self._reply)

    async def _send(self, send: Send) -> None:
        """Send the reply; a fault ends it with an error event, a failed check with safe words."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        journal = self._call.gateway.journal
        last = b""
        try:
            await self._restored(send)
        except ReplyUnsafe as error:
            journal.withheld(error.reason, self._call.name)
            last = event(orjson.dumps(self._reply.safe_chunk())) + event(DONE)
        except CallRefused as error:
            journal.refused(ROUTE, error, self._call.name)
            last = event(orjson.dumps(error.body()))
        except Exception as error:  # noqa: BLE001 a fault must end the stream, and nothing of it may be told
            _LOG.error("a streamed reply failed: %s", type(error).__name__)
            failed = LayerFailed("restorer")
            journal.refused(ROUTE, failed, self._call.name)
            last = event(orjson.dumps(failed.body()))
        await send({"type": "http.response.body", "body": last, "more_body": False})

    async def _restored(self, send: Send) -> None:
        """Send the events of the reply.

        Raises:
            CallRefused: a check failed, or the answer broke off; what is still held back is not said.
        """
        events = Events(self._call.gateway.limits.reply_bytes)
        metrics = self._call.gateway.journal.metrics
        first = True
        while piece := await self._answer.read():
            said, done = self._said(events, piece)
            if said:
                await send({"type": "http.response.body", "body": said, "more_body": True})
            if said and first:
                metrics.first.observe(perf_counter() - self._call.started)
                first = False
            if done:
                await _drained(self._answer)
                return
        events.finish()
        raise UpstreamMalformed

    def _said(self, events: Events, piece: bytes) -> tuple[bytes, bool]:
        """Return what may be said after a piece of the answer, and whether that was the end."""
        out = []
        for data in events.feed(piece):
            if data == DONE:
                out += [self._event(self._reply.rest()), event(DONE)]
                return b"".join(out), True
            out.append(self._event(self._reply.chunk(_loaded(data))))
        return b"".join(out), False

    @staticmethod
    def _event(chunk: Object | None) -> bytes:
        return event(orjson.dumps(chunk)) if chunk is not None else b""


async def _drained(answer: Answer) -> None:
    """Read the end of an answer, so that its connection can be used again; a server that goes on is left alone."""
    with suppress(CallRefused), anyio.move_on_after(_DRAIN_SECONDS):
        while await answer.read():
            pass


def _loaded(data: bytes) -> object:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        raise UpstreamMalformed from None
