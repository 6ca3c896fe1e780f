"""Why the door opened, stayed shut or closed: one word each for the audit trail, and the sentences for people."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """One word for each answer of the door."""

    ALLOWED = "allowed"
    NOT_A_NAME = "not_a_name"
    UNKNOWN_HOST = "unknown_host"
    PORT_NOT_ALLOWED = "port_not_allowed"
    WHO_NOT_ALLOWED = "who_not_allowed"
    CLASS_OFF = "class_off"
    SENDER_ONLY = "sender_only"
    BAA_MISSING = "baa_missing"
    BAA_NOT_YET = "baa_not_yet"
    BAA_EXPIRED = "baa_expired"
    BAA_UNTRUSTED = "baa_untrusted"
    WRONG_PEER = "wrong_peer"
    WRONG_REQUEST = "wrong_request"
    TOO_MANY = "too_many"
    TOO_SLOW = "too_slow"
    NOT_RESOLVED = "not_resolved"
    ADDRESS_REFUSED = "address_refused"
    NOT_TLS = "not_tls"
    HELLO_MALFORMED = "hello_malformed"
    HELLO_TOO_LARGE = "hello_too_large"
    NAME_MISSING = "name_missing"
    NAME_DIFFERS = "name_differs"
    NAME_HIDDEN = "name_hidden"
    EARLY_DATA = "early_data"
    NOT_REACHED = "not_reached"
    NOT_AUDITED = "not_audited"
    FINISHED = "finished"
    BYTES = "bytes"
    LIFETIME = "lifetime"
    IDLE = "idle"
    LOST = "lost"
    STOPPING = "stopping"


SENTENCES: Final[Mapping[Reason, tuple[str, str]]] = {
    Reason.ALLOWED: ("The allow-list names this host, port and service.", ""),
    Reason.NOT_A_NAME: (
        "The destination is not a host name.",
        "Name the host as the allow-list does: letters, digits, hyphens and dots; an address is never a name.",
    ),
    Reason.UNKNOWN_HOST: (
        "No entry of the allow-list names this host.",
        "Add a destination with its exact host, if the clinic wants it; names below or beside it do not count.",
    ),
    Reason.PORT_NOT_ALLOWED: (
        "The allow-list names this host with another port.",
        "Use the port of the entry, or change the entry.",
    ),
    Reason.WHO_NOT_ALLOWED: (
        "The allow-list gives this destination to another service.",
        "Let the service that the entry names open it, or change the entry.",
    ),
    Reason.CLASS_OFF: (
        "Systems of record beyond the clinic's network are switched off.",
        "Switch the class system_of_record on, once compliance has agreed.",
    ),
    Reason.SENDER_ONLY: (
        "This destination is for messages, which the sender builds; there is no tunnel to it.",
        "Put a message into the outbox instead.",
    ),
    Reason.BAA_MISSING: (
        "No business associate agreement on record covers this vendor and product.",
        "Record the signed agreement; until then the channel stays closed.",
    ),
    Reason.BAA_NOT_YET: (
        "The business associate agreement is not in effect yet.",
        "Wait for its effective date, or record the one that is in effect.",
    ),
    Reason.BAA_EXPIRED: (
        "The business associate agreement has expired.",
        "Record its renewal; the channel opens by itself then.",
    ),
    Reason.BAA_UNTRUSTED: (
        "The record of the business associate agreement is not signed with a key that is trusted here.",
        "Have it signed anew by the compliance officer, or trust the officer's key.",
    ),
    Reason.WRONG_PEER: (
        "The caller is not the service this endpoint belongs to.",
        "Let each service use its own endpoint, under its own system user.",
    ),
    Reason.WRONG_REQUEST: (
        "The request is not a CONNECT with an exact host and port.",
        "Send CONNECT host:port HTTP/1.1; the door takes nothing else.",
    ),
    Reason.TOO_MANY: (
        "As many connections are open as the limits allow.",
        "Close one, or raise the destination's connections.",
    ),
    Reason.TOO_SLOW: (
        "The request or the TLS greeting did not come in time.",
        "Send both at once after connecting.",
    ),
    Reason.NOT_RESOLVED: (
        "The host has no address.",
        "Check the name server that this machine uses.",
    ),
    Reason.ADDRESS_REFUSED: (
        "The host's name leads to an address of a class that is not allowed.",
        "Ask who answers for the name; only an entry with location lan may lead into the clinic's own network, "
        "and only into its ranges (network.lan).",
    ),
    Reason.NOT_TLS: (
        "What came first is not a TLS ClientHello.",
        "Speak TLS through the door; nothing leaves in the clear.",
    ),
    Reason.HELLO_MALFORMED: (
        "The TLS ClientHello cannot be read.",
        "Use a TLS library that keeps to RFC 8446.",
    ),
    Reason.HELLO_TOO_LARGE: (
        "The TLS ClientHello is larger than the door reads.",
        "Send fewer extensions; 16 KiB are read.",
    ),
    Reason.NAME_MISSING: (
        "The TLS ClientHello names no server.",
        "Set the server name (SNI) to the host of the CONNECT.",
    ),
    Reason.NAME_DIFFERS: (
        "The TLS ClientHello names another server than the CONNECT.",
        "Set the server name (SNI) to the host of the CONNECT.",
    ),
    Reason.NAME_HIDDEN: (
        "The TLS ClientHello hides its true server name (encrypted ClientHello).",
        "Switch encrypted ClientHello off; the door has to see the name.",
    ),
    Reason.EARLY_DATA: (
        "The TLS ClientHello sends data along before the server is known (0-RTT), which anybody can replay.",
        "Switch early data off.",
    ),
    Reason.NOT_REACHED: (
        "The destination did not answer.",
        "Check the clinic's line and firewall; the address is in the audit trail.",
    ),
    Reason.NOT_AUDITED: (
        "The request could not be recorded in the audit trail, so it is not let through.",
        "See why the audit trail takes no records.",
    ),
    Reason.FINISHED: ("Both ends closed.", ""),
    Reason.BYTES: ("The tunnel carried as many bytes as its limit allows.", "Raise the destination's bytes."),
    Reason.LIFETIME: ("The tunnel was open as long as its limit allows.", "Connect again."),
    Reason.IDLE: ("Nothing went through the tunnel for as long as its limit allows.", "Connect again."),
    Reason.LOST: ("One end broke the connection.", "Connect again."),
    Reason.STOPPING: ("The door is stopping.", "Connect again when it is back."),
}
"""What happened and what to do, for each reason; free of anything of a patient."""
