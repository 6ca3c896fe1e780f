import json
import ssl
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """Return a self-signed certificate for 127.0.0.1 and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    start = datetime(2020, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(start).not_valid_after(start + timedelta(days=36500))
    address = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    made = builder.add_extension(address, critical=False).sign(key, hashes.SHA256())
    plain = serialization.NoEncryption()
    certificate, secret = tmp_path / "certificate.pem", tmp_path / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    pem, shape = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    secret.write_bytes(key.private_bytes(pem, shape, plain))
    return certificate, secret


def test_it_speaks_tls_and_says_where(certificate: tuple[Path, Path]) -> None:
    cert, key = map(str, certificate)
    command = [sys.executable, "-m", "appliance.demo.ehr", "--empty", "--dialect", "oracle"]
    command += ["--tls-cert", cert, "--tls-key", key]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 our own module
        try:
            assert process.stdout is not None
            said = json.loads(process.stdout.readline())
            statement = httpx.get(f"{said['fhir']}/metadata", verify=ssl.create_default_context(cafile=cert)).json()
            with pytest.raises(httpx.ConnectError):
                httpx.get(f"{said['fhir']}/metadata", verify=ssl.create_default_context())
        finally:
            process.terminate()
    assert said["address"].startswith("https://127.0.0.1:")
    assert statement["software"]["name"] == "Oracle Health Millennium (demo)"


@pytest.mark.parametrize("arguments", [["--dialect", "klingon"], ["--port", "many"]])
def test_a_wrong_argument_is_said(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "appliance.demo.ehr", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 our own module
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
