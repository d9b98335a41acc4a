"""What a stranger writes into an address or its query is refused or found to be nothing: no answer is a fault."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from django.db import transaction
from drf_spectacular.generators import SchemaGenerator

from tests.access.matrix.callers import EVERY_SCOPE, NOBODY, SUPERUSER, Caller
from tests.access.matrix.house import House
from tests.access.matrix.rows import Row, rows

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("law")]
HOSTILE: Final = ("\0", "9" * 40, "-1", "é\u202e", "2026-13-45", "1e999", "' OR 1=1 --", "x" * 3_000, "%", "\ud800")
WORST: Final = ("\0", "9" * 40)
"""What a store may not take at all: PostgreSQL no NUL, and neither database such a number."""
LINKED: Final = re.compile(r"""(?:[?&]|&amp;)([a-z_]+)=""")
FORMS: Final = re.compile(r"""<form(?![^>]*method="post").*?</form>""", re.DOTALL)
FIELDS: Final = re.compile(r'name="([a-z_]+)"')
EVERY: Final = [row for name in ("pages", "api") for row in rows(name)]
SENT: Final = [row for row in EVERY if row.method != "GET" and row.sent]
PART: Final = re.compile(r"\{\w+\}")
READ: Final = [row for row in EVERY if row.method == "GET" and not row.sent]


def _caller(house: House, row: Row) -> Caller:
    return house.programs[EVERY_SCOPE] if row.route.startswith("/api/") else house.readers[SUPERUSER]


def _ask(caller: Caller, address: str, method: str = "GET", **sent: Any) -> str:
    """Return an answer, read to its end; whatever the request wrote is taken back."""
    with transaction.atomic():
        answer = caller.ask(method, address, **sent)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    assert answer.status_code < 500 or "/readyz" in address, (address, answer.status_code)
    return content.decode("utf-8", "replace")


@pytest.mark.parametrize("row", [row for row in READ if PART.search(row.route)], ids=str)
def test_no_part_of_an_address_is_a_fault(house: House, row: Row) -> None:
    for hostile in HOSTILE:
        _ask(_caller(house, row), PART.sub(_quoted(hostile), row.route))


@pytest.mark.parametrize("row", [row for row in READ if "?" not in row.route], ids=str)
def test_no_word_of_a_query_is_a_fault(house: House, row: Row) -> None:
    caller = _caller(house, row)
    address = house.filled(row.route, row.route, caller)
    for at, name in enumerate(sorted(_described_words(row.route) or _words(_ask(caller, address)))):
        for hostile in {HOSTILE[at % len(HOSTILE)], *WORST}:
            _ask(caller, f"{address}?{name}={_quoted(hostile)}")


@pytest.mark.parametrize("row", SENT, ids=str)
def test_no_field_that_is_sent_is_a_fault(house: House, row: Row) -> None:
    caller = _caller(house, row)
    address, sent = (house.filled(_place(row), text, caller) for text in (row.route, row.sent))
    for hostile in HOSTILE:
        for body, kind in _bodies(sent, hostile):
            _ask(caller, address, row.method, data=body, content_type=kind)


def _bodies(sent: str, hostile: str) -> Iterator[tuple[str, str]]:
    """Yield what was sent with each of its fields hostile in turn."""
    if sent.startswith("{"):
        for name in (said := json.loads(sent)):
            yield json.dumps(said | {name: hostile}), "application/json"
        return
    pairs = parse_qsl(sent, keep_blank_values=True)
    for at, (name, _) in enumerate(pairs):
        fields = [*pairs[:at], *pairs[at + 1 :]]
        yield f"{urlencode(fields)}&{name}={_quoted(hostile)}", "application/x-www-form-urlencoded"


def test_a_nul_is_refused_wherever_it_stands(house: House) -> None:
    caller, form = house.readers[SUPERUSER], "application/x-www-form-urlencoded"
    for place in ("/admin/check/%00", "/admin/check/?q=a%00b"):
        assert caller.ask("GET", place).status_code == 400
    assert caller.ask("POST", "/admin/check/", data="typed=a%00b", content_type=form).status_code == 400
    assert house.programs[EVERY_SCOPE].ask("GET", "/api/v1/lists/?cursor=%00").status_code == 400
    assert house.programs[NOBODY].ask("GET", "/api/v1/lists/?cursor=%00").status_code == 401


def _words(page: str) -> set[str]:
    """Return the words that a page's links and its forms that ask have in their queries."""
    return {*LINKED.findall(page), *(name for form in FORMS.findall(page) for name in FIELDS.findall(form))}


def _place(row: Row) -> str:
    return row.route.partition("?")[0]


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


@cache
def _described() -> dict[str, Any]:
    return dict(SchemaGenerator().get_schema(request=None, public=True)["paths"])


def _described_words(route: str) -> set[str]:
    """Return the words that the description of the API has for a query."""
    said = _described().get(route, {}).get("get", {}).get("parameters", ())
    return {one["name"] for one in said if one["in"] == "query"}
