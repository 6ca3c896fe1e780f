"""An ASGI app on a real socket of this machine, in a thread of its own."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


@contextmanager
def serving(app: ASGIApp, listener: socket.socket | None = None) -> Iterator[str]:
    """Serve the app until the block ends; yield its address."""
    bound = listener or socket.create_server(("127.0.0.1", 0))
    if bound.family != socket.AF_UNIX:
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    bound.listen(128)
    config = uvicorn.Config(app, log_level="critical", lifespan="on", access_log=False, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([bound])), daemon=True)
    thread.start()
    name = bound.getsockname()
    try:
        yield f"http://{name[0]}:{name[1]}" if isinstance(name, tuple) else f"unix:{name}"
    finally:
        server.should_exit = True
        thread.join()
        bound.close()


def guarded(app: ASGIApp) -> ASGIApp:
    """Return an app with the routes below /v1 only, as a gateway has them."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope["path"].startswith("/v1/"):
            await PlainTextResponse("no such route", 404)(scope, receive, send)
        else:
            await app(scope, receive, send)

    return answer
