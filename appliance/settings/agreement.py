"""What two sections of the settings must agree on; each disagreement names the key at which it is mended."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.settings.model import Settings


class Disagreement(ValueError):
    """Two sections do not fit together; `path` is the key to mend."""

    def __init__(self, path: tuple[str, ...], what: str) -> None:
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
