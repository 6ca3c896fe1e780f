"""Our signing keys and the JSON Web Key Set we publish on the LAN (RFC 7517), for SMART Backend Services."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from cryptography.hazmat.primitives.asymmetric.ec import SECP384R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from services.kernel.errors import SealdeskError

Algorithm = Literal["RS384", "ES384"]
_SMALLEST_RSA = 2048


class SigningKeyUnusable(SealdeskError):
    """A private key cannot sign what SMART Backend Services asks for."""

    code = "signing_key_unusable"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One private key: its id as registered with the EHR, its algorithm, and the key itself."""

    kid: str
    algorithm: Algorithm
    private: RSAPrivateKey | EllipticCurvePrivateKey = field(repr=False)

    @property
    def public_jwk(self) -> dict[str, Any]:
        """Return the public half as a JWK."""
        if isinstance(self.private, RSAPrivateKey):
            jwk = json.loads(RSAAlgorithm.to_jwk(self.private.public_key()))
        else:
            jwk = json.loads(ECAlgorithm.to_jwk(self.private.public_key()))
        return {**jwk, "kid": self.kid, "alg": self.algorithm, "use": "sig", "key_ops": ["verify"]}


def load_signing_key(kid: str, pem: bytes) -> SigningKey:
    """Read a PEM private key; an RSA key signs RS384, a P-384 key ES384.

    Raises:
        SigningKeyUnusable: it is no PEM key, is encrypted, or of another kind or size.
    """
    try:
        private = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError):
        raise _unusable("is not an unencrypted PEM private key") from None
    if isinstance(private, RSAPrivateKey) and private.key_size >= _SMALLEST_RSA:
        return SigningKey(kid, "RS384", private)
    if isinstance(private, EllipticCurvePrivateKey) and isinstance(private.curve, SECP384R1):
        return SigningKey(kid, "ES384", private)
    raise _unusable("is neither RSA of 2048 bits or more nor on the curve P-384")


def jwks(keys: Iterable[SigningKey]) -> dict[str, Any]:
    """Return the JWK Set of the live keys; during a rotation both the present and the next one are in it.

    Raises:
        SigningKeyUnusable: two keys share a kid.
    """
    published = [key.public_jwk for key in keys]
    if len({key["kid"] for key in published}) != len(published):
        raise _unusable("has a kid that another live key has too")
    return {"keys": published}


def _unusable(why: str) -> SigningKeyUnusable:
    return SigningKeyUnusable(
        f"The key for the scheduling system {why}.", "Make one with `openssl ecparam -name secp384r1 -genkey -noout`."
    )
