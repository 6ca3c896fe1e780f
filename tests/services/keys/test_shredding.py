"""Orders to destroy keys: two people, each once, each with a trusted key."""

import json
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.keys.errors import NeedsTwo
from services.keys.shredding import ShredOrder, SignedOrder, WrongOrder, parse

ORDER = ShredOrder("shred_1", "2026Q4", ("a" * 64,), "retention is over", "officer", datetime(2033, 1, 2, tzinfo=UTC))
KIM, LEE, EVE = (Ed25519PrivateKey.generate() for _ in range(3))
TRUSTED = {"kim": KIM.public_key(), "lee": LEE.public_key()}
UNSIGNED = SignedOrder(ORDER, {})


def test_two_trusted_people_are_enough() -> None:
    signed = UNSIGNED.signed("kim", KIM).signed("lee", LEE)
    assert set(parse(signed.text()).require_two(TRUSTED)) == {"kim", "lee"}
    assert parse(signed.text()).order == ORDER


@pytest.mark.parametrize(
    "signed",
    [
        UNSIGNED,
        UNSIGNED.signed("kim", KIM),
        UNSIGNED.signed("kim", KIM).signed("eve", EVE),
        UNSIGNED.signed("kim", KIM).signed("lee", EVE),
        UNSIGNED.signed("kim", KIM).signed("lee", KIM),
    ],
)
def test_one_person_is_not_enough(signed: SignedOrder) -> None:
    with pytest.raises(NeedsTwo):
        signed.require_two(TRUSTED)


def test_one_person_under_two_names_is_one_person() -> None:
    signed = UNSIGNED.signed("kim", KIM).signed("kim2", KIM)
    with pytest.raises(NeedsTwo):
        signed.require_two({"kim": KIM.public_key(), "kim2": KIM.public_key()})


def test_an_order_changed_after_signing_is_signed_by_nobody() -> None:
    content = json.loads(UNSIGNED.signed("kim", KIM).signed("lee", LEE).text())
    content["order"]["patients"].append("b" * 64)
    with pytest.raises(NeedsTwo):
        parse(json.dumps(content).encode()).require_two(TRUSTED)


@pytest.mark.parametrize("text", [b"", b"{}", b"[]", b"null", b'{"order": {}, "signatures": {}}', b"\xff"])
def test_rubbish_is_no_order(text: bytes) -> None:
    with pytest.raises(WrongOrder):
        parse(text)


@pytest.mark.parametrize("field", ["kind", "epoch", "reason", "asked_by", "asked", "patients"])
def test_an_order_without_a_field_is_refused(field: str) -> None:
    content = json.loads(UNSIGNED.text())
    content["order"][field] = "" if field != "patients" else [1]
    with pytest.raises(WrongOrder):
        parse(json.dumps(content).encode())
