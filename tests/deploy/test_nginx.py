"""The site of nginx in front of the service: what passes, what is bounded, and whose word is believed."""

from __future__ import annotations

import json
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path

import pytest
import urllib3

from config.env import env
from tests.database import PASSWORD
from tests.deploy.front import DEPLOY, HOST, Front, behind_nginx, site_of
from tests.serving import Served, free_port, request, wait_until_ready
from watchlist.api.problem_types import BY_KEY
from watchlist.api.registers.internal_list_bodies import FORM_AROUND
from watchlist.internal_lists.list_file import LARGEST_FILE

pytestmark = pytest.mark.servers
MIB = 1024 * 1024
SITE = (DEPLOY / "watchlist.conf").read_text(encoding="utf-8")
GRANT = """
from django.contrib.auth.models import Permission, User
User.objects.get(username="officer").user_permissions.add(Permission.objects.get(codename="administer_service"))
"""
PLACES = "from watchlist.models import LogInTries as T; print(*T.objects.values_list('place', flat=True))"
INSIDE = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1"}
"""What nginx says of a call, said by a test that asks the process itself."""
LINES = [{"cas": "108-24-7", "name": "Acetic anhydride"}, {"name": "Glycerol"}]


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WATCHLIST_SITE_URL", f"https://{HOST}")
        patch.setenv("WATCHLIST_TRUSTED_PROXIES", "1")
        patch.setenv("WATCHLIST_START_JOBS", "false")
        with behind_nginx(tmp_path_factory.mktemp("front")) as front:
            yield front


@pytest.fixture(scope="module")
def token(front: Front) -> dict[str, str]:
    front.service.manage("shell", "--no-imports", "-c", GRANT)
    basic = urllib3.make_headers(basic_auth=f"officer:{PASSWORD}")
    asked = {"scopes": ["screen", "admin"]}
    answer = front.ask("POST", "/api/v1/tokens/", headers=basic, json=asked)
    return {"Authorization": f"Token {answer.json()['token']}"}


def _screen(front: Front, token: dict[str, str]) -> urllib3.BaseHTTPResponse:
    return front.ask("POST", "/api/v1/screenings/", headers=token, json={"lines": LINES})


def test_a_call_and_what_it_made_pass(front: Front, token: dict[str, str]) -> None:
    made = _screen(front, token)
    assert made.status == 201
    again = front.ask("GET", f"/api/v1/screenings/{made.json()['id']}/", headers=token)
    assert (again.status, len(again.json()["lines"])) == (200, 2)


def test_a_file_passes_that_is_larger_than_any_call(front: Front, token: dict[str, str]) -> None:
    file = b"name,quantity,unit\nAcetone,1,kg\n" + b"\n" * 14 * MIB
    sent = front.ask("POST", "/api/v1/manifests/", headers=token, fields={"file": ("a.csv", file)})
    assert sent.status == 202, sent.data
    assert front.ask("POST", "/api/v1/screenings/", headers=token, body=b" " * 14 * MIB).status == 413


