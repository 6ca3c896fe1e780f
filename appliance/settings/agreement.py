"""What two sections of the settings must agree on; each disagreement names the key at which it is mended."""

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from appliance.settings.allowed import channels, destinations, reaches_system
from services.egress.allow_list import require_distinct
from services.egress.errors import WrongDestination
from services.egress.model import Location, PhiPolicy
from services.scheduling.policy_model import Late

if TYPE_CHECKING:
    from appliance.settings.model import Settings
    from appliance.settings.policy import VisitRules


NOTICE_PATH: Final = "/m/"
"""Where the chat takes the links of notices: `services.portal.notices`."""


class Disagreement(ValueError):
    """Two sections do not fit together; `path` is the key to mend."""

    def __init__(self, path: tuple[str | int, ...], what: str) -> None:
        super().__init__(what)
        self.path = path


def require_agreement(settings: "Settings") -> None:
    """Check that the sections fit together.

    Raises:
        Disagreement: they do not.
    """
    _llama_has_a_gateway(settings)
    _gateway_has_an_upstream(settings)
    _gateway_is_no_model_server(settings)
    _one_payment_page(settings)
    _summaries_stay_inside(settings)
    _policy_holds_together(settings)
    _allow_list_holds_together(settings)
    _the_schedule_is_phi(settings)
    _messages_have_a_channel(settings)
    _mails_have_a_relay(settings)
    _notices_have_a_way(settings)
    _officers_have_a_way(settings)


def _mails_have_a_relay(settings: "Settings") -> None:
    if settings.messaging.mail == "relay" and (settings.egress.smtp is None or settings.messaging.sender != "egress"):
        raise Disagreement(("messaging", "mail"), "relay needs egress.smtp, and messaging.sender: egress")


def _notices_have_a_way(settings: "Settings") -> None:
    """Check that a notice can leave, and that its link leads to the chat."""
    if settings.messaging.mail != "notice":
        return
    channel = settings.egress.sendgrid
    if channel is None or settings.messaging.sender != "egress":
        raise Disagreement(("messaging", "mail"), "notice needs egress.sendgrid, and messaging.sender: egress")
    link = urlsplit(channel.link)
    hosts = {host.lower() for host in settings.chat.public_hosts}
    if link.path != NOTICE_PATH or (link.hostname or "") not in hosts:
        msg = "must be https://HOST/m/ with one of chat.public_hosts: the chat answers nothing else"
        raise Disagreement(("egress", "sendgrid", "link"), msg)


def _officers_have_a_way(settings: "Settings") -> None:
    if settings.audit.officers and settings.egress.smtp is None and settings.egress.sendgrid is None:
        msg = "mails to officers leave by egress.smtp, or by egress.sendgrid: set one of them up"
        raise Disagreement(("audit", "officers"), msg)


def _llama_has_a_gateway(settings: "Settings") -> None:
    asks = settings.understanding
    if asks.engine == "llama" and asks.gateway is None and not settings.gateway.runs:
        msg = (
            "llama needs a redacting gateway: set gateway.runs to true, or name another one in understanding.gateway; "
            "without one nothing is asked of a model"
        )
        raise Disagreement(("understanding", "engine"), msg)


def _gateway_has_an_upstream(settings: "Settings") -> None:
    if settings.gateway.runs and settings.gateway.upstream is None and settings.model is None:
        msg = "upstream is needed where there is no section model: the gateway has nothing behind it"
        raise Disagreement(("gateway", "upstream"), msg)


def _gateway_is_no_model_server(settings: "Settings") -> None:
    model, named = settings.model, settings.understanding.gateway
    if model is not None and named == f"unix:{model.socket}":
        msg = "is the model server's own socket, which redacts nothing; name the gateway's"
        raise Disagreement(("understanding", "gateway"), msg)


