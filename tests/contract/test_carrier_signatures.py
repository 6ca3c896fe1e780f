"""Our signature checks and the vendors' own libraries agree; of the requests that were altered none is believed."""

import base64
import json
import random
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sendgrid.helpers.eventwebhook import EventWebhook
from twilio.request_validator import RequestValidator

from services.egress.senders.sendgrid.events import EventSignature
from services.egress.senders.twilio.signature import TwilioSignature

CASES = 1000
LETTERS = "abcXYZ019 &=+%/?.,\t\n\u00e1\u00f1\u20ac\U0001f600"
Fields = list[tuple[str, str]]


def word(chance: random.Random, longest: int = 24) -> str:
    return "".join(chance.choices(LETTERS, k=chance.randint(0, longest)))


def an_url(chance: random.Random) -> str:
    port = chance.choice(["", "", ":443", ":8443"])
    query = chance.choice(["", f"?a={quote(word(chance))}&b=2"])
    return f"https://hooks-{chance.randrange(99)}.clinic.example{port}/{quote(word(chance, 8))}{query}"


def a_form(chance: random.Random) -> Fields:
    names = chance.sample(["Body", "From", "To", "MessageSid", "NumMedia", "AccountSid", "body", "FromCity"], k=6)
    return [(name, word(chance)) for name in names]


def a_token(chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"


def altered(chance: random.Random, url: str, fields: Fields) -> tuple[str, Fields]:
    """Change one thing of a call: the address, a value, a name, or whether a field is there."""
    index = chance.randrange(len(fields))
    name, value = fields[index]
    left = fields[:index] + fields[index + 1 :]
    return chance.choice(
        [
            (url + "x", fields),
            (url.replace("https", "http", 1), fields),
            (url, [*left, (name, value + "x")]),
            (url, [*left, (f"x{name}", value)]),
            (url, left if name + value else [*left, ("x", "")]),
            (url, [*fields, ("Extra", "1")]),
        ]
    )


@pytest.mark.parametrize("seed", range(4))
def test_forms_as_twilios_library_signs_them(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 cases, not keys
    for _ in range(CASES // 4):
        token, url, fields = a_token(chance), an_url(chance), a_form(chance)
        theirs, ours = RequestValidator(token), TwilioSignature((token,))
        signature = theirs.compute_signature(url, dict(fields))
        assert theirs.validate(url, dict(fields), signature)
        assert ours.holds_form(url, fields, signature)
        wrong_url, wrong = altered(chance, url, fields)
        assert not theirs.validate(wrong_url, dict(wrong), signature)
        assert not ours.holds_form(wrong_url, wrong, signature)
        assert not ours.holds_form(url, fields, theirs.compute_signature(url + "/", dict(fields)))
        assert not TwilioSignature((a_token(chance),)).holds_form(url, fields, signature)


def test_events_as_sendgrids_library_checks_them() -> None:
    chance = random.Random(11)  # noqa: S311
    key = ec.generate_private_key(ec.SECP256R1())
    shown = base64.b64encode(key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()
    theirs, ours = EventWebhook(shown), EventSignature(shown)
    for _ in range(CASES):
        body, at = json.dumps([{"event": "delivered", "reason": word(chance)}]), str(chance.randrange(10**10))
        raw = key.sign((at + body).encode(), ec.ECDSA(SHA256()))
        signature = base64.b64encode(raw).decode()
        assert theirs.verify_signature(body, signature, at)
        assert ours.holds(body.encode(), at, signature)
        spoiled = bytes([*raw[:-1], raw[-1] ^ 1])
        for wrong in (
            (body + " ", at, signature),
            (body, at + "0", signature),
            (body, at, base64.b64encode(spoiled).decode()),
        ):
            assert not theirs.verify_signature(wrong[0], wrong[2], wrong[1])
            assert not ours.holds(wrong[0].encode(), wrong[1], wrong[2])
