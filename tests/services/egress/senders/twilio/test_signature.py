"""Twilio's published example, and what the signature alone does not prove."""

import pytest

from services.egress.senders.errors import WrongCallback
from services.egress.senders.twilio.inbound import single, text_of
from services.egress.senders.twilio.signature import TwilioSignature, addresses, signed
from tests.doubles.carriers import ACCOUNT, CLINIC, PATIENT
from tests.doubles.clock import ManualClock

URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
FIELDS = [
    ("CallSid", "CA1234567890ABCDE"),
    ("Digits", "1234"),
    ("From", "+14158675309"),
    ("To", "+18005551212"),
    ("Caller", "+14158675309"),
]
CHECK = TwilioSignature(("12345",))


def test_the_example_of_twilios_documentation() -> None:
    assert signed("12345", URL, FIELDS) == b"RSOYDt4T1cUTdK1PDd93/VVr8B8="
    assert CHECK.holds_form(URL, FIELDS, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")


def test_the_secondary_token_holds_while_the_first_is_changed() -> None:
    assert TwilioSignature(("new", "12345")).holds_form(URL, FIELDS, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")
    assert not TwilioSignature(("new",)).holds_form(URL, FIELDS, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")


@pytest.mark.parametrize("tokens", [(), ("",), ("a", "")])
def test_without_a_token_there_is_no_check(tokens: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="token"):
        TwilioSignature(tokens)


def test_the_port_may_be_signed_or_not() -> None:
    assert addresses("https://clinic.example/x") == ("https://clinic.example/x", "https://clinic.example:443/x")
    assert addresses("https://clinic.example:8443/x?a=1")[0] == "https://clinic.example/x?a=1"


@pytest.mark.parametrize("signature", ["", "RSOYDt4T1cUTdK1PDd93/VVr8B8", "é", "RSOYDt4T1cUTdK1PDd93/VVr8B8= "])
def test_what_is_no_signature(signature: str) -> None:
    assert not CHECK.holds_form(URL, FIELDS, signature)


def test_a_form_whose_names_were_shifted_keeps_its_signature_and_is_refused_as_a_text() -> None:
    fields = [
        ("AccountSid", ACCOUNT.account),
        ("Body", "1"),
        ("From", PATIENT.digits),
        ("MessageSid", "SM" + "0" * 32),
        ("To", CLINIC.digits),
    ]
    shifted = [("Body1", "") if name == "Body" else (name, value) for name, value in fields]
    assert signed("12345", URL, shifted) == signed("12345", URL, fields)
    text_of(single(fields), ACCOUNT, ManualClock().now())
    with pytest.raises(WrongCallback):
        text_of(single(shifted), ACCOUNT, ManualClock().now())