def _one_payment_page(settings: "Settings") -> None:
    payments, channel = settings.payments, settings.egress.stripe
    if payments.stripe and payments.page_url is not None:
        msg = "there are two payment pages: leave out either this or payments.stripe"
        raise Disagreement(("payments", "page_url"), msg)
    if payments.stripe and channel is None:
        raise Disagreement(("payments", "stripe"), "egress.stripe is needed too: it holds the key and the two pages")
    if payments.stripe and channel is not None and channel.webhook_secret_file is None:
        msg = "is needed where payments.stripe is true: without it no payment is ever noticed"
        raise Disagreement(("egress", "stripe", "webhook_secret_file"), msg)


def _summaries_stay_inside(settings: "Settings") -> None:
    """Check that summaries go to inboxes that exist, by a relay on the clinic's own network."""
    summaries, relay = settings.summaries, settings.egress.smtp
    if not summaries.mail:
        return
    if summaries.folder is not None:
        raise Disagreement(("summaries", "folder"), "there are two kinds of inbox: leave out either this or mail")
    if relay is None or relay.location is Location.INTERNET:
        msg = "needs egress.smtp with location lan: summaries never leave the clinic's network"
        raise Disagreement(("summaries", "mail"), msg)
    missing = sorted({summaries.team, *summaries.inboxes.values()} - set(summaries.mail))
    if missing:
        raise Disagreement(("summaries", "mail"), f"has no address for the inbox {missing[0]}")


def _policy_holds_together(settings: "Settings") -> None:
    """Check the rules of every visit type as they are in force, after what they take from the default ones."""
    policy = settings.policy
    _rules_hold_together(policy.default, ("policy", "default"))
    for name in policy.visit_types:
        _rules_hold_together(policy.rules_for(name), ("policy", "visit_types", name))


def _rules_hold_together(rules: "VisitRules", path: tuple[str, ...]) -> None:
    if rules.opens and rules.closes and rules.closes <= rules.opens:
        msg = "closes must be later than opens, also where one of the two comes from policy.default"
        raise Disagreement((*path, "closes"), msg)
    asked = Late.ALLOW_WITH_FEE in (rules.late_move, rules.late_cancel)
    if (rules.fees or rules.free_offences) and not asked:
        key = "fees" if rules.fees else "free_offences"
        msg = "has no effect: set late_move or late_cancel to allow_with_fee, or leave it out"
        raise Disagreement((*path, key), msg)
    both = sorted(set(rules.slot_labels) & set(rules.reserved_labels))
    if both:
        msg = f"names {', '.join(both)}, which slot_labels offers to patients; keep it in one of the two"
        raise Disagreement((*path, "reserved_labels"), msg)


def _allow_list_holds_together(settings: "Settings") -> None:
    egress = settings.egress
    for index in range(len(egress.destinations)):
        part = egress.model_copy(update={"destinations": egress.destinations[: index + 1]})
        try:
            require_distinct(destinations(part))
        except WrongDestination as wrong:
            path: tuple[str | int, ...] = ("egress", "destinations", index, *wrong.field.split("."))
            raise Disagreement(path, f"{wrong.what} {wrong.do}") from None
    try:
        channels(egress)
    except WrongDestination as wrong:
        raise Disagreement(("egress", "smtp", *wrong.field.split(".")), f"{wrong.what} {wrong.do}") from None


def _the_schedule_is_phi(settings: "Settings") -> None:
    """Check that no word in the settings opens the scheduling system beyond the LAN without an agreement."""
    for index, entry in enumerate(destinations(settings.egress)[len(channels(settings.egress)) :]):
        if reaches_system(settings, entry) and entry.phi is not PhiPolicy.FULL:
            msg = "must be full: this is the scheduling system, and appointments are PHI"
            raise Disagreement(("egress", "destinations", index, "phi"), msg)


def _messages_have_a_channel(settings: "Settings") -> None:
    if settings.messaging.sender == "egress" and settings.egress.twilio is None:
        msg = "egress needs a channel for texts: set up egress.twilio, or keep messages in the outbox with none"
        raise Disagreement(("messaging", "sender"), msg)
