import base64
import json
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from services.egress.senders.errors import WrongCallback
from services.egress.senders.sendgrid.events import EventKind, EventSignature, events_of

KEY = ec.generate_private_key(ec.SECP256R1())
AT = "1803996000"


def public(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


def signature(body: bytes, at: str = AT) -> str:
    return base64.b64encode(KEY.sign(at.encode() + body, ec.ECDSA(SHA256()))).decode()


def told(**fields: object) -> dict[str, object]:
    return {
        "sg_event_id": "e1",
        "sg_message_id": "notice-1.filter",
        "event": "delivered",
        "timestamp": 1803996000,
        **fields,
    }


def test_what_sendgrid_signed_holds_and_nothing_else() -> None:
    check, body = EventSignature(public(KEY)), json.dumps([told()]).encode()
    right = signature(body)
    assert check.holds(body, AT, right)
    assert not check.holds(body + b" ", AT, right)
    assert not check.holds(body, "1803996001", right)
    assert not check.holds(body, AT, signature(body, "1"))
    assert not check.holds(body, AT, "")
    assert not check.holds(body, AT, "nicht base64")
    assert not check.holds(body, "ñ", right)


@pytest.mark.parametrize(
    "key",
    [
        public(ec.generate_private_key(ec.SECP384R1())),
        public(rsa.generate_private_key(public_exponent=65537, key_size=2048)),
        "bm90IGEga2V5",
        "not base64!",
    ],
)
def test_another_kind_of_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        EventSignature(key)


def test_events_are_read_once_each_without_a_strangers_words() -> None:
    body = json.dumps(
        [
            told(),
            told(),
            told(sg_event_id="e2", event="bounce", reason="550 santos@mail.example", email="santos@mail.example"),
        ]
    ).encode()
    first, second = events_of(body)
    assert (first.key, first.kind, first.at) == ("e1", EventKind.DELIVERED, datetime(2027, 3, 2, 14, tzinfo=UTC))
    assert (second.key, second.kind) == ("e2", EventKind.BOUNCE)
    assert "santos" not in repr(second)


def test_a_kind_that_is_new_is_kept_as_other() -> None:
    [event] = events_of(json.dumps([told(event="teleported")]).encode())
    assert event.kind is EventKind.OTHER


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[1]",
        b"\xff",
        b"[" * 100_000,
        b" " * (3 * 1024 * 1024),
        json.dumps([told(sg_event_id="")]).encode(),
        json.dumps([told(sg_message_id=7)]).encode(),
        json.dumps([told(timestamp="soon")]).encode(),
        json.dumps([told(timestamp=10**20)]).encode(),
        json.dumps([{"event": "delivered"}]).encode(),
    ],
)
def test_what_is_no_list_of_events(body: bytes) -> None:
    with pytest.raises(WrongCallback):
        events_of(body)
