"""Stripe's own library and we agree on 1,000 random messages, and neither accepts one of 1,000 altered ones."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import stripe

from services.payments.errors import SignatureRefused
from services.payments.stripe_signature import TOLERANCE, require_signature, signature_of

CASES = 1_000
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789 {}[]:\"',\\é漢🙂\n"


def ours(body: bytes, header: str, secret: str, now: datetime) -> bool:
    try:
        require_signature(body, header, [secret], now)
    except SignatureRefused:
        return False
    return True


def theirs(body: bytes, header: str, secret: str, now: datetime, patch: pytest.MonkeyPatch) -> bool:
    patch.setattr("stripe._webhook.time.time", now.timestamp)
    try:
        stripe.WebhookSignature.verify_header(body.decode(), header, secret, int(TOLERANCE.total_seconds()))
    except stripe.SignatureVerificationError:
        return False
    return True


def a_message(chance: random.Random) -> tuple[str, str, datetime]:
    body = "".join(chance.choices(LETTERS, k=chance.randrange(0, 400)))
    secret = "whsec_" + "".join(chance.choices("abcdefABCDEF0123456789", k=32))
    return body, secret, datetime(2027, 3, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(10**7))


def headers(body: str, secret: str, at: datetime, chance: random.Random) -> str:
    """Return one of the headers that may come: right, rolled, of another scheme, secret or time, or cut short."""
    seconds = int(at.timestamp()) - chance.choice([0, 1, 150, 300, 301, 4000])
    right = signature_of(body.encode(), str(seconds), secret)
    other = signature_of(body.encode(), str(seconds), secret + "x")
    forms: list[Callable[[], str]] = [
        lambda: stripe.WebhookSignature.generate_signature_header(body, secret, seconds),
        lambda: f"t={seconds},v1={other},v1={right}",
        lambda: f"t={seconds},v0={other},v1={right}",
        lambda: f"v1={right},t={seconds}",
        lambda: f"t={seconds},v0={right}",
        lambda: f"t={seconds},v1={other}",
        lambda: f"t={seconds},v1={right[:-1]}",
        lambda: f"t={seconds},v1={right.upper()}",
        lambda: f"t={seconds + 1},v1={right}",
        lambda: f"t={seconds}",
        lambda: f"v1={right}",
        lambda: f"t=soon,v1={right}",
        lambda: "",
    ]
    return chance.choice(forms[:4] if chance.random() < 0.5 else forms)()


def test_we_agree_with_stripes_library_on_a_thousand_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(20270301)  # noqa: S311 a test's
    verdicts = []
    for _ in range(CASES):
        body, secret, now = a_message(chance)
        header = headers(body, secret, now, chance)
        verdict = ours(body.encode(), header, secret, now)
        assert verdict is theirs(body.encode(), header, secret, now, monkeypatch), header
        verdicts.append(verdict)
    assert 250 < sum(verdicts) < 750, "both answers must be frequent for the agreement to mean anything"


def altered(body: bytes, header: str, chance: random.Random) -> tuple[bytes, str]:
    """Return the message with one thing changed: a bit of the body, a byte more or less, a digit of the header."""
    place = chance.randrange(len(body))
    kind = chance.randrange(5)
    if kind == 0:
        return body[:place] + bytes([body[place] ^ (1 << chance.randrange(7))]) + body[place + 1 :], header
    if kind == 1:
        return body[:place] + b"0" + body[place:], header
    if kind == 2:
        return body[:place] + body[place + 1 :], header
    digits = [index for index, letter in enumerate(header) if letter in "0123456789abcdef" and index > 2]
    index = chance.choice([each for each in digits if header[each - 1 : each + 1] not in {"v1"}])
    fresh = chance.choice([letter for letter in "0123456789" if letter != header[index]])
    return body, header[:index] + fresh + header[index + 1 :]


def test_none_of_a_thousand_altered_messages_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(20270302)  # noqa: S311 a test's
    accepted = 0
    for _ in range(CASES):
        _, secret, now = a_message(chance)
        body = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz{}:", k=200)).encode()
        header = stripe.WebhookSignature.generate_signature_header(body.decode(), secret, int(now.timestamp()))
        assert ours(body, header, secret, now)
        changed, other = altered(body, header, chance)
        assert (changed, other) != (body, header)
        accepted += ours(changed, other, secret, now)
        if changed.isascii():
            assert not theirs(changed, other, secret, now, monkeypatch)
    assert accepted == 0


def test_we_refuse_a_message_from_the_future_which_the_library_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2027, 3, 1, tzinfo=UTC)
    header = stripe.WebhookSignature.generate_signature_header("{}", "whsec_1", int(now.timestamp()) + 301)
    assert theirs(b"{}", header, "whsec_1", now, monkeypatch)
    assert not ours(b"{}", header, "whsec_1", now)
