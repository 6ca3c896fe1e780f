import pytest

from services.portal.app import create_portal
from services.portal.headers import content_security_policy, security_headers
from tests.doubles.clock import ManualClock
from tests.doubles.conversations import ScriptedConversations
from tests.doubles.portal import CONTENT_SECURITY_POLICY, PlainBrowser, portal_settings

TLS: dict[str, object] = {"tls": True}
EMBEDDED: dict[str, object] = {"embed_origins": ("https://www.example.org",)}
REQUESTS = [
    ("GET", "/", 200),
    ("GET", "/chat", 200),
    ("GET", "/chat/stream", 200),
    ("GET", "/static/chat.js", 200),
    ("GET", "/static/chat.css", 200),
    ("GET", "/static/nothing.js", 404),
    ("GET", "/healthz", 200),
    ("GET", "/nothing", 404),
    ("GET", "/chat/calendar/none.ics", 404),
    ("DELETE", "/chat", 405),
    ("POST", "/chat/message", 400),
]


@pytest.mark.parametrize(("method", "path", "status"), REQUESTS)
async def test_every_response_carries_every_security_header(
    browser: PlainBrowser, method: str, path: str, status: int
) -> None:
    response = await browser.http.request(method, path)
    assert response.status_code == status
    assert response.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["cross-origin-opener-policy"] == "same-origin"
    assert response.headers["cross-origin-resource-policy"] == "same-origin"
    assert response.headers["x-frame-options"] == "DENY"
    assert "camera=()" in response.headers["permissions-policy"]
    assert "strict-transport-security" not in response.headers
    assert "server" not in response.headers
    if not path.startswith("/static/chat"):
        assert response.headers["cache-control"] == "no-store"


async def test_an_error_carries_them_too(browser: PlainBrowser, conversations: ScriptedConversations) -> None:
    await browser.start_chat()
    conversations.failure = RuntimeError("wrong")
    response = await browser.say("hello")
    assert response.status_code == 500
    assert response.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert response.headers["cache-control"] == "no-store"


def test_named_sites_may_embed_the_page_and_no_other() -> None:
    settings = portal_settings(embed_origins=("https://www.example.org", "https://clinic.example:8443"), tls=True)
    policy = content_security_policy(settings)
    assert "frame-ancestors https://www.example.org https://clinic.example:8443; " in policy
    headers = security_headers(settings)
    assert "x-frame-options" not in headers
    assert headers["cross-origin-resource-policy"] == "cross-origin"


def test_over_tls_the_browser_is_told_to_stay_there() -> None:
    assert security_headers(portal_settings(tls=True))["strict-transport-security"] == "max-age=63072000"


@pytest.mark.parametrize(
    ("changes", "name", "attributes"),
    [
        ({}, "sealdesk", {"Path=/", "HttpOnly", "SameSite=Lax"}),
        (EMBEDDED, "sealdesk", {"Path=/", "HttpOnly", "SameSite=Lax"}),
        (TLS, "__Host-sealdesk", {"Path=/", "HttpOnly", "Secure", "SameSite=Lax"}),
        (TLS | EMBEDDED, "__Host-sealdesk", {"Path=/", "HttpOnly", "Secure", "SameSite=None", "Partitioned"}),
    ],
)
async def test_the_cookie_is_as_strict_as_its_place_allows(
    conversations: ScriptedConversations,
    clock: ManualClock,
    changes: dict[str, object],
    name: str,
    attributes: set[str],
) -> None:
    portal = create_portal(conversations, portal_settings(**changes), clock)
    cookie = (await PlainBrowser(portal, base_url="https://localhost").get("/")).headers["set-cookie"]
    pair, *found = cookie.split("; ")
    assert pair.startswith(f"{name}=")
    assert set(found) == attributes
