from datetime import UTC, datetime

import httpx
import pytest

from services.kernel.language import Language
from services.messaging.demo import DemoSender
from services.messaging.errors import NotSent, SendRefused, SendUnknown
from services.messaging.ports import TextMessage, Trace

MESSAGE = TextMessage("msg_1", "+12125550101", "Maple: hello.", "code", Language.ES)


def sender(answer: httpx.Response | Exception) -> tuple[DemoSender, list[httpx.Request]]:
    seen: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return DemoSender("http://127.0.0.1:9/messages", httpx.MockTransport(handle)), seen


async def test_a_message_is_posted_with_its_id() -> None:
    demo, seen = sender(httpx.Response(201))
    await demo.send(MESSAGE)
    await demo.close()
    (request,) = seen
    assert request.method == "POST"
    assert b'"id":"msg_1"' in request.content
    assert b'"language":"es"' in request.content
    assert demo.idempotent


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.ConnectError("refused"), NotSent),
        (httpx.ConnectTimeout("slow"), NotSent),
        (httpx.Response(503), NotSent),
        (httpx.ReadTimeout("slow"), SendUnknown),
        (httpx.ReadError("reset"), SendUnknown),
        (httpx.Response(400), SendRefused),
        (httpx.Response(302), SendRefused),
    ],
)
async def test_each_failure_says_what_is_known(answer: httpx.Response | Exception, error: type[Exception]) -> None:
    demo, _ = sender(answer)
    with pytest.raises(error) as caught:
        await demo.send(MESSAGE)
    assert "555" not in str(caught.value)
    await demo.close()


@pytest.mark.parametrize(
    ("status", "body", "trace"),
    [
        (200, {"messages": [{"id": "msg_1"}]}, Trace.ARRIVED),
        (200, {"messages": []}, Trace.ABSENT),
        (200, {"other": 1}, Trace.UNSURE),
        (500, {}, Trace.UNSURE),
    ],
)
async def test_the_page_is_asked_what_it_has(status: int, body: object, trace: Trace) -> None:
    demo, seen = sender(httpx.Response(status, json=body))
    assert await demo.look_up(MESSAGE, datetime(2026, 11, 24, tzinfo=UTC)) is trace
    await demo.close()
    assert [request.url.path for request in seen] == ["/messages.json"]
