import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from services.egress.baa import LARGEST, canonical, document_hash, parse, sign
from services.egress.errors import WrongBaaRecord
from tests.services.egress.entries import a_record

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SIGNED = sign(a_record(), KEY)
TEXT = SIGNED.text()


def altered(**changes: Any) -> bytes:  # noqa: ANN401 any JSON
    """Return the record's file with fields changed, and the old signature."""
    whole = json.loads(TEXT)
    whole["record"].update(changes)
    return json.dumps(whole).encode()


def test_a_signed_record_is_read_back_and_is_the_approvers() -> None:
    read = parse(TEXT)
    assert read == SIGNED
    assert read.signed_by(KEY.public_key())
    assert not read.signed_by(Ed25519PrivateKey.generate().public_key())


def test_what_is_signed_is_canonical_json() -> None:
    assert a_record().canonical() == (
        b'{"approver":"compliance.officer","counterparty":"Harborbook Software, Inc.","document_sha256":"'
        + b"0f" * 32
        + b'","effective":"2027-01-01","expires":"2027-12-31","id":"baa-2027-01","kind":"sealdesk.baa/1",'
        b'"products":["Scheduling API","Reminders"],"vendor":"Harborbook"}'
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"expires": "2037-12-31"},
        {"effective": "2026-01-01"},
        {"vendor": "Harborbook2"},
        {"products": ["Scheduling API", "Reminders", "Analytics"]},
        {"products": ["Reminders", "Scheduling API"]},
        {"counterparty": "Somebody Else, Inc."},
        {"document_sha256": "1f" * 32},
        {"approver": "intern"},
        {"id": "baa-2027-02"},
    ],
)
def test_a_changed_record_is_signed_by_nobody(changes: dict[str, Any]) -> None:
    assert not parse(altered(**changes)).signed_by(KEY.public_key())


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b"[" * 5000,
        b"x" * (LARGEST + 1),
        TEXT.replace(b'"signature"', b'"sig"'),
        TEXT.replace(b'"id":"baa-2027-01"', b'"id":"baa-2027-01","id":"baa-2027-01"'),
        json.dumps({**json.loads(TEXT), "signature": base64.b64encode(b"short").decode()}).encode(),
        json.dumps({**json.loads(TEXT), "signature": "no base64!"}).encode(),
        json.dumps({**json.loads(TEXT), "signature": 7}).encode(),
        json.dumps({**json.loads(TEXT), "more": 1}).encode(),
        altered(more="field"),
        altered(kind="sealdesk.baa/2"),
        altered(kind=["sealdesk.baa/1"]),
        altered(expires="20271231"),
        altered(expires="2027-13-01"),
        altered(expires="2026-12-31"),
        altered(effective=None),
        altered(products=[]),
        altered(products="Scheduling API"),
        altered(products=[1]),
        altered(products=[[]]),
        altered(vendor=""),
        altered(vendor=" "),
        altered(vendor="Harbor\nbook"),
        altered(vendor="Harbor\ud800"),
        altered(vendor=3),
        altered(document_sha256="0F" * 32),
        altered(document_sha256="0f"),
    ],
)
def test_what_is_no_record_is_refused(text: bytes) -> None:
    with pytest.raises(WrongBaaRecord) as wrong:
        parse(text)
    assert wrong.value.do


@given(st.binary(max_size=200) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_a_record_or_refused(text: bytes) -> None:
    with pytest.raises(WrongBaaRecord):
        parse(text)


@given(st.integers(0, len(TEXT) - 2), st.integers(1, 255))
def test_no_altered_byte_leaves_a_valid_record(at: int, by: int) -> None:
    changed = bytearray(TEXT)
    changed[at] ^= by
    try:
        read = parse(bytes(changed))
    except WrongBaaRecord:
        return
    assert read == SIGNED or not read.signed_by(KEY.public_key())


def test_a_document_is_named_by_its_sha256() -> None:
    assert document_hash(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_half_a_surrogate_pair_is_never_signed() -> None:
    with pytest.raises(WrongBaaRecord):
        canonical({"a": "\ud800"})
