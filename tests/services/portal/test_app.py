import gzip
import importlib.resources
from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from services.portal.assets import Assets
from tests.doubles.portal import PlainBrowser

STATIC = importlib.resources.files("services.portal") / "static"


async def test_health_is_one_word(browser: PlainBrowser) -> None:
    response = await browser.get("/healthz")
    assert (response.status_code, response.text) == (200, "ok\n")


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("chat.js", "text/javascript; charset=utf-8"),
        ("chat.css", "text/css; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    ],
)
async def test_an_asset_named_by_its_content_is_kept_for_good(
    browser: PlainBrowser, name: str, content_type: str
) -> None:
    named = await browser.get(Assets().address(name))
    assert named.headers["content-type"] == content_type
    assert named.headers["cache-control"] == "public, max-age=31536000, immutable"
    for address in (f"/static/{name}", f"/static/{name}?v=old"):
        assert (await browser.get(address)).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/static/../settings.py", "/static/%2e%2e%2fapp.py", "/static/", "/static/chat.html"])
async def test_nothing_else_is_served(browser: PlainBrowser, path: str) -> None:
    assert (await browser.get(path)).status_code == 404


def test_script_and_style_stay_within_30_kilobytes() -> None:
    sizes = {part.name: len(gzip.compress(part.read_bytes())) for part in STATIC.iterdir()}
    assert sum(sizes.values()) <= 30_000, sizes


def test_the_script_sets_text_as_text() -> None:
    script = (STATIC / "chat.js").read_text()
    forbidden = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "localStorage", "http")
    assert [word for word in forbidden if word in script] == []


async def test_a_response_that_breaks_off_ends_without_a_second_start(portal: Starlette, browser: PlainBrowser) -> None:
    async def breaks(_: Request) -> Response:
        async def body() -> AsyncIterator[bytes]:
            yield b"one"
            raise RuntimeError

        return StreamingResponse(body())

    portal.router.routes.append(Route("/breaks", breaks))
    response = await browser.get("/breaks")
    assert response.content == b"one"
