"""Where the gateway is, for its callers and for itself: what the settings say, or else the appliance's own places."""

from appliance.places import Places
from appliance.settings.model import Settings


def gateway_listen(settings: Settings) -> str:
    """Return where our gateway listens, as `unix:/PATH` or `HOST:PORT`."""
    return settings.gateway.listen or f"unix:{Places.of(settings).gateway_socket}"


def gateway_url(settings: Settings) -> str | None:
    """Return the gateway that the portal asks: the one named, else our own; None where there is none."""
    if settings.understanding.gateway is not None:
        return settings.understanding.gateway
    return our_gateway(settings) if settings.gateway.runs else None


def our_gateway(settings: Settings) -> str:
    """Return the address of our own gateway for a client: `unix:/PATH` or `http://HOST:PORT`."""
    listen = gateway_listen(settings)
    return listen if listen.startswith("unix:") else f"http://{listen}"


def gateway_upstream(settings: Settings) -> str | None:
    """Return the model server behind our gateway; None where the settings name none."""
    if settings.gateway.upstream is not None:
        return settings.gateway.upstream
    return f"unix:{settings.model.socket}" if settings.model is not None else None


def gateway_secrets(settings: Settings) -> tuple[str, str]:
    """Return the names of the key that callers send and of the model server's key; empty where there is none."""
    gateway = settings.gateway
    of_model = "model.key" if gateway.upstream is None and settings.model is not None else ""
    return gateway.key_file or "", gateway.upstream_key_file or of_model
