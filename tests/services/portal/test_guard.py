import pytest
from starlette.requests import Request

from services.portal.errors import ForeignForm
from services.portal.guard import check_source, check_token
from services.portal.visit import Visits
from tests.doubles.portal import portal_settings


def request(**headers: str) -> Request:
    fields = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    return Request({"type": "http", "method": "POST", "path": "/chat", "headers": fields})


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "same-origin"},
        {"sec_fetch_site": "same-origin", "origin": "null"},
        {"host": "chat.example.org", "origin": "https://chat.example.org"},
        {"host": "chat.example.org:8080", "origin": "http://chat.example.org:8080"},
        {"host": "chat.example.org", "origin": "null"},
        {"host": "chat.example.org"},
    ],
)
def test_our_own_page_may_post(headers: dict[str, str]) -> None:
    check_source(request(**headers))


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "none"},
        {"sec_fetch_site": "cross-site", "host": "a.example", "origin": "https://a.example"},
        {"host": "chat.example.org", "origin": "https://evil.example"},
        {"host": "chat.example.org", "origin": "https://chat.example.org.evil.example"},
        {"host": "chat.example.org", "origin": "https://chat.example.org:444"},
    ],
)
def test_another_site_may_not(headers: dict[str, str]) -> None:
    with pytest.raises(ForeignForm):
        check_source(request(**headers))


def test_a_token_without_a_visit_is_refused() -> None:
    visits = Visits(portal_settings())
    visit = visits.new()
    assert check_token(visits, visit, visits.form_token(visit)) == visit
    for other in (None, visits.new()):
        with pytest.raises(ForeignForm):
            check_token(visits, other, visits.form_token(visit))
