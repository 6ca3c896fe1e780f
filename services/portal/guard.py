"""Whether a form post comes from our own page: where the browser says it comes from, and the token it carries."""

from starlette.requests import Request

from services.portal.errors import ForeignForm
from services.portal.visit import Visit, Visits


def check_source(request: Request) -> None:
    """Refuse a post which the browser says another site made (Fetch Metadata; RFC 6454 Origin).

    Under `Referrer-Policy: no-referrer` a browser sends `Origin: null` even for our own forms, so `null` says nothing
    here; the token is checked in any case.

    Raises:
        ForeignForm: Another site made it.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        if site != "same-origin":
            raise ForeignForm("The form comes from another site.")
        return
    origin = request.headers.get("origin", "null")
    if origin != "null" and origin.partition("://")[2] != request.headers.get("host", ""):
        raise ForeignForm("The form comes from another site.")


def check_token(visits: Visits, visit: Visit | None, token: str) -> Visit:
    """Return the visit to which the form's token belongs.

    Raises:
        ForeignForm: There is no visit (no cookie, or the chat was ended), or the token is not its own.
    """
    if visit is None or not visits.owns_token(visit, token):
        raise ForeignForm("The form belongs to no visit of this browser.")
    return visit
