"""The stand-in's list of messages: filters and pages, as Twilio has them."""

from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request

from appliance.demo.carriers.twilio_book import Kept, shown

_ALLOWED: Final = frozenset({"To", "From", "DateSent", "DateSent<", "DateSent>", "PageSize", "Page", "PageToken"})
_MOST: Final = 1000


def page_of(messages: list[Kept], request: Request, *, repeats: bool) -> dict[str, object] | None:
    """Return a page; None for a filter that Twilio does not have.

    Args:
        messages: all messages, the newest first.
        request: its query is the filter.
        repeats: whether a page begins with the end of the one before, as when new ones come in between.
    """
    query = dict(request.query_params.multi_items())
    size, number = query.get("PageSize", "50"), query.get("Page", "0")
    if not set(query) <= _ALLOWED or not (size.isdigit() and number.isdigit() and 1 <= int(size) <= _MOST):
        return None
    found = [message for message in messages if _wanted(message, query)]
    length, index = int(size), int(number)
    begin = max(index * length - (1 if repeats and index else 0), 0)
    end = (index + 1) * length

    def address(page: int) -> str:
        return f"{request.url.path}?{urlencode({**query, 'PageSize': size, 'Page': str(page)})}"

    return {
        "end": min(end, len(found)) - 1 if found else 0,
        "first_page_uri": address(0),
        "next_page_uri": address(index + 1) if end < len(found) else None,
        "page": index,
        "page_size": length,
        "previous_page_uri": address(index - 1) if index else None,
        "start": begin,
        "uri": address(index),
        "messages": [shown(message) for message in found[begin:end]],
    }


def _wanted(message: Kept, query: dict[str, str]) -> bool:
    """Tell whether the filters let a message through; one without a time fits no filter of time."""
    after, before = query.get("DateSent>"), query.get("DateSent<")
    if query.get("To", message.recipient) != message.recipient or query.get("From", message.sender) != message.sender:
        return False
    if not after and not before:
        return True
    sent = message.sent_at
    if sent is None:
        return False
    return (not after or sent >= datetime.fromisoformat(after)) and (
        not before or sent <= datetime.fromisoformat(before)
    )
