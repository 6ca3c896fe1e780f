from collections.abc import Callable
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tests.appliance.demo.clinic_client import Clinic, Opener

TOKEN_URL = "http://ehr.test/auth/token"
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC_KEY = ec.generate_private_key(ec.SECP384R1())
KEYS: dict[str, Any] = {"RS384": RSA_KEY, "ES384": EC_KEY, "RS256": RSA_KEY}
PUBLIC = [
    {**jwt.algorithms.RSAAlgorithm.to_jwk(RSA_KEY.public_key(), as_dict=True), "kid": "RS384"},
    {**jwt.algorithms.ECAlgorithm.to_jwk(EC_KEY.public_key(), as_dict=True), "kid": "ES384"},
]


@pytest.fixture
async def smart(open_clinic: Opener) -> Clinic:
    clinic = await open_clinic(auth="smart")
    scopes = ["system/*.read", "system/*.write"]
    await clinic.control("clients", {"client_id": "sealdesk", "jwks": {"keys": PUBLIC}, "scopes": scopes})
    return clinic


def now_of(clinic: Clinic) -> int:
    return int(clinic.ehr.clock.now().timestamp())


def assertion(clinic: Clinic, algorithm: str = "RS384", kid: str = "", **claims: object) -> str:
    plain = {
        "iss": "sealdesk",
        "sub": "sealdesk",
        "aud": TOKEN_URL,
        "jti": f"jti-{algorithm}",
        "exp": now_of(clinic) + 240,
        **claims,
    }
    return jwt.encode(plain, KEYS[algorithm], algorithm=algorithm, headers={"kid": kid or algorithm})


async def ask(clinic: Clinic, signed: str, scope: str = "system/*.read system/*.write", **form: str) -> tuple[int, Any]:
    plain = {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": signed,
        "scope": scope,
    }
    answer = await clinic.http.post("/auth/token", data={**plain, **form})
    return answer.status_code, answer.json()


async def test_the_configuration_names_the_token_endpoint(smart: Clinic) -> None:
    found = (await smart.http.get("/fhir/.well-known/smart-configuration")).json()
    assert found["token_endpoint"] == TOKEN_URL
    assert found["token_endpoint_auth_signing_alg_values_supported"] == ["RS384", "ES384"]


@pytest.mark.parametrize("algorithm", ["RS384", "ES384"])
async def test_a_signed_assertion_gives_a_short_lived_token(smart: Clinic, algorithm: str) -> None:
    status, token = await ask(smart, assertion(smart, algorithm))
    assert (status, token["token_type"], token["expires_in"]) == (200, "bearer", 300)
    bearer = {"authorization": f"Bearer {token['access_token']}"}
    assert (await smart.get("Appointment/apt-001", **bearer)).status_code == 200
    await smart.put("Appointment/apt-001", smart.appointment_of("pat-001"), **bearer)
    assert smart.ehr.store.log[-1].actor == "sealdesk"
    await smart.control("clock", {"advance_seconds": 301})
    expired = await smart.get("Appointment/apt-001", **bearer)
    assert (expired.status_code, "invalid_token" in expired.headers["www-authenticate"]) == (401, True)


async def test_without_a_token_only_the_public_documents_answer(smart: Clinic) -> None:
    assert (await smart.get("Appointment/apt-001")).status_code == 401
    assert (await smart.get("Appointment/apt-001", authorization="Bearer guessed")).status_code == 401
    assert (await smart.get("metadata")).status_code == 200


async def test_reading_does_not_allow_writing(smart: Clinic) -> None:
    _, token = await ask(smart, assertion(smart), scope="system/Appointment.read")
    bearer = {"authorization": f"Bearer {token['access_token']}"}
    body = smart.appointment_of("pat-001")
    assert (await smart.put("Appointment/apt-001", body, **bearer)).status_code == 403
    assert (await smart.http.post("/fhir/Patient/_search", data={"family": "x"}, headers=bearer)).status_code == 200


async def test_revoked_tokens_end_at_once(smart: Clinic) -> None:
    _, token = await ask(smart, assertion(smart))
    await smart.control("revoke-tokens")
    assert (await smart.get("Slot", authorization=f"Bearer {token['access_token']}")).status_code == 401


async def test_an_assertion_is_used_once(smart: Clinic) -> None:
    signed = assertion(smart)
    assert (await ask(smart, signed))[0] == 200
    status, refusal = await ask(smart, signed)
    assert (status, refusal["error"]) == (401, "invalid_client")


REFUSED: list[Callable[[Clinic], str]] = [
    lambda clinic: assertion(clinic, aud="http://ehr.test/fhir"),
    lambda clinic: assertion(clinic, exp=now_of(clinic) + 301),
    lambda clinic: assertion(clinic, exp=now_of(clinic)),
    lambda clinic: assertion(clinic, sub="somebody"),
    lambda clinic: assertion(clinic, iss="stranger"),
    lambda clinic: assertion(clinic, "RS256", kid="RS384"),
    lambda clinic: assertion(clinic, kid="retired"),
    lambda clinic: assertion(clinic, "ES384", kid="RS384"),
    lambda clinic: assertion(clinic)[:-8] + "AAAAAAAA",
    lambda _: "not a token",
    lambda _: "",
]


@pytest.mark.parametrize("make", REFUSED)
async def test_a_wrong_assertion_is_401(smart: Clinic, make: Callable[[Clinic], str]) -> None:
    status, refusal = await ask(smart, make(smart))
    assert (status, refusal["error"]) == (401, "invalid_client")


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"client_assertion_type": "none"}, "invalid_request"),
        ({"scope": "user/*.read"}, "invalid_scope"),
        ({"scope": "system/*.admin"}, "invalid_scope"),
        ({"scope": ""}, "invalid_scope"),
    ],
)
async def test_a_wrong_request_is_400(smart: Clinic, form: dict[str, str], error: str) -> None:
    status, refusal = await ask(smart, assertion(smart), **form)
    assert (status, refusal["error"]) == (400, error)
