"""The dialogue's `Adviser`: asks Llama where code may not decide alone, and takes the embedded result otherwise."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from time import perf_counter

from services.dialogue.understanding.model import TurnContext, Understanding
from services.dialogue.understanding.ports import Understander
from services.dialogue.understanding.proposed.asking import may_ask
from services.dialogue.understanding.proposed.asks import Asks
from services.dialogue.understanding.proposed.prompt import messages
from services.dialogue.understanding.proposed.reading import read
from services.dialogue.understanding.proposed.schema import SCHEMA_NAME, schema
from services.llama.breaker import Breaker
from services.llama.client import LlamaClient
from services.llama.errors import NoAnswer, Reason
from services.llama.tally import Outcome, Tally

_LOG = logging.getLogger(__name__)
Deadline = Callable[[float], AbstractAsyncContextManager[object]]


@dataclass(frozen=True, slots=True)
class LlamaAdviser:
    """`services.dialogue.understanding.ports.Adviser` over a model server.

    Attributes:
        client: Asks the server.
        understander: The embedded understander, which resolves what the model points at.
        breaker: Knows when the server is left alone.
        asks: Which messages the model is asked about.
        timeout_seconds: How long a patient may wait for it.
        deadline: Ends a wait with `TimeoutError`; `asyncio.timeout` but in tests.
    """

    client: LlamaClient
    understander: Understander
    breaker: Breaker
    asks: Asks = Asks.UNSURE
    timeout_seconds: float = 1.5
    tally: Tally = field(default_factory=Tally)
    deadline: Deadline = asyncio.timeout

    async def advise(self, text: str, context: TurnContext, found: Understanding) -> Understanding:
        """Return what the model makes of the words where code can bear it out, else what was found."""
        if not may_ask(text, context, found, self.asks):
            self.tally.add(Outcome.NOT_ASKED)
            return found
        if not self.breaker.lets_through():
            self.tally.add(Outcome.RESTING)
            return found
        answer = await self._asked(text, context)
        if answer is None:
            return found
        better = read(answer, text, context, found, self.understander)
        self.tally.add(Outcome.UNUSABLE if better is None else Outcome.USED)
        return better or found

    async def _asked(self, text: str, context: TurnContext) -> str | None:
        """Return the model's answer in time, or None; a failure is counted and told to the breaker."""
        started = perf_counter()
        try:
            async with self.deadline(self.timeout_seconds):
                answer = await self.client.answer(messages(text, context), SCHEMA_NAME, schema())
        except TimeoutError:
            self._failed(Reason.LATE)
            return None
        except NoAnswer as problem:
            self._failed(problem.reason)
            return None
        finally:
            self.tally.wait(perf_counter() - started)
        self.breaker.succeeded()
        return answer

    def _failed(self, reason: Reason) -> None:
        self.tally.add(reason)
        self.breaker.failed()
        _LOG.warning("the language model gave no answer: %s", reason)
