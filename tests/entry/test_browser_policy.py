"""What a browser may do with an answer: strict everywhere, with as little more as the pages of people need."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import User
from django.test import Client

from watchlist.access.tokens import issue
from watchlist.middleware.browser_policy import ABOUT_THE_API, BARE, DEVICE, NOTHING, PAGES, SHEETS, policy_of

POLICY = "Content-Security-Policy"


class Inside(HTMLParser):
    """What stands inside a page that a browser would run, or take for a style sheet."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.sheets: list[tuple[str, str]] = []
        self._nonce: str | None = None
        self._text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.scripts += [name for name in said if name.startswith("on")]
        self.scripts += [
            to for name in ("href", "src", "action") if (to := said.get(name) or "").startswith("javascript:")
        ]
        if tag == "script" and not said.get("src") and said.get("type") != "application/json":
            self.scripts.append("script")
        self._nonce = said.get("nonce") or "" if tag == "style" else None
        self._text = ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "style" and self._nonce is not None:
            self.sheets.append((self._nonce, self._text))
            self._nonce = None


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/admin/", PAGES),
        ("/admin/watchlist/substance/", PAGES),
        ("/admin/api/", ABOUT_THE_API),
        ("/api/v1/lists/", NOTHING),
        ("/api/v1/schema/", NOTHING),
        ("/static/watchlist/keys.js", NOTHING),
        ("/administer/", NOTHING),
        ("/", NOTHING),
    ],
)
def test_each_place_has_its_policy(path: str, policy: str) -> None:
    assert policy_of(path) is policy


def test_what_is_loosened_is_loosened_on_the_pages_alone() -> None:
    assert [policy for policy in (NOTHING, BARE, ABOUT_THE_API) if "unsafe" in policy or "nonce" in policy] == []
    assert re.findall(r"[\w-]+ [^;]*'unsafe-[\w-]+'", PAGES) == [
        "script-src 'self' 'unsafe-eval'",
        "style-src-attr 'unsafe-inline'",
    ]
    for policy in (NOTHING, BARE, ABOUT_THE_API, PAGES):
        assert {"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} <= set(policy.split("; "))
        assert not re.search(r"https?:|\*|blob:", policy)


@pytest.mark.django_db
def test_every_answer_bears_the_policies_whoever_made_it(client: Client, officer: User) -> None:
    _token, text = issue(user=officer, scopes=[], actor="root")
    known = {"Authorization": f"Token {text}"}
    answers = [
        client.get("/nowhere"),
        client.get("/api/v1/healthz"),
        client.get("/api/v1/tokens/mine/"),
        client.get("/api/v1/tokens/mine/", headers=known),
        client.post("/admin/login/", headers={"Host": "elsewhere.example"}),
        client.get("/files/forged/"),
        client.get("/admin/login/"),
    ]
    assert [answer.status_code for answer in answers] == [404, 200, 401, 200, 400, 404, 200]
    for answer in answers:
        assert "default-src 'none'" in answer[POLICY]
        assert answer["Permissions-Policy"] == DEVICE
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    for answer in (*answers[:4], *answers[5:]):  # a name that is not ours is refused before anything else is asked
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert [answer[POLICY] for answer in answers[:6]] == [BARE, *[NOTHING] * 3, BARE, BARE]


@pytest.mark.usefixtures("law")
@pytest.mark.parametrize("path", ["", "law/matrix/", "watchlist/substance/", "auth/user/", "auth/user/add/", "check/"])
def test_nothing_inside_a_page_is_run_and_its_sheets_are_those_that_are_known(client: Client, path: str) -> None:
    root = User.objects.create_superuser(username="root")
    client.force_login(root, backend="watchlist.access.password_backend.PasswordBackend")
    answer = client.get(f"/admin/{path}")
    assert answer.status_code == 200
    inside = Inside(answer.content.decode())
    assert inside.scripts == []
    assert inside.sheets
    assert [text for nonce, text in inside.sheets if not nonce and sha256(text) not in SHEETS] == []


def test_a_nonce_is_good_once(client: Client) -> None:
    found = {re.search(r"'nonce-([\w-]{22})'", client.get("/admin/login/")[POLICY]) for _ in range(2)}
    assert None not in found
    assert len({one[1] for one in found if one}) == 2


def sha256(text: str) -> str:
    """Return the hash of a sheet as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.django_db
def test_no_answer_to_a_person_is_kept_by_a_browser(client: Client, officer: User) -> None:
    client.force_login(officer)
    asked = {"/admin/password_change/": 200, "/admin/auth/user/": 403, "/admin/none/such/": 404, "/admin/login/": 302}
    for path, status in asked.items():
        answer = client.get(path)
        assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (status, True), path
