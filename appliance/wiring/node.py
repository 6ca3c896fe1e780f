"""This machine's own name."""

import socket


def node_name() -> str:
    """Return the host's name: it tells two appliances of a clinic apart in audit records and server logs."""
    return socket.gethostname().partition(".")[0] or "appliance"
