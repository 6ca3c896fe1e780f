"""The doctor on fees: it opens no page, and says what keeps a patient from paying."""

import os
from pathlib import Path

import pytest

from appliance.doctor.examine import examine
from appliance.doctor.model import Finding, Grade, Patient
from appliance.doctor.payments import PAYMENTS
from appliance.secret_files import SecretFiles
from appliance.settings.load import load
from services.kernel.clock import SystemClock

HEAD = """\
clinic:
  name: Maple Street Clinic
  phone: "+1 212 555 0100"
  zone: America/Chicago
scheduling_system:
  base_url: http://127.0.0.1:9/fhir
folders: {{state: {0}/state, run: {0}/run, secrets: {0}/secrets}}
"""
FEE = "policy:\n  default: {late_cancel: allow_with_fee, late_cancel_fee_cents: 2500}\n"
STRIPE = """\
payments: {stripe: true, public_url: 'https://c.maple.example'}
egress:
  stripe:
    webhook_secret_file: stripe-webhook.key
    success_url: https://c.maple.example/pay/thanks
    cancel_url: https://c.maple.example/pay/later
"""


async def examined(folder: Path, text: str) -> Finding:
    file = folder / "appliance.yaml"
    file.write_text(HEAD.format(folder) + text)
    settings = load(file)
    (finding,) = await examine(Patient(settings, SecretFiles(folder / "secrets"), SystemClock()), [PAYMENTS])
    return finding


def secret(folder: Path, content: str) -> None:
    (folder / "secrets").mkdir(mode=0o700)
    path = folder / "secrets" / "stripe-webhook.key"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o400), "w") as file:
        file.write(content)


@pytest.mark.parametrize(
    ("text", "grade", "words"),
    [
        ("", Grade.NOT_USED, "no rule of the policy asks a fee"),
        (FEE, Grade.GOOD, "paid at the front desk"),
        (FEE + "payments: {page_url: 'https://pay.maple.example/fee'}\n", Grade.GOOD, "own payment page"),
        (
            FEE
            + "payments: {page_url: 'https://pay.maple.example/fee', public_url: "
            + "'https://the-patient-chat-of-the-clinic.maple.example'}\n",
            Grade.BAD,
            "fit no text",
        ),
    ],
)
async def test_how_fees_are_paid_is_told(tmp_path: Path, text: str, grade: Grade, words: str) -> None:
    finding = await examined(tmp_path, text)
    assert finding.grade is grade
    assert words in finding.evidence


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("sk_test_a_key_of_another_kind", "none of a Stripe webhook"),
        ("whsec_one\nwhsec_two", "does not answer"),
        ("whsec_one whsec_two whsec_three", "holds no keys"),
    ],
)
async def test_a_wrong_secret_and_an_absent_egress_process_are_told(tmp_path: Path, content: str, words: str) -> None:
    secret(tmp_path, content)
    finding = await examined(tmp_path, FEE + STRIPE)
    assert finding.grade is Grade.BAD
    assert words in finding.evidence
    assert content.split(maxsplit=1)[0] not in finding.evidence
