"""Where patients pay fees, and what providers are told of changes."""

import re
from datetime import time
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from appliance.settings.section import Section

_PAGE = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?(\?[A-Za-z0-9._~=&-]*)?")
_MAIL = r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
_SITE = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?")
_INBOX = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"


_LOOPBACK = re.compile(r"http://(127\.0\.0\.1|localhost)(?=[:/?])")


def _page(text: str) -> str:
    """Check an address; one on this machine, as in the demo, may go without TLS."""
    if not _PAGE.fullmatch(_LOOPBACK.sub("https://localhost", text)):
        msg = "is no address of a page; write one such as https://pay.example.org/fee, without #"
        raise ValueError(msg)
    return text


def _site(text: str) -> str:
    if not _SITE.fullmatch(_LOOPBACK.sub("https://localhost", f"{text}/")[:-1]):
        msg = "is no address of a site; write one such as https://chat.example.org, without a path"
        raise ValueError(msg)
    return text


Page = Annotated[str, AfterValidator(_page)]
Site = Annotated[str, AfterValidator(_site)]
Mail = Annotated[str, Field(pattern=_MAIL)]
Inbox = Annotated[str, Field(pattern=_INBOX)]


class PaymentSettings(Section):
    """How a patient pays a fee: by a link to the clinic's own page with an opaque reference; nothing else leaves."""

    page_url: Page | None = Field(
        None, description="The clinic's own payment page; null: fees are paid at the front desk only."
    )
    link_days: int = Field(7, ge=1, le=30, description="Days for which a payment link is good.")
    stripe: bool = Field(
        default=False, description="Stripe Checkout, as `egress.stripe` sets it up, in place of page_url."
    )
    public_url: Site | None = Field(
        None,
        description="How patients reach the chat page, such as https://chat.example.org; null: the first of "
        "chat.public_hosts. A text names it, so it should be short.",
    )


class SummarySettings(Section):
    """What providers are told of changes, inside the clinic's network only."""

    folder: Path | None = Field(
        None, description="Folder of the inboxes (Maildir), here or on a LAN share; null: see `mail`."
    )
    mail: dict[Inbox, Mail] = Field(
        default_factory=dict,
        description="Mail address of each inbox, in place of the folder; `egress.smtp` must be a relay on the clinic's "
        "own network. With neither, no summaries are made.",
    )
    team: Inbox = Field("team", description="Inbox of every provider who has none of their own.")
    inboxes: dict[str, Inbox] = Field(
        default_factory=dict, description="Inbox by practitioner id in the scheduling system."
    )
    digest_at: time = Field(time(17, 30), description="When a day's digest is made, on the clinic's clock: \"17:30\".")
    each_cancellation: bool = Field(default=True, description="Also a summary for each cancellation, at once.")

    @property
    def made(self) -> bool:
        """Whether summaries are made: there is somewhere to leave them."""
        return self.folder is not None or bool(self.mail)
