"""What the gateway answers instead of passing a call on, in the form of OpenAI's errors.

GatewayError (services.gateway.errors)
└── CallRefused           one call was refused; the caller gets `status` and an OpenAI-shaped error
    ├── NotAuthorized     no key, or a wrong one
    ├── NoSuchRoute       a path or method that is not offered
    ├── Malformed         the body is not what the API takes
    ├── FieldRefused      a field that is unknown, dangerous or not allowed to reach the model server
    ├── TooLarge          a cap on bytes, messages, tokens, tools or choices
    ├── ClientGone        the client hung up; the model server was told to stop
    ├── LayerFailed       a part of the gateway failed
    ├── RosterMissing     the clinic's patients are not known yet
    ├── VaultFull         no room for another conversation, or for another value in one
    ├── UpstreamDown      the model server cannot be reached or took too long
    ├── UpstreamRefused   the model server said no
    ├── UpstreamMalformed the model server's answer is not one
    └── ReplyUnsafe       the reply failed an output check
"""

from collections.abc import Mapping

from services.gateway.errors import GatewayError

Json = dict[str, object]


class CallRefused(GatewayError):
    """One call was refused; nothing of it was passed on."""

    status = 503
    code = "gateway_refused"
    kind = "server_error"
    headers: Mapping[str, str] = {}

    def __init__(self, what: str, do: str = "", *, param: str | None = None) -> None:
        """Keep what happened, what to do about it, and the place in the request it is about."""
        super().__init__(what, do)
        self.param = param

    def body(self) -> Json:
        """Return the error as OpenAI's API writes it."""
        message = f"{self.what} {self.do}".strip()
        return {"error": {"message": message, "type": self.kind, "param": self.param, "code": self.code}}


class NotAuthorized(CallRefused):
    """The call has no key, or a wrong one."""

    status = 401
    code = "invalid_api_key"
    kind = "authentication_error"
    headers = {"www-authenticate": "Bearer"}  # noqa: RUF012 nobody changes it

    def __init__(self) -> None:
        super().__init__("The key is missing or wrong.", "Send the gateway's key as 'Authorization: Bearer KEY'.")


class NoSuchRoute(CallRefused):
    """A path or method that the gateway does not offer; the model server's others are not reachable through it."""

    status = 404
    code = "no_such_route"
    kind = "invalid_request_error"

    def __init__(self, allowed: str = "") -> None:
        """`allowed` is the method that the path has, if it is one of ours."""
        super().__init__(
            "The gateway does not offer this path or method.",
            "Use POST /v1/chat/completions, POST /v1/audio/transcriptions, GET /v1/models, /health or /metrics.",
        )
        if allowed:
            self.status = 405
            self.headers = {"allow": allowed}


class Malformed(CallRefused):
    """The request is not what the API takes."""

    status = 400
    code = "malformed_request"
    kind = "invalid_request_error"


class FieldRefused(CallRefused):
    """A field or value that must not reach the model server."""

    status = 400
    code = "field_refused"
    kind = "invalid_request_error"


class TooLarge(CallRefused):
    """The request is over a cap."""

    status = 413
    code = "too_large"
    kind = "invalid_request_error"


class ClientGone(CallRefused):
    """The client hung up before its answer was there."""

    status = 499  # nginx's, as there is none of the standard's; nobody is left to read it
    code = "client_gone"
    kind = "invalid_request_error"

    def __init__(self) -> None:
        super().__init__("The client hung up.", "Wait for the answer.")


class LayerFailed(CallRefused):
    """A part of the gateway failed; the call is refused rather than passed on unprotected."""

    code = "layer_failed"

    def __init__(self, layer: str) -> None:
        """`layer` is the part's own name: never a value, never an exception's words."""
        super().__init__(
            f"The gateway's {layer} failed. Nothing was passed on.", "Try again; if it stays, run `sealdesk doctor`."
        )
        self.layer = layer


class RosterMissing(CallRefused):
    """The clinic's patients are not known yet, so they could not all be hidden."""

    code = "roster_missing"

    def __init__(self) -> None:
        super().__init__(
            "The clinic's patients are not known yet. Nothing was passed on.",
            "Try again in a minute; if it stays, run `sealdesk doctor`.",
        )


class VaultFull(CallRefused):
    """There is no room for another conversation, or for another value in this one."""

    code = "vault_full"


class UpstreamDown(CallRefused):
    """The model server cannot be reached, or took too long."""

    code = "upstream_unreachable"

    def __init__(self) -> None:
        super().__init__("The model server does not answer.", "Start it, or look at it with `sealdesk status`.")


class UpstreamRefused(CallRefused):
    """The model server refused the call; its words are not passed on."""

    code = "upstream_refused"

    def __init__(self, status: int) -> None:
        """Keep the class of the refusal: a wrong request (4xx) or a failure (everything else is 503)."""
        passed = status if status in (400, 404, 413, 422, 429) else 503
        super().__init__(
            f"The model server refused the call (HTTP {status}).",
            "Check the model's name, the length of the prompt and max_tokens."
            if passed != self.status
            else "Look at the model server's own log.",
        )
        self.kind = "invalid_request_error" if passed != self.status else self.kind
        self.status = passed


class UpstreamMalformed(CallRefused):
    """The model server's answer is not one that can be checked, so it is not passed on."""

    code = "upstream_malformed"

    def __init__(self) -> None:
        super().__init__("The model server's answer cannot be read.", "Check its version: vLLM 0.32 or newer.")


class ReplyUnsafe(CallRefused):
    """The reply failed an output check; the caller gets a safe sentence in its place."""

    code = "reply_unsafe"

    def __init__(self, reason: str) -> None:
        """`reason` is the failed check's name."""
        super().__init__("The reply failed an output check and was withheld.", "Ask again, or ask a person.")
        self.reason = reason
