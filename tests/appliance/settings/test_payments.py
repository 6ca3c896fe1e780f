"""Fees and summaries in appliance.yaml: what does not fit together is told with its line and key."""

from pathlib import Path

import pytest

from appliance.settings.load import WrongSettings, load
from appliance.settings.model import Settings
from appliance.wiring.payments import public_base

HEAD = """\
clinic:
  name: Maple Street Clinic
  phone: "+1 212 555 0100"
  zone: America/Chicago
scheduling_system:
  base_url: http://127.0.0.1:9/fhir
"""
STRIPE = """\
egress:
  stripe:
    success_url: https://chat.maple.example/pay/thanks
    cancel_url: https://chat.maple.example/pay/later
"""
RELAY = """\
egress:
  smtp: {{host: mail.maple.example, ca_file: /etc/ca.pem, sender: sealdesk@maple.example, location: {0}{1}}}
"""


NOTICES = """\
messaging: {{sender: egress, mail: notice}}
egress:
  twilio: {{account: AC00000000000000000000000000000000, key: SK00000000000000000000000000000000,
    number: "+12125550100"}}
  sendgrid:
    link: {0}
    sender: desk@maple.example
"""


def settings(folder: Path, text: str) -> Settings:
    file = folder / "appliance.yaml"
    file.write_text(HEAD + text)
    return load(file)


@pytest.mark.parametrize(
    ("text", "line", "key", "what"),
    [
        ("payments:\n  stripe: true\n", 8, "payments.stripe", "egress.stripe is needed"),
        (STRIPE + "payments:\n  stripe: true\n", 8, "egress.stripe.webhook_secret_file", "no payment is ever noticed"),
        (
            STRIPE + "payments:\n  stripe: true\n  page_url: https://pay.example/x\n",
            13,
            "payments.page_url",
            "two payment pages",
        ),
        ("payments:\n  page_url: http://pay.example/x\n", 8, "payments.page_url", "no address of a page"),
        ("payments:\n  public_url: https://chat.example/x\n", 8, "payments.public_url", "without a path"),
        ("summaries:\n  mail: {team: team@maple.example}\n", 8, "summaries.mail", "egress.smtp with location lan"),
        (
            RELAY.format("internet", ", baa: {vendor: Mail Ltd, product: relay}")
            + "summaries:\n  mail: {team: team@maple.example}\n",
            10,
            "summaries.mail",
            "never leave the clinic's network",
        ),
        (
            RELAY.format("lan", "") + "summaries:\n  mail: {rivera: r@maple.example}\n",
            10,
            "summaries.mail",
            "no address for the inbox team",
        ),
        (
            RELAY.format("lan", "") + "summaries:\n  mail: {team: t@maple.example}\n  folder: /srv/inboxes\n",
            11,
            "summaries.folder",
            "two kinds of inbox",
        ),
        ("messaging:\n  mail: notice\n", 8, "messaging.mail", "notice needs egress.sendgrid"),
        (
            NOTICES.format("https://chat.maple.example/m/") + "chat: {public_hosts: [chat.other.example]}\n",
            12,
            "egress.sendgrid.link",
            "one of chat.public_hosts",
        ),
        (
            NOTICES.format("https://chat.maple.example/open/") + "chat: {public_hosts: [chat.maple.example]}\n",
            12,
            "egress.sendgrid.link",
            "must be https://HOST/m/",
        ),
        ("messaging:\n  mail: relay\n", 8, "messaging.mail", "relay needs egress.smtp"),
        ("summaries:\n  mail: {team: nobody}\n", 8, "summaries.mail.team", "form"),
    ],
)
def test_what_does_not_fit_is_told_with_line_and_key(tmp_path: Path, text: str, line: int, key: str, what: str) -> None:
    with pytest.raises(WrongSettings) as caught:
        settings(tmp_path, text)
    (problem,) = caught.value.problems
    assert (problem.line, problem.key) == (line, key)
    assert what in f"{problem.what} {problem.allowed}"


def test_notices_by_a_link_of_the_chats_own_are_made(tmp_path: Path) -> None:
    text = NOTICES.format("https://Chat.maple.example/m/") + "chat: {public_hosts: [chat.maple.example]}\n"
    assert settings(tmp_path, text).messaging.mail == "notice"


def test_summaries_by_a_relay_on_the_clinics_network_are_made(tmp_path: Path) -> None:
    made = settings(tmp_path, RELAY.format("lan", "") + "summaries:\n  mail: {team: team@maple.example}\n")
    assert made.summaries.made


@pytest.mark.parametrize(
    ("chat", "base"),
    [
        ("{}", "http://localhost:8080"),
        ("{public_hosts: [chat.maple.example], behind_tls: true}", "https://chat.maple.example"),
        (
            "{public_hosts: [chat.maple.example], port: 443, tls: {certificate_file: /a, key_file: /b}}",
            "https://chat.maple.example",
        ),
        (
            "{public_hosts: [chat.maple.example], port: 8443, tls: {certificate_file: /a, key_file: /b}}",
            "https://chat.maple.example:8443",
        ),
    ],
)
def test_the_links_in_texts_lead_to_the_chat_page(tmp_path: Path, chat: str, base: str) -> None:
    assert public_base(settings(tmp_path, f"chat: {chat}\n")) == base


def test_a_shorter_address_can_be_named(tmp_path: Path) -> None:
    made = settings(tmp_path, "payments: {public_url: 'https://c.maple.example'}\n")
    assert public_base(made) == "https://c.maple.example"


def test_a_payment_page_on_this_machine_needs_no_tls(tmp_path: Path) -> None:
    made = settings(tmp_path, "payments: {page_url: 'http://127.0.0.1:8082/pay'}\n")
    assert made.payments.page_url == "http://127.0.0.1:8082/pay"
