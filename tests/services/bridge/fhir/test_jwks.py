import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)

from services.bridge.fhir.jwks import SigningKeyUnusable, jwks, load_signing_key


def pem(key: PrivateKeyTypes, encryption: KeySerializationEncryption | None = None) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption or NoEncryption())


RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
P384 = ec.generate_private_key(ec.SECP384R1())


def test_the_key_decides_the_algorithm() -> None:
    assert load_signing_key("a", pem(RSA)).algorithm == "RS384"
    assert load_signing_key("b", pem(P384)).algorithm == "ES384"


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"no key",
        pem(ec.generate_private_key(ec.SECP256R1())),
        pem(rsa.generate_private_key(public_exponent=65537, key_size=1024)),  # noqa: S505 refused
        pem(P384, BestAvailableEncryption(b"secret")),
    ],
)
def test_a_key_that_cannot_sign_is_refused(bad: bytes) -> None:
    with pytest.raises(SigningKeyUnusable, match="openssl"):
        load_signing_key("a", bad)


def test_the_set_holds_public_halves_of_both_live_keys_and_nothing_private() -> None:
    published = jwks([load_signing_key("now", pem(RSA)), load_signing_key("next", pem(P384))])
    assert [key["kid"] for key in published["keys"]] == ["now", "next"]
    for key in published["keys"]:
        assert {"d", "p", "q", "dp", "dq", "qi"}.isdisjoint(key)
        assert key["use"] == "sig"
        assert jwt.PyJWK(key).algorithm_name == key["alg"]


def test_two_keys_of_one_name_are_refused() -> None:
    with pytest.raises(SigningKeyUnusable, match="kid"):
        jwks([load_signing_key("a", pem(RSA)), load_signing_key("a", pem(P384))])


def test_a_key_does_not_show_itself() -> None:
    assert "private" not in repr(load_signing_key("a", pem(RSA)))
