"""What a browser, a robot or an attacker may send to the chat page of the running demo."""

import re
import socket
from urllib.parse import urlsplit

import httpx
import pytest

from tests.system.bad_input.conftest import NewPatient
from tests.system.bad_input.page_patient import JSON, TRACES, PagePatient
from tests.system.demo_clinic import DemoClinic

pytestmark = pytest.mark.timeout(180)

FORM = {"form_id": "a-form-of-somebody-else", "text": "cancel my visit"}


def plain(answer: httpx.Response) -> bool:
    """Tell whether an answer is words for a person and nothing of the program."""
    return not any(trace in answer.text for trace in TRACES)


@pytest.mark.parametrize("token", [None, "", "0" * 64, "é" * 30, "x" * 5_000])
@pytest.mark.parametrize("path", ["/chat", "/chat/message", "/chat/end"])
def test_a_form_without_our_token_is_refused(patient: PagePatient, path: str, token: str | None) -> None:
    before = len(patient.everything())
    answer = patient.http.post(path, data=FORM if token is None else {**FORM, "token": token})
    assert answer.status_code == 403
    assert plain(answer)
    assert len(patient.everything()) == before


def test_the_token_of_another_visit_is_refused(new_patient: NewPatient) -> None:
    one, other = new_patient(), new_patient()
    assert one.http.post("/chat/message", data={**FORM, "token": other.token}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {"host": "elsewhere.example"},
        {"host": ""},
        {"host": "127.0.0.1.elsewhere.example"},
    ],
    ids=str,
)
def test_a_form_from_elsewhere_or_for_elsewhere_is_refused(patient: PagePatient, headers: dict[str, str]) -> None:
    answer = patient.http.post("/chat/message", data={**FORM, "token": patient.token}, headers=headers)
    assert answer.status_code in (400, 403)
    assert plain(answer)


@pytest.mark.parametrize(
    "path",
    [
        "/chat/../../etc/passwd",
        "/static/..%2f..%2f..%2fetc%2fpasswd",
        "/static/%00",
        "/static//etc/passwd",
        "/chat/calendar/..%2f..%2fsecrets%2fstate.key.ics",
        "/chat/calendar/%F0%9F%A6%B7.ics",
        "/chat/message/",
        "/chats",
        "/_control/state",
        "/.git/config",
        "/chat/" + "a" * 3_000,
    ],
)
def test_no_path_leads_out_of_the_page(patient: PagePatient, path: str) -> None:
    answer = patient.http.get(path)
    assert answer.status_code == 404
    assert plain(answer)
    assert "root:" not in answer.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_another_method_is_refused(patient: PagePatient, method: str) -> None:
    answer = patient.http.request(method, "/chat/message")
    assert answer.status_code == 405
    assert plain(answer)


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b"text=" + b"a" * 5_000_000, "application/x-www-form-urlencoded", 413),
        (b'{"text": "move"}', "application/json", 400),
        (b"--x\r\n\r\nmove\r\n--x--", "multipart/form-data; boundary=x", 400),
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded", 400),
        (b"text=%ED%A0%80", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a=b" for _ in range(500)), "application/x-www-form-urlencoded", 400),
        (b"", "", 400),
    ],
    ids=["oversized", "json", "multipart", "binary", "lone surrogate", "many fields", "no type"],
)
def test_a_body_that_is_no_form_of_ours_is_refused(
    patient: PagePatient, content: bytes, content_type: str, status: int
) -> None:
    answer = patient.http.post("/chat/message", content=content, headers={"content-type": content_type})
    assert answer.status_code == status
    assert plain(answer)


@pytest.mark.parametrize("cookie", ["x", "A" * 4_000, "%00", "é", "AAAA.BBBB.CCCC", "../../etc/passwd"])
def test_a_cookie_that_is_not_ours_opens_nothing(demo: DemoClinic, cookie: str) -> None:
    with httpx.Client(base_url=demo.chat, trust_env=False) as stranger:
        answer = stranger.get("/chat", headers={b"cookie": f"sealdesk={cookie}".encode()})
    assert answer.status_code == 200
    assert "automated assistant" in answer.text
    assert '<ol id="lines">' not in answer.text


