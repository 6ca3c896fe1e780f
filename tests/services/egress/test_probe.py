"""A trial of a destination tells what is wrong by its phase, and says nothing but a TLS greeting."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from services.egress.errors import NotReached, NotTrusted, Refused
from services.egress.guard import SENDER
from services.egress.model import Destination, DestinationClass
from services.egress.probe import Manner, Trial, probe
from services.egress.reasons import Reason
from tests.contract.certificates import Authority, make_authority
from tests.services.egress.doorway import hang_up
from tests.services.egress.entries import HOST, a_destination
from tests.services.egress.test_guarded import Post, a_post

RELAY = a_destination(kind=DestinationClass.MESSAGING, who=SENDER)
GREETING = "220 mail ready\r\n"
OFFERS = "250-mail\r\n250-SIZE 1000\r\n250 STARTTLS\r\n"


def believing(authority: Authority) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(authority.file))


def trial(post: Post, manner: Manner = Manner.TLS, entry: Destination = RELAY) -> Trial:
    return Trial(entry, manner, believing(post.authority))


async def test_a_certificate_that_is_believed_is_the_evidence(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post:
        evidence = await probe(post.guard, trial(post))
    assert "TLSv1.3; its certificate is of vendors, good until" in evidence
    assert post.heard == []
    assert post.guard.open == ()


async def test_another_name_or_another_ca_is_not_believed(tmp_path: Path) -> None:
    async with a_post(tmp_path, served="other.example") as post:
        with pytest.raises(NotTrusted, match="Hostname mismatch"):
            await probe(post.guard, trial(post))
    (tmp_path / "theirs").mkdir()
    async with a_post(tmp_path) as post:
        theirs = make_authority(tmp_path / "theirs", "others")
        with pytest.raises(NotTrusted, match="certificate"):
            await probe(post.guard, Trial(RELAY, Manner.TLS, believing(theirs)))


async def test_a_shut_door_and_an_empty_house_are_told_apart(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post:
        post.dialer.silent.add("192.31.196.10")
        with pytest.raises(NotReached):
            await probe(post.guard, trial(post))
        post.register.reason = Reason.BAA_EXPIRED
        with pytest.raises(Refused, match="has expired"):
            await probe(post.guard, trial(post))


@asynccontextmanager
async def a_relay(folder: Path, *answers: str) -> AsyncIterator[Post]:
    """Open a guard to a mail relay that gives these answers, and begins TLS after the last one."""
    async with a_post(folder) as post:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*post.authority.issue("relay", HOST))
        writers = []

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writers.append(writer)
            for index, text in enumerate(answers):
                if index:
                    await reader.readline()
                writer.write(text.encode())
                await writer.drain()
            if len(answers) < 3:
                writer.close()
            else:
                await writer.start_tls(context)

        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        relay = Post(server.sockets[0].getsockname()[1], post.authority, (RELAY,), [])
        yield relay
        server.close()
        await relay.dialer.hang_up()
        for writer in writers:
            await hang_up(writer)


async def test_a_mail_relay_is_greeted_before_tls(tmp_path: Path) -> None:
    async with a_relay(tmp_path, GREETING, OFFERS, "220 go\r\n") as post:
        assert "TLSv1.3" in await probe(post.guard, trial(post, Manner.STARTTLS))


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (("554 no\r\n",), "does not answer as a mail relay"),
        ((GREETING, "250 mail\r\n"), "offers no STARTTLS"),
        ((GREETING, "250-mail\r\n" * 80), "does not end its answer"),
        (("",), "does not answer as a mail relay"),
    ],
)
async def test_a_relay_without_tls_is_told(tmp_path: Path, answers: tuple[str, ...], told: str) -> None:
    async with a_relay(tmp_path, *answers) as post:
        with pytest.raises(NotReached, match=told):
            await probe(post.guard, trial(post, Manner.STARTTLS))


async def test_a_stand_in_only_has_to_answer(tmp_path: Path) -> None:
    async with a_post(tmp_path) as post:
        assert "plain HTTP on this machine" in await probe(post.guard, trial(post, Manner.PLAIN))
