"""The link of a notice: the same way to the chat for everybody, and nothing learnt from it."""

import logging

import pytest

from tests.doubles.portal import PlainBrowser

SENT, NEVER_SENT = "4f" * 24, "0123456789abcdef" * 2


async def test_every_token_leads_to_the_chats_first_page_and_nothing_is_kept(
    browser: PlainBrowser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answers = [await browser.http.get(f"/m/{token}") for token in (SENT, NEVER_SENT, "a" * 64, SENT)]
    first = answers[0]
    assert (first.status_code, first.headers["location"], first.content) == (303, "/", b"")
    assert first.headers["referrer-policy"] == "no-referrer"
    assert first.headers["cache-control"] == "no-store"
    assert "set-cookie" not in first.headers
    for answer in answers[1:]:
        assert (answer.status_code, answer.headers, answer.content) == (303, first.headers, b"")
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    assert not any(token in line for token in (SENT, NEVER_SENT) for line in ours)
    assert (await browser.http.get(first.headers["location"])).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/m/",
        "/m/maria.santos",
        f"/m/{SENT}/more",
        f"/m/{'A' * 48}",
        f"/m/{'a' * 31}",
        f"/m/{'a' * 65}",
        f"/m/{SENT}%0a",
    ],
)
async def test_what_is_no_token_is_no_page(browser: PlainBrowser, path: str) -> None:
    assert (await browser.http.get(path)).status_code == 404


async def test_nothing_is_posted_there(browser: PlainBrowser) -> None:
    assert (await browser.http.post(f"/m/{SENT}")).status_code == 405
