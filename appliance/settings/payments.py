"""Where patients pay fees, and what providers are told of changes."""

import re
from datetime import time
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from appliance.settings.section import Section

_PAGE = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?(\?[A-Za-z0-9._~=&-]*)?")
_INBOX = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"


def _page(text: str) -> str:
    if not _PAGE.fullmatch(text):
        msg = "is no address of a page; write one such as https://pay.example.org/fee, without #"
        raise ValueError(msg)
    return text


Page = Annotated[str, AfterValidator(_page)]
Inbox = Annotated[str, Field(pattern=_INBOX)]


class PaymentSettings(Section):
    """How a patient pays a fee: by a link to the clinic's own page with an opaque reference; nothing else leaves."""

    page_url: Page | None = Field(
        None, description="The clinic's own payment page; null: fees are paid at the front desk only."
    )
    link_days: int = Field(7, ge=1, le=30, description="Days for which a payment link is good.")


class SummarySettings(Section):
    """What providers are told of changes, inside the clinic's network only."""

    folder: Path | None = Field(
        None, description="Folder of the inboxes (Maildir), here or on a LAN share; null: no summaries are made."
    )
    team: Inbox = Field("team", description="Inbox of every provider who has none of their own.")
    inboxes: dict[str, Inbox] = Field(
        default_factory=dict, description="Inbox by practitioner id in the scheduling system."
    )
    digest_at: time = Field(time(17, 30), description="When a day's digest is made, on the clinic's clock: \"17:30\".")
    each_cancellation: bool = Field(default=True, description="Also a summary for each cancellation, at once.")