def test_the_bounds_on_files_are_those_of_the_service() -> None:
    bounds = [int(size) for size in re.findall(r"client_max_body_size (\d+)m;", SITE)]
    upload, attachment = (env.scheme[f"WATCHLIST_MAX_{of}_BYTES"][1] for of in ("UPLOAD", "ATTACHMENT"))
    assert bounds == [attachment // MIB + 2, upload // MIB + 1, LARGEST_FILE // MIB + 2, upload // MIB + 1]
    assert bounds[2] > (LARGEST_FILE + FORM_AROUND) // MIB
    assert [int(size) for size in re.findall(r'"(\d+) MiB"', SITE)] == [bounds[0], bounds[1], bounds[2]]


TOO_LONG = [
    ("POST", "manifests/", {"Content-Length": str(514 * MIB)}, "body-too-large", "A body has at most 513 MiB here."),
    ("POST", "house-lists/x/diff/", {"Content-Length": str(50 * MIB)}, "body-too-large", "49 MiB"),
    ("POST", "screenings/?view=verdict", {"Content-Length": str(13 * MIB)}, "body-too-large", "12 MiB"),
    ("GET", f"substances/?q={'C' * 9_000}", {}, "address-too-long", "8,190 bytes"),
    ("GET", "lists/", {"X-Long": "x" * 9_000}, "headers-too-large", "8,190 bytes"),
    ("GET", "lists/", {f"X-{at}": "x" * 8_000 for at in range(9)}, "headers-too-large", "32 KiB"),
]


@pytest.mark.parametrize("call", TOO_LONG, ids=lambda call: f"{call[3]}-{call[1][:5]}")
def test_what_is_too_long_is_told_to_a_program_as_a_problem_and_to_a_browser_by_a_page(
    front: Front, call: tuple[str, str, dict[str, str], str, str]
) -> None:
    method, path, headers, key, bound = call
    status, kind, content = _refused(front, f"{method} /api/v1/{path}", headers)
    told = json.loads(content)
    assert (status, kind) == (BY_KEY[key].status, "application/problem+json")
    assert told == BY_KEY[key].body(told["detail"])
    assert bound in told["detail"]
    status, kind, content = _refused(front, f"{method} /admin/{path}", {**headers, "X-From": "/api/"})
    assert (status, kind.partition(";")[0]) == (400 if key == "headers-too-large" else BY_KEY[key].status, "text/html")
    assert b"problems" not in content


def _refused(front: Front, line: str, headers: dict[str, str]) -> tuple[int, str, bytes]:
    """Return status, kind and content of the answer to a call of which the body is never sent."""
    fields = {"Host": HOST, "Connection": "close", **headers}
    call = "\r\n".join([f"{line} HTTP/1.1", *(f"{name}: {text}" for name, text in fields.items()), "", ""])
    context = ssl.create_default_context(cafile=str(front.service.build / "site.pem"))
    raw = socket.create_connection(("127.0.0.1", front.tls), timeout=30)
    with raw, context.wrap_socket(raw, server_hostname=HOST) as secured:
        secured.sendall(call.encode())
        answer = HTTPResponse(secured)
        answer.begin()
        return answer.status, answer.headers.get("Content-Type", ""), answer.read()


def test_a_long_answer_and_a_static_file_come_whole(front: Front, token: dict[str, str]) -> None:
    schema = front.ask("GET", "/api/v1/schema/", headers=token)
    inside = front.ask_inside("/api/v1/schema/", {**token, **INSIDE})
    assert (schema.status, schema.data) == (200, inside.data)
    assert len(schema.data) > 100_000
    page = front.ask("GET", "/admin/login/").data.decode()
    style = re.search(r"/static/watchlist/admin\.[0-9a-f]{12}\.css", page)
    assert style
    first, second = (front.ask("GET", style[0]) for _ in range(2))
    assert (first.status, first.data) == (200, second.data)
    assert any((front.service.build / "cache").rglob("*"))


def test_who_forges_where_he_comes_from_is_not_believed(front: Front) -> None:
    forged = {"X-Forwarded-For": "203.0.113.9", "Forwarded": "for=203.0.113.9"}
    wrong = urllib3.make_headers(basic_auth="second-officer:wrong")
    assert front.ask("POST", "/api/v1/tokens/", headers={**forged, **wrong}).status == 401
    places = front.service.manage("shell", "--no-imports", "-c", PLACES).split()
    assert ("127.0.0.1" in places, "203.0.113.9" in places) == (True, False)


@pytest.mark.parametrize(
    ("path", "source"),
    [("/admin/login/", "127.0.0.2"), ("/admin/code/", "127.0.0.3"), ("/api/v1/tokens/", "127.0.0.4")],
)
def test_a_flood_of_log_ins_ends_before_the_service(front: Front, path: str, source: str) -> None:
    def is_from_nginx(answer: urllib3.BaseHTTPResponse) -> bool:
        return "X-Request-ID" not in answer.headers

    answers = (front.ask("POST", path, source) for _ in range(2_000))
    refused = next(answer for answer in answers if is_from_nginx(answer))
    assert refused.status == 429
    if path.startswith("/api/"):
        _is_problem(refused, "rate-limited", "1")
    else:
        assert refused.headers["Content-Type"] == "text/html"
    others = (("GET", path, source), ("POST", "/api/v1/screenings/", source), ("POST", path))
    assert not any(is_from_nginx(front.ask(*call)) for call in others)


@pytest.mark.parametrize(("key", "listens", "wait"), [("service-away", False, "5"), ("no-answer-in-time", True, None)])
def test_that_the_service_does_not_answer_is_told_to_a_program_as_a_problem(
    tmp_path: Path, key: str, listens: bool, wait: str | None
) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        if listens:
            silent.listen(16)
        service = Served(f"http://127.0.0.1:{silent.getsockname()[1]}", tmp_path, database="")
        alone = Front(service, free_port(), free_port(), silent)
        with site_of(alone, longest_wait="1s"):
            _is_problem(alone.ask("POST", "/api/v1/screenings/", json={"lines": LINES}), key, wait)
            _is_problem(alone.ask("POST", "/api/v1/manifests/", body=b" " * 20 * MIB), key, wait)
            page = alone.ask("GET", "/admin/")
            assert (page.status, page.headers["Content-Type"]) == (BY_KEY[key].status, "text/html")


def _is_problem(answer: urllib3.BaseHTTPResponse, key: str, wait: str | None) -> None:
    told = answer.json()
    assert told == BY_KEY[key].body(told["detail"])
    assert (answer.status, answer.headers["Content-Type"]) == (BY_KEY[key].status, "application/problem+json")
    assert answer.headers.get("Retry-After") == wait
    assert wait is None or f"after {wait} second" in told["detail"]


def test_a_person_logs_in_under_tls_alone(front: Front) -> None:
    plain = request("GET", f"http://127.0.0.1:{front.plain}/admin/", headers={"Host": HOST}, redirect=False)
    assert (plain.status, plain.headers["Location"]) == (308, f"https://{HOST}/admin/")
    page = front.ask("GET", "/admin/login/")
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    fields = {"username": "officer", "password": PASSWORD, "csrfmiddlewaretoken": cookie.partition("=")[2]}
    sent = {"Cookie": cookie, "Origin": f"https://{HOST}", "Referer": f"https://{HOST}/admin/login/"}
    entered = front.ask("POST", "/admin/login/?next=/admin/", headers=sent, fields=fields, encode_multipart=False)
    assert (entered.status, entered.headers["Location"]) == (302, "/admin/")
    assert all("Secure" in each for each in entered.headers.getlist("Set-Cookie"))


def test_a_program_without_tls_is_refused_and_not_led_on(front: Front, token: dict[str, str]) -> None:
    address = f"http://127.0.0.1:{front.plain}/api/v1/screenings/"
    answer = request("POST", address, headers={"Host": HOST, **token}, json={"lines": LINES}, redirect=False)
    assert (answer.status, "Location" in answer.headers) == (403, False)


@pytest.mark.parametrize(
    ("ciphers", "is_taken"), [("ECDHE+AESGCM", True), ("ECDHE+AES+SHA256:!AESGCM", False), ("AES256-GCM-SHA384", False)]
)
def test_tls_keeps_no_secret_that_a_later_theft_of_the_key_opens(front: Front, ciphers: str, is_taken: bool) -> None:
    context = ssl.create_default_context(cafile=str(front.service.build / "site.pem"))
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(ciphers)
    with socket.create_connection(("127.0.0.1", front.tls), timeout=30) as raw:
        if is_taken:
            with context.wrap_socket(raw, server_hostname=HOST) as secured:
                assert secured.version() == "TLSv1.2"
        else:
            with pytest.raises(ssl.SSLError, match="HANDSHAKE_FAILURE"):
                context.wrap_socket(raw, server_hostname=HOST)


@pytest.mark.parametrize(
    "framed",
    [
        "POST {path}\r\nContent-Length: 6\r\nTransfer-Encoding: chunked",
        "POST {path}\r\nContent-Length: 1\r\nContent-Length: 6",
        "POST {path}\r\nTransfer-Encoding : chunked",
        "TRACE {path}",
    ],
    ids=["two-framings", "two-lengths", "a-blank-before-the-colon", "trace"],
)
def test_what_could_be_read_as_two_calls_or_sent_back_is_refused(front: Front, framed: str) -> None:
    head = framed.format(path=f"/api/v1/healthz HTTP/1.1\r\nHost: {HOST}\r\nConnection: close")
    call = f"{head}\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()
    context = ssl.create_default_context(cafile=str(front.service.build / "site.pem"))
    with socket.create_connection(("127.0.0.1", front.tls), timeout=30) as raw:
        by_site = _answered(context.wrap_socket(raw, server_hostname=HOST), call)
    with socket.create_connection(front.listening.getsockname(), timeout=30) as raw:
        by_process = _answered(raw, call)
    assert all(status in {400, 405} for status in (*by_site, *by_process))
    assert (len(by_site), len(by_process)) == (1, 1)


def _answered(connection: socket.socket, call: bytes) -> list[int]:
    connection.sendall(call)
    with connection, connection.makefile("rb") as answer:
        return [int(status) for status in re.findall(rb"^HTTP/1\.1 (\d{3})", answer.read(), re.MULTILINE)]


def test_the_process_sends_who_asks_it_without_tls_to_the_site(front: Front) -> None:
    answer = front.ask_inside("/admin/", {"Host": HOST})
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/admin/")


@pytest.mark.parametrize("path", ["/api/v1/metrics", "/api/v1/metrics/"])
def test_what_is_counted_is_told_inside_and_not_outside(front: Front, token: dict[str, str], path: str) -> None:
    assert front.ask("GET", path, headers=token).status == 404
    inside = front.ask_inside(path, token)
    assert inside.status == 200
    assert b"watchlist_jobs" in inside.data


def test_where_files_are_served_no_cookie_is_given(front: Front) -> None:
    answer = front.ask("GET", "/files/forged/", headers={"Cookie": "sessionid=x"})
    assert (answer.status, "Set-Cookie" in answer.headers) == (404, False)


def test_a_restart_refuses_no_call(front: Front, token: dict[str, str]) -> None:
    answered: list[int] = []
    enough = threading.Event()

    def call() -> None:
        while not enough.is_set():
            answered.append(_screen(front, token).status)

    callers = [threading.Thread(target=call) for _ in range(3)]
    for caller in callers:
        caller.start()
    front.stop_web()
    front.start_web()
    assert front.web is not None
    wait_until_ready(front.service.url, front.web)
    enough.set()
    for caller in callers:
        caller.join(timeout=120)
    assert set(answered) == {201}
    assert len(answered) >= 3
