"""Checks of fees: that whoever owes one can pay, and that a payment would be noticed. No payment page is opened."""

import httpx

from appliance.doctor.model import Check, NotUsed, Patient, Wrong
from appliance.places import Places
from appliance.secret_files import SecretFiles, header_keys
from appliance.wiring.payments import public_base
from services.payments.texting import LONGEST_LINK
from services.scheduling.policy_model import Late

_TIMEOUT = 10.0
_OK = 200
_PAGE = "/pay/" + "x" * 16
_BEGINS = "whsec_"


async def _payments(patient: Patient) -> str:
    settings = patient.settings
    policy = settings.policy
    rules = (policy.default, *(policy.rules_for(name) for name in policy.visit_types))
    if not any(Late.ALLOW_WITH_FEE in (each.late_move, each.late_cancel) for each in rules):
        raise NotUsed("no rule of the policy asks a fee")
    if not settings.payments.stripe and settings.payments.page_url is None:
        return "fees are paid at the front desk: there is no payment page in the settings"
    link = f"{public_base(settings)}{_PAGE}"
    if len(link) > LONGEST_LINK:
        raise Wrong(f"links to pay have {len(link)} characters and fit no text, which takes {LONGEST_LINK}")
    if not settings.payments.stripe:
        return f"the clinic's own payment page is used; links in texts have {len(link)} characters"
    await _stripe(patient)
    return "the egress process opens Stripe's pages, and the webhook's secret is there; nothing was opened now"


async def _stripe(patient: Patient) -> None:
    """Look whether the channel is set up and what signs its news; no session is made."""
    settings = patient.settings
    stripe = settings.egress.stripe
    secret = stripe.webhook_secret_file if stripe else None
    if secret is None:
        raise Wrong("egress.stripe names no webhook_secret_file")
    keys = header_keys(SecretFiles.locate(settings.folders.secrets), secret)
    if any(not key.startswith(_BEGINS) for key in keys):
        raise Wrong(f"the secret {secret} is none of a Stripe webhook: such ones begin with {_BEGINS}")
    transport = httpx.AsyncHTTPTransport(uds=str(Places.of(settings).egress_socket))
    try:
        async with httpx.AsyncClient(transport=transport, timeout=_TIMEOUT, trust_env=False) as client:
            answer = await client.get("http://egress/health")
    except httpx.HTTPError as error:
        raise Wrong(f"the egress process does not answer ({type(error).__name__})") from None
    if answer.status_code != _OK or "stripe" not in answer.json().get("channels", []):
        raise Wrong("the egress process has no channel to Stripe")


PAYMENTS = Check("Fees can be paid", "check payments, egress.stripe and payments.public_url in the settings", _payments)
