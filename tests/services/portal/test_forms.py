import asyncio
import unicodedata
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.types import Message

from services.kernel.language import Language
from services.portal import forms
from services.portal.errors import BadRequest, TooLarge, TooSlow
from services.portal.forms import BODY_LIMIT, clean, line_number, preferred_language, read_form

URLENCODED = "application/x-www-form-urlencoded"


def request(*chunks: bytes, content_type: str = URLENCODED) -> Request:
    async def bodies() -> AsyncIterator[Message]:
        for chunk in chunks:
            yield {"type": "http.request", "body": chunk, "more_body": True}
        yield {"type": "http.request", "body": b"", "more_body": False}

    stream = bodies()
    headers = [(b"content-type", content_type.encode())]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": headers}, lambda: anext(stream))


async def test_a_form_is_read_whole() -> None:
    body = urlencode(
        {"token": "t", "form_id": "a" * 16, "text": " mañana a las 3 ", "after": "12", "language": "es"}
    ).encode()
    form = await read_form(request(body[:10], body[10:], content_type=f"{URLENCODED}; charset=UTF-8"))
    assert (form.token, form.form_id, form.text) == ("t", "a" * 16, "mañana a las 3")
    assert (form.after, form.language) == (12, Language.ES)


@pytest.mark.parametrize("form_id", ["", "short", "a" * 65, "with space in it...", "<script>alert(1)"])
async def test_a_malformed_form_id_counts_as_none(form_id: str) -> None:
    form = await read_form(request(urlencode({"form_id": form_id}).encode()))
    assert form.form_id is None
    assert (form.token, form.text, form.after, form.language) == ("", "", 0, None)


@pytest.mark.parametrize("body", [b"text=%ff%fe", b"text=\xff", b"&".join(b"a=1" for _ in range(25))])
async def test_what_no_browser_sends_is_refused(body: bytes) -> None:
    with pytest.raises(BadRequest):
        await read_form(request(body))


@pytest.mark.parametrize("content_type", ["", "application/json", "multipart/form-data; boundary=x", "text/plain"])
async def test_another_content_type_is_refused(content_type: str) -> None:
    with pytest.raises(BadRequest):
        await read_form(request(b"{}", content_type=content_type))


async def test_an_endless_body_is_cut_off() -> None:
    with pytest.raises(TooLarge):
        await read_form(request(*[b"x" * 10_000] * (BODY_LIMIT // 10_000 + 1)))


async def test_a_body_that_does_not_come_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "BODY_SECONDS", 0.0)

    async def nothing_more() -> Message:
        never: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        return await never

    headers = [(b"content-type", b"application/x-www-form-urlencoded")]
    waiting = Request({"type": "http", "method": "POST", "headers": headers}, nothing_more)
    with pytest.raises(TooSlow) as caught:
        await read_form(waiting)
    assert (caught.value.status, caught.value.headers()) == (408, {"connection": "close"})


async def test_ten_thousand_characters_of_any_kind_are_read() -> None:
    form = await read_form(request(urlencode({"text": "😀" * 10_000}).encode()))
    assert len(form.text) == 10_000


@settings(max_examples=200)
@given(st.text())
def test_cleaned_text_has_no_hidden_characters_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert all(c == "\n" or unicodedata.category(c) != "Cc" for c in cleaned)
    assert cleaned == "" or set(cleaned) - set("\u200c\u200d \n")
    assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  next tuesday  ", "next tuesday"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\tb", "a b"),
        ("\x00\x1b[0m", "[0m"),
        ("man\u0303ana", "mañana"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("\u202eabc", "abc"),
        ("\ufeffcan\u00adcel\u200b", "cancel"),
        ("\u200b", ""),
        ("\u200d \u200d", ""),
    ],
)
def test_clean_keeps_what_people_see(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("17", 17), (None, None), ("", None), ("-1", None), ("9" * 40, None), ("\uff11", None)],
)
def test_line_numbers_are_small_and_plain(text: str | None, number: int | None) -> None:
    assert line_number(text) == number


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", Language.EN),
        ("es", Language.ES),
        ("fr, es-US;q=0.8, en;q=0.5", Language.ES),
        ("EN-us", Language.EN),
        ("," * 5_000 + "es", Language.EN),
    ],
)
def test_the_first_language_of_ours_is_taken(header: str, language: Language) -> None:
    assert preferred_language(header, Language.EN) is language
