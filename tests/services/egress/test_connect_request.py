import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.egress.connect_request import Target, alert, parse_head, refusal
from services.egress.errors import Refused
from services.egress.reasons import SENTENCES, Reason


@pytest.mark.parametrize(
    "head",
    [
        b"CONNECT api.harborbook.example:443 HTTP/1.1\r\nHost: api.harborbook.example:443\r\n\r\n",
        b"CONNECT API.harborbook.example:443 HTTP/1.0\r\n\r\n",
        b"CONNECT api.harborbook.example:443 HTTP/1.1\r\nhost:x\r\nUser-Agent: a b\r\nProxy-Connection:\r\n\r\n",
    ],
)
def test_a_connect_is_read(head: bytes) -> None:
    assert parse_head(head) == Target("api.harborbook.example", 443)


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET https://api.harborbook.example/ HTTP/1.1\r\n\r\n",
        b"connect a.example:443 HTTP/1.1\r\n\r\n",
        b"CONNECT a.example HTTP/1.1\r\n\r\n",
        b"CONNECT a.example: HTTP/1.1\r\n\r\n",
        b"CONNECT a.example:0443 HTTP/1.1\r\n\r\n",
        b"CONNECT a.example:+443 HTTP/1.1\r\n\r\n",
        b"CONNECT a.example:443443 HTTP/1.1\r\n\r\n",
        b"CONNECT  a.example:443 HTTP/1.1\r\n\r\n",
        b"CONNECT u:p@a.example:443 HTTP/1.1\r\n\r\n",
        b"CONNECT [::1]:443 HTTP/1.1\r\n\r\n",
        b"CONNECT a.example:443 HTTP/2\r\n\r\n",
        b"CONNECT a.example:443 HTTP/1.1\nHost: b\r\n\r\n",
        b"CONNECT a.example:443 HTTP/1.1\r\n folded\r\n\r\n",
        b"CONNECT a.example:443 HTTP/1.1\r\nHost : a\r\n\r\n",
        b"CONNECT a.example:443 HTTP/1.1\r\nX: a\x00b\r\n\r\n",
        b"CONNECT a.example:443 HTTP/1.1\r\nX: a\nY: b\r\n\r\n",
        b"CONNECT a.example:443 HTTP/1.1\r\nContent-Length: 5\r\n\r\n",
        b"CONNECT a.example:443 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"CONNECT \xc3\xa4.example:443 HTTP/1.1\r\n\r\n",
        b"\r\n\r\n",
    ],
)
def test_anything_else_is_refused(head: bytes) -> None:
    with pytest.raises(Refused) as no:
        parse_head(head)
    assert no.value.reason is Reason.WRONG_REQUEST


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(head: bytes) -> None:
    with pytest.raises(Refused):
        parse_head(head + b"\r\n\r\n")


@pytest.mark.parametrize("reason", list(Reason))
def test_every_refusal_can_be_told_in_http_and_in_tls(reason: Reason) -> None:
    head, _, body = refusal(reason).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 ")
    assert f'details="{reason}"'.encode() in head
    assert f"Content-Length: {len(body)}".encode() in head
    assert SENTENCES[reason][0].encode() in body
    assert alert(reason)[:6] == b"\x15\x03\x03\x00\x02\x02"
    assert len(alert(reason)) == 7
