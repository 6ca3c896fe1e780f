import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from services.bridge.fhir.jwks import SigningKey, SigningKeyUnusable, load_signing_key
from services.bridge.fhir.jwks_app import PATHS, create_jwks_app


def key(kid: str) -> SigningKey:
    made = ec.generate_private_key(ec.SECP384R1())
    return load_signing_key(kid, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


@pytest.mark.parametrize("path", PATHS)
async def test_both_live_keys_are_published_without_their_private_halves(path: str) -> None:
    app = create_jwks_app([key("now"), key("next")])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://ehr-lan") as ehr:
        answer = await ehr.get(path)
    published = answer.json()["keys"]
    assert [one["kid"] for one in published] == ["now", "next"]
    assert all("d" not in one and one["alg"] == "ES384" for one in published)
    assert answer.headers["cache-control"] == "public, max-age=300"


async def test_nothing_else_is_served() -> None:
    app = create_jwks_app([key("now")])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://ehr-lan") as ehr:
        assert (await ehr.get("/")).status_code == 404
        assert (await ehr.post("/jwks.json")).status_code == 405


def test_two_keys_of_one_kid_are_refused() -> None:
    with pytest.raises(SigningKeyUnusable, match="kid"):
        create_jwks_app([key("same"), key("same")])
