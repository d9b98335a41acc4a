"""Whoever may not see a kind of object is answered the same whether one of a key exists or not."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote
from uuid import UUID

import pytest
from django.db import transaction
from django.utils.html import escape

from tests.access.matrix.asking import body_of
from tests.access.matrix.callers import Caller
from tests.access.matrix.house import House
from tests.access.matrix.rows import COLUMNS, Row, rows

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("law")]
PART: Final = re.compile(r"\{(\w+)\}")
NO_KEYS: Final = {"form", "kind", "url", "app_label", "content_type_id"}
"""Parts of addresses that name no stored object."""
REFUSED: Final = {"no", "hidden", "token", "log-in", "code"}
LISTED: Final = {name: rows(name) for name in COLUMNS}
WITH_KEYS: Final = [
    (name, row) for name, lines in LISTED.items() for row in lines if set(PART.findall(row.route)) - NO_KEYS
]
VARYING: Final = re.compile(
    r'csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"|"request_id": ?"[^"]+"|"instance": ?"[^"]+"'
)
"""What two answers to the same request differ by."""


@pytest.mark.parametrize(("name", "row"), WITH_KEYS, ids=str)
def test_who_may_not_see_an_object_is_not_told_whether_it_exists(house: House, name: str, row: Row) -> None:
    callers = {"pages": house.readers, "api": house.programs}[name]
    verdicts = dict(zip(COLUMNS[name], row.cells, strict=True))
    refused = {who for who, verdict in verdicts.items() if verdict in REFUSED} - _seers(name, row)
    differing = {
        (who, part): (existing[:2], missing[:2])
        for who in refused
        for existing in [_answer(house, row, callers[who])]
        for part in set(PART.findall(row.route + row.sent)) - NO_KEYS
        if existing != (missing := _answer(house, row, callers[who], missing=part))
    }
    assert differing == {}


def _seers(name: str, row: Row) -> set[str]:
    """Return the callers who may read the object that the address of a row names, at some address."""
    start = row.route[: row.route.rindex("}") + 1]
    readable = [
        row for row in LISTED[name] if row.method == "GET" and row.route.startswith(start) and not _leads_on(row)
    ]
    return {who for other in readable for who, cell in zip(COLUMNS[name], other.cells, strict=True) if cell == "yes"}


def _leads_on(row: Row) -> bool:
    """Say whether an address leads on to the page of a row whoever asks, as the admin's short one does."""
    return row.route.endswith("/{object_id}/")


def _answer(house: House, row: Row, caller: Caller, missing: str = "") -> tuple[int, str, str]:
    """Return the status, the place led to and the text of an answer, without what names the object."""
    route = row.route.partition("?")[0]
    keys = {part: house.filled(route, f"{{{part}}}", caller) for part in PART.findall(row.route + row.sent)}
    if missing:
        keys[missing] = _missing(keys[missing])
    address, sent = (PART.sub(lambda part: keys[part[1]], text) for text in (row.route, row.sent))
    with transaction.atomic():
        answer = caller.ask(row.method, address, **body_of(row.method, address, sent))
        transaction.set_rollback(True)
    place, text = (
        answer.headers.get("Location", ""),
        "" if answer.streaming else answer.content.decode("utf-8", "replace"),
    )
    return answer.status_code, _without(address, place), VARYING.sub("", _without(address, text))


def _missing(key: str) -> str:
    """Return a key of the same form under which nothing is stored."""
    if key.isdecimal():
        return str(int(key) + 10_000_000)
    try:
        return str(UUID(int=UUID(key).int ^ 1))
    except ValueError:
        return f"{key}0"


def _without(address: str, text: str) -> str:
    """Return a text without the address that was asked for, in whichever way it is written there."""
    for form in (address, escape(address), quote(address), quote(address, safe="")):
        text = text.replace(form, "")
    return text
