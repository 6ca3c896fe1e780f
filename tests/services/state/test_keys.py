"""Derived keys and keyed hashes."""

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.state.errors import MissingKey, WrongKey
from services.state.keys import derive_key, keyed_hash, require_key

KEY = bytes(range(32))


def test_a_derived_key_is_hkdf_with_the_purpose_as_info() -> None:
    expected = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"sealdesk/audit/patient").derive(KEY)
    assert derive_key(KEY, "audit/patient") == expected


def test_purposes_give_different_keys() -> None:
    assert len({derive_key(KEY, purpose) for purpose in ("a", "b", "ab")} | {KEY}) == 4


def test_only_32_bytes_are_a_key() -> None:
    assert require_key(KEY) == KEY
    with pytest.raises(MissingKey):
        require_key(None)
    with pytest.raises(WrongKey):
        derive_key(b"x", "a")


def test_a_keyed_hash_depends_on_key_and_value() -> None:
    assert keyed_hash(KEY, "pat-1") == keyed_hash(KEY, "pat-1")
    assert len({keyed_hash(KEY, "pat-1"), keyed_hash(KEY, "pat-2"), keyed_hash(bytes(32), "pat-1")}) == 3
