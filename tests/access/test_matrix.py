"""Each cell of the matrix by a real request, and no address, method or act that the matrix does not have."""

from __future__ import annotations

from collections import Counter
from typing import Final

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.access.matrix.asking import met
from tests.access.matrix.callers import CODE_OWED, EVERY_SCOPE, GONE, NOBODY, OUTSIDER, SUPERUSER
from tests.access.matrix.house import House
from tests.access.matrix.routes import acts, calls, pages
from tests.access.matrix.rows import COLUMNS, WORDS, Row, rows, told
from watchlist.engine.host import ROOT

pytestmark = pytest.mark.usefixtures("law")
PAGES, CALLS = rows("pages"), rows("api")
ASKED: Final = {"pages": ("GET", "POST"), "api": ("GET", "POST", "PUT", "PATCH", "DELETE")}
METHODS: Final = {
    "pages": ("HEAD", "GET", "POST", "PUT", "PATCH", "DELETE"),  # OPTIONS tells of a page which of these it takes
    "api": ("HEAD", "OPTIONS", "GET", "POST", "PUT", "PATCH", "DELETE"),
}
OPEN_PAGES: Final = {
    "/": "leads to the desk",
    "/admin/cases/desk/": "leads to the desk",
    "/admin/login/": "the log-in",
    "/admin/logout/": "is out already",
    "/admin/jsi18n/": "words of Django's own scripts",
    "/admin/language/": "the language of the log-in page, kept in a cookie",
    "/admin/session/": "says of a session that there is none",
    "/admin/session/dialog/": "words of the dialog that logs in again",
    "/admin/session/log-in/": "the log-in, from a page that stays open",
    "/admin/session/code/": "the code, from a page that stays open; says that there is no session",
    "/admin/session/stay/": "says of a session that there is none",
}
BY_ITS_SIGNATURE: Final = {"/admin/sign-on/ended/": "the provider sends it, with a token that it signed"}
PROBES: Final = {"/api/v1/healthz", "/api/v1/healthz/", "/api/v1/readyz", "/api/v1/readyz/"}
FOR_CLIENTS: Final = {"/api/v1/problems/", "/api/v1/problems/{key}/", "/api/v1/schema/"}
OPEN_CALLS: Final = PROBES | FOR_CLIENTS | {"/api/v1/tokens/"}


@pytest.mark.parametrize("route", pages())
def test_a_page_is_for_whom_the_matrix_says(house: House, route: str) -> None:
    lines = [row for row in PAGES if _route(row) == route]
    assert lines
    for row in lines:
        assert {name: met(house, row, who) for name, who in house.readers.items()} == _cells("pages", row), row


@pytest.mark.parametrize("route", calls())
def test_a_call_is_for_whom_the_matrix_says(house: House, route: str) -> None:
    lines = [row for row in CALLS if _route(row) == route]
    assert lines
    for row in lines:
        assert {name: met(house, row, who) for name, who in house.programs.items()} == _cells("api", row), row


def test_the_matrix_has_each_address_and_no_other() -> None:
    assert {_route(row) for row in PAGES} == set(pages())
    assert {_route(row) for row in CALLS} == set(calls())


def test_the_matrix_has_each_act_of_each_list_and_no_other() -> None:
    offered = {(place, f"action={act}") for place, names in acts().items() for act in names}
    assert {(_route(row), row.sent.partition("&")[0]) for row in PAGES if row.sent.startswith("action=")} == offered


def test_each_row_stands_once_and_each_cell_says_one_of_the_words() -> None:
    assert [asks for asks, times in Counter(row.asks for row in (*PAGES, *CALLS)).items() if times > 1] == []
    assert {cell for row in (*PAGES, *CALLS) for cell in row.cells} <= set(WORDS)
    assert all(len(row.cells) == len(COLUMNS["pages"]) for row in PAGES)
    assert all(len(row.cells) == len(COLUMNS["api"]) for row in CALLS)


def test_a_method_that_is_not_in_the_matrix_is_nobodys(house: House) -> None:
    refused = {"-", "token"}  # of the log-in of the API, every method asks for a name and a password
    asked = [(house.readers[SUPERUSER], "pages", PAGES), (house.programs[EVERY_SCOPE], "api", CALLS)]
    for caller, name, lines in asked:
        known = {(row.method, _route(row)) for row in lines}
        places = {_route(row): row.route for row in lines}
        others = [(how, route) for route in places for how in ASKED[name] if (how, route) not in known]
        assert [one for one in others if met(house, Row(one[0], places[one[1]], "", ()), caller) not in refused] == []


@pytest.mark.long
@pytest.mark.parametrize("route", [*pages(), *calls()])
def test_no_other_method_opens_an_address_to_whom_the_matrix_does_not(house: House, route: str) -> None:
    name, lines = ("pages", PAGES) if route in pages() else ("api", CALLS)
    callers = house.readers if name == "pages" else house.programs
    rows_here = [row for row in lines if _route(row) == route]
    open_to = {who for row in rows_here for who, cell in _cells(name, row).items() if cell == "yes"}
    others = [method for method in METHODS[name] if method not in {row.method for row in rows_here}]
    asked = [
        (who, Row(method, rows_here[0].route, "", ())) for who in callers if who not in open_to for method in others
    ]
    assert [(who, row.method) for who, row in asked if met(house, row, callers[who]) == "yes"] == []


def test_a_page_takes_nothing_that_was_not_sent_from_a_page_of_this_site(house: House) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        User.objects.get(username=SUPERUSER), backend="watchlist.access.password_backend.PasswordBackend"
    )
    caller = house.readers[SUPERUSER]
    places = {house.filled(_route(row), row.route, caller) for row in PAGES} - set(BY_ITS_SIGNATURE)
    ways = {(place, how) for place in places for how in ("POST", "PUT", "PATCH", "DELETE")}
    assert [way for way in sorted(ways) if client.generic(way[1], way[0]).status_code not in (403, 405)] == []


@pytest.mark.parametrize("who", [NOBODY, GONE, OUTSIDER, "Programs"])
def test_who_has_no_business_on_the_pages_reaches_the_log_in_alone(who: str) -> None:
    own = {"/admin/code/", "/admin/second-factor/", "/admin/second-factor/codes/", "/files/{token}/"}
    own |= {"/admin/api/", "/admin/api/schema/"}
    own |= {"/admin/password_change/", "/admin/sessions/", "/admin/sessions/end-others/", "/admin/preferences/"}
    reached = {_route(row) for row in PAGES if _cells("pages", row)[who] == "yes"}
    assert reached <= set(OPEN_PAGES) | (own if who in (OUTSIDER, "Programs") else set())


def test_who_owes_a_code_reaches_nothing_but_where_it_is_given() -> None:
    reached = {_route(row) for row in PAGES if _cells("pages", row)[CODE_OWED] == "yes"}
    again = {f"/admin/session/{part}" for part in ("", "dialog/", "log-in/", "code/")}
    assert reached == {"/admin/login/", "/admin/code/", "/admin/logout/", "/admin/jsi18n/", *again}


def test_without_a_token_the_api_describes_itself_and_gives_one_for_a_password() -> None:
    for who in (NOBODY, GONE, "ended"):
        assert {_route(row) for row in CALLS if _cells("api", row)[who] not in ("token", "-")} <= OPEN_CALLS


def _cells(name: str, row: Row) -> dict[str, str]:
    return dict(zip(COLUMNS[name], row.cells, strict=True))


def _route(row: Row) -> str:
    return row.route.partition("?")[0]


def test_the_page_of_the_documentation_is_the_matrix() -> None:
    assert (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8") == told()
