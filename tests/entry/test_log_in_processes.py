"""The limits of the log-in are of all processes together: exactly as many tries pass as the documents say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
import urllib3

from tests.serving import Served, request, served

pytestmark = pytest.mark.servers
PAGE, TOKENS = "/admin/login/", "/api/v1/tokens/"
AT_ONCE = 8


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WATCHLIST_TRUSTED_PROXIES", "127.0.0.0/8")
        with served(tmp_path_factory.mktemp("limits"), workers=2) as service:
            yield service


def at_once(tries: int, answer: Callable[[int], int]) -> Counter[int]:
    """Return how many tries were answered by which status, several at a time, each on a connection of its own."""
    with ThreadPoolExecutor(AT_ONCE) as clients:
        return Counter(clients.map(answer, range(tries)))


def test_ten_log_ins_a_minute_pass_at_the_api(service: Served) -> None:
    def answer(number: int) -> int:
        basic = urllib3.make_headers(basic_auth=f"name-{number}:wrong")
        headers = {**basic, "X-Forwarded-For": "203.0.113.1", "Connection": "close"}
        return int(request("POST", f"{service.url}{TOKENS}", headers=headers, retries=False).status)

    assert at_once(40, answer) == {401: 10, 429: 30}


@pytest.mark.parametrize(
    ("address", "name", "passed"),
    [("203.0.113.2", "name-{number}", 19), ("203.0.113.3", "officer", 4)],
    ids=["of-many-names", "of-one-name"],
)
def test_the_last_wrong_password_on_the_pages_locks_out(service: Served, address: str, name: str, passed: int) -> None:
    page = request("GET", f"{service.url}{PAGE}", headers={"X-Forwarded-For": address})
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    headers = {"Cookie": cookie, "X-Forwarded-For": address, "Content-Type": "application/x-www-form-urlencoded"}

    def answer(number: int) -> int:
        fields = {"username": name.format(number=number), "password": "wrong"}
        body = urlencode({**fields, "csrfmiddlewaretoken": cookie.partition("=")[2]})
        sent = {**headers, "Connection": "close"}
        return int(request("POST", f"{service.url}{PAGE}", headers=sent, body=body, retries=False).status)

    assert at_once(40, answer) == {200: passed, 429: 40 - passed}