@pytest.mark.parametrize("number", ["-1", "999999999999999999999", "1 or 1=1", "é", "1\t2", "0x10"])
def test_a_last_event_id_that_is_not_ours_starts_from_the_beginning(patient: PagePatient, number: str) -> None:
    headers = {b"last-event-id": number.encode()}
    with patient.http.stream("GET", "/chat/stream", headers=headers) as stream:
        assert stream.status_code == 200
        first = next(line for line in stream.iter_lines() if line.startswith("id: "))
    assert first == "id: 1"


@pytest.mark.usefixtures("ehr")
def test_neither_lines_nor_files_of_another_chat_can_be_had(new_patient: NewPatient) -> None:
    maria = new_patient()
    maria.say("I want to move my appointment")
    maria.prove("Maria Santos", "March 14, 1985")
    maria.say(maria.choices[0]["value"])
    assert "Done." in maria.press("Yes")
    address = next(line["calendar"] for line in maria.lines if line["calendar"])
    file = maria.http.get(address)
    assert (file.status_code, file.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert file.text.startswith("BEGIN:VCALENDAR")
    stranger = new_patient()
    assert stranger.http.get(address).status_code == 404
    assert httpx.get(f"{stranger.demo.chat}{address[1:]}", trust_env=False).status_code == 404
    assert not any("Dental" in line["text"] for line in stranger.everything())
    with stranger.http.stream("GET", "/chat/stream?after=0&chat=1", headers={"last-event-id": "0"}) as stream:
        heard = "".join(piece for piece, _ in zip(stream.iter_text(), range(1), strict=False))
    assert "Dental" not in heard


def test_a_browser_without_a_cookie_sees_no_chat(demo: DemoClinic) -> None:
    with httpx.Client(base_url=demo.chat, trust_env=False) as nobody:
        assert nobody.get("/chat/stream").text.startswith("event: gone")
        assert nobody.post("/chat/message", data=FORM, headers=JSON).status_code == 403


@pytest.mark.usefixtures("ehr")
def test_after_the_end_the_transcript_is_gone_from_this_browser(patient: PagePatient) -> None:
    patient.say("when is my visit")
    assert "Dental cleaning" in patient.prove("Maria Santos", "March 14, 1985")
    patient.http.post("/chat/end", data={"token": patient.token, "form_id": "the-end-of-this-chat"})
    assert "Dental" not in patient.http.get("/chat").text
    assert patient.http.get("/chat/stream").text.startswith("event: gone")


def test_a_body_that_never_ends_holds_nobody_up(demo: DemoClinic, new_patient: NewPatient) -> None:
    place = urlsplit(demo.chat)
    assert place.hostname is not None
    slow = [socket.create_connection((place.hostname, place.port or 80)) for _ in range(40)]
    head = f"POST /chat/message HTTP/1.1\r\nHost: {place.hostname}\r\nContent-Length: 100000\r\n"
    for each in slow:
        each.sendall(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\ntext=a".encode())
    assert "who you are" in new_patient().say("move my visit")
    for each in slow:
        each.close()
    assert "who you are" in new_patient().say("move my visit")


@pytest.mark.parametrize(
    "bytes_sent",
    [
        b"\x16\x03\x01\x00\xa5",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x00" * 200,
        b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
    ],
)
def test_what_is_no_http_is_dropped(demo: DemoClinic, bytes_sent: bytes) -> None:
    place = urlsplit(demo.chat)
    with socket.create_connection((place.hostname or "", place.port or 80), timeout=10) as stranger:
        stranger.sendall(bytes_sent)
        stranger.shutdown(socket.SHUT_WR)
        heard = b"".join(iter(lambda: stranger.recv(4096), b""))
    assert not re.search(rb"Traceback|File \"", heard)
    assert httpx.get(f"{demo.chat}healthz", trust_env=False).text == "ok\n"
