"""My sessions and tokens: a person sees their own, ends them, and nobody else's."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.entry.conftest import PASSWORD
from tests.translated import bracket_every_sentence, outside
from watchlist.access.models import Token
from watchlist.access.sessions import browser_and_system, live_sessions, open_sessions
from watchlist.access.tokens import issue
from watchlist.audit.models import AuditEvent

PAGE, END, END_OTHERS, END_TOKEN = (f"/admin/sessions/{part}" for part in ("", "end/", "end-others/", "end-token/"))
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile Safari/604.1"


@pytest.fixture
def places(anna: User) -> list[Client]:
    """Return browsers in which she is logged in: two, and one of which nothing is known."""
    return [at(FIREFOX, "192.0.2.1"), at(IPHONE, "2001:db8::7"), at("", "198.51.100.9")]


def at(agent: str, address: str) -> Client:
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    client.post("/admin/login/", {"username": "officer", "password": PASSWORD})
    return client


def shown(client: Client) -> str:
    return unescape(re.sub(r"<[^>]+>|\s+", " ", client.get(PAGE).content.decode()))


def verbs() -> list[tuple[str, str]]:
    events = AuditEvent.objects.filter(verb__in=["end_sessions", "revoke_token"]).order_by("sequence")
    return list(events.values_list("actor", "verb"))


def test_a_person_sees_where_they_are_logged_in_and_ends_it(anna: User, places: list[Client]) -> None:
    here = places[0]
    text = shown(here)
    assert re.search(r"Firefox on Linux\s+This session", text)
    for words in ("192.0.2.1", "Safari on iPhone", "2001:db8::7", "Unknown browser", "198.51.100.9"):
        assert words in text
    page = here.get(PAGE).content.decode()
    assert [key for key in (one.session_key for one in live_sessions(anna)) if key in page] == []
    this = here.session.session_key or ""
    (reference,) = [one.reference for one in open_sessions(user=anna, this=this) if one.system == "iPhone"]
    assert here.post(END, {"session": reference}).headers["Location"] == PAGE
    assert [client.get("/admin/").status_code for client in places] == [200, 302, 200]
    assert here.post(END, {"session": reference}).status_code == 404
    here.post(END_OTHERS)
    assert [client.get("/admin/").status_code for client in places] == [200, 302, 302]
    assert "You are logged in nowhere else." in shown(here)
    assert verbs() == [("officer", "end_sessions")] * 2


def test_a_person_sees_their_live_tokens_and_ends_one(anna: User, places: list[Client]) -> None:
    made = [issue(user=anna, scopes=["screen"], actor="root", name=name)[0] for name in ("warehouse", "<b>plant</b>")]
    page = places[0].get(PAGE).content.decode()
    assert ("warehouse" in page, "&lt;b&gt;plant" in page, made[0].token_key in page) == (True, True, True)
    assert made[0].digest not in page
    assert places[0].post(END_TOKEN, {"token": made[0].token_key}).headers["Location"] == PAGE
    assert list(Token.objects.all()) == made[1:]
    assert verbs() == [("officer", "revoke_token")]


def test_nobody_ends_what_is_anothers(anna: User, places: list[Client], second_officer: User, outsider: User) -> None:
    token = issue(user=anna, scopes=["screen"], actor="root")[0]
    references = [session.reference for session in open_sessions(user=anna, this="")]
    for person in (second_officer, outsider):
        other = Client()
        other.force_login(person)
        assert "Firefox on Linux" not in shown(other)
        assert token.token_key not in other.get(PAGE).content.decode()
        assert other.post(END_TOKEN, {"token": token.token_key}).status_code == 404
        assert {other.post(END, {"session": each}).status_code for each in (*references, "")} == {404}
        assert other.post(END_OTHERS).status_code == 302
    assert [client.get("/admin/").status_code for client in places] == [200, 200, 200]
    assert (Token.objects.count(), verbs()) == (1, [])
    nobody = Client()
    answers = [nobody.get(PAGE), *(nobody.post(place) for place in (END, END_OTHERS, END_TOKEN))]
    assert {answer.headers["Location"].partition("?")[0] for answer in answers} == {"/admin/login/"}


@pytest.mark.parametrize(
    ("agent", "known"),
    [
        (FIREFOX, ("Firefox", "Linux")),
        (IPHONE, ("Safari", "iPhone")),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36", ("Chrome", "Windows")),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36 Edg/142.0", ("Edge", "Windows")),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/142.0 Mobile Safari/537.36", ("Chrome", "Android")),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.1 Safari/605.1.15", ("Safari", "macOS")),
        ("curl/8.14.1", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_browser_is_known_by_what_it_calls_itself(agent: str, known: tuple[str, str]) -> None:
    assert browser_and_system(agent) == known


def test_every_sentence_of_the_page_is_translatable(
    anna: User, places: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    bracket_every_sentence(monkeypatch)
    for name in ("", "warehouse"):
        issue(user=anna, scopes=["screen"] if name else [], actor="root", name=name)
    page = places[0].get(PAGE).content.decode()
    assert [text for text in outside(page) if text not in {"Precursor Watchlist", "esc"}] == []
