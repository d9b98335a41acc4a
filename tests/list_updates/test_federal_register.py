"""Answers of the Federal Register are read strictly, every page of them, and each document becomes one notice."""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson
import pytest

from tests.list_updates.register import NONE, SITE, answer, document, register
from watchlist.list_updates.connectors import connector_of
from watchlist.list_updates.errors import (
    CollectionFailed,
    LayoutChanged,
    ListEmptied,
    NotReached,
    NotTheDocument,
    RequestRefused,
)
from watchlist.list_updates.published import PublishedNotice

FEDERAL_REGISTER = connector_of("federal-register")
SECOND = f"{SITE}/api/v1/documents?page=2&format=json"


def read(*pages: bytes) -> tuple[PublishedNotice, ...]:
    """Return the notices of pages of both parts."""
    return FEDERAL_REGISTER.interpret(pages, register()).notices


def one(**changes: Any) -> PublishedNotice:
    """Return the notice of one document."""
    [notice] = read(NONE, answer(document(**changes)))
    return notice


def test_a_document_becomes_a_notice_with_its_days() -> None:
    assert one() == PublishedNotice(
        key="fr-2026-00001",
        kind="proposal",
        title="Designation of invented amide as a List I chemical",
        citation="91 FR 4711",
        url=f"{SITE}/documents/2026/02/03/2026-00001/designation",
        text="Notice of proposed rulemaking.\nAn invented amide would become a List I chemical.",
        published_on=date(2026, 2, 3),
        comments_close_on=date(2026, 4, 6),
    )


@pytest.mark.parametrize(
    ("type_", "action", "kind"),
    [
        ("Rule", "Final rule.", "rule"),
        ("RULE", "Temporary rule; temporary scheduling order.", "rule"),
        ("Rule", "Direct final rule; withdrawal.", "withdrawn"),
        ("Rule", "Final rule; correction.", "rule"),
        ("Proposed Rule", "Notice of proposed rulemaking.", "proposal"),
        ("PRORULE", "Advance notice of proposed rulemaking.", "consultation"),
        ("Proposed Rule", "Notice of proposed rulemaking; withdrawal.", "withdrawn"),
        ("Proposed Rule", "Proposed amendment; notice of intent.", "proposal"),
        ("Proposed Rule", "Withdrawal of notice of intent.", "withdrawn"),
        ("Notice", "Notice with request for comments.", "consultation"),
        ("NOTICE", None, "notification"),
    ],
)
def test_type_and_action_say_what_a_document_is(type_: str, action: str | None, kind: str) -> None:
    assert one(type=type_, action=action).kind == kind


@pytest.mark.parametrize("said", [{"action": "Final rule; correction."}, {"number": "C1-2026-00001"}])
def test_a_correction_says_that_it_is_one(said: dict[str, str]) -> None:
    assert "It corrects an earlier document." in one(**said).text.splitlines()


def test_a_document_of_both_parts_is_one_notice() -> None:
    assert len(read(answer(document()), answer(document(), document("2026-00002")))) == 2


def test_pages_follow_one_another_and_then_the_next_part() -> None:
    source = register()
    first = answer(document(), count=2, following=SECOND)
    second = answer(document("2026-00002"), count=2)
    assert FEDERAL_REGISTER.following([first], source) == "/api/v1/documents?page=2&format=json"
    following = FEDERAL_REGISTER.following([first, second], source)
    assert following == source.path.replace("part%5D=1308", "part%5D=1310")
    assert FEDERAL_REGISTER.following([first, second, NONE], source) is None
    assert len(read(first, second, NONE)) == 2


def test_the_declared_path_asks_for_every_field_that_is_read() -> None:
    asked = {part.partition("=")[2] for part in register().path.split("&") if part.startswith("fields")}
    assert asked == document().keys()


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/api/v1/documents?page=2", "http://www.federalregister.gov/x"]
)
def test_a_next_page_of_another_site_is_not_followed(address: str) -> None:
    with pytest.raises(RequestRefused, match="another site"):
        FEDERAL_REGISTER.following([answer(document(), following=address)], register())


def test_a_next_page_at_no_address_is_not_followed() -> None:
    with pytest.raises(LayoutChanged, match="no address"):
        FEDERAL_REGISTER.following([answer(document(), following="https://[x")], register())


def test_a_next_page_that_is_the_site_itself_is_not_followed() -> None:
    with pytest.raises(LayoutChanged, match="no page"):
        FEDERAL_REGISTER.following([answer(document(), following="https://www.federalregister.gov")], register())


@pytest.mark.parametrize(
    ("pages", "error"),
    [
        ([answer(document(), count=2), NONE], NotReached),
        ([answer(document(), count=2, following=SECOND), answer(document(), count=2), NONE], NotReached),
        ([answer(document(), count=2, following=SECOND), answer(document("2026-2"), count=3), NONE], NotReached),
        ([answer(document())], NotReached),
        ([answer(document(), following=SECOND), NONE], NotReached),
        ([NONE, NONE], ListEmptied),
        ([b"<html>", NONE], NotTheDocument),
        ([b"[]", NONE], NotTheDocument),
        ([answer(document())[:-9], NONE], NotTheDocument),
    ],
)
def test_what_is_not_whole_is_not_taken(pages: list[bytes], error: type[CollectionFailed]) -> None:
    with pytest.raises(error):
        read(*pages)


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "Ordinance"},
        {"priority": "high"},
        {"publication_date": None},
        {"publication_date": "3 February"},
        {"effective_on": 20260203},
        {"title": None},
        {"document_number": "../../x"},
        {"html_url": "javascript:alert(1)"},
        {"html_url": "https://[x"},
        {"cfr_references": "21 CFR 1310"},
        {"cfr_references": [{"title": 21}]},
    ],
)
def test_an_unknown_layout_stops_the_reading(changes: dict[str, Any]) -> None:
    with pytest.raises(LayoutChanged):
        one(**changes)


@pytest.mark.parametrize("name", sorted(document()))
def test_a_field_that_is_missing_stops_the_reading(name: str) -> None:
    said = document()
    del said[name]
    with pytest.raises(LayoutChanged):
        read(NONE, answer(said))


def test_an_answer_with_a_field_of_its_own_stops_the_reading() -> None:
    page = orjson.loads(answer(document())) | {"aggregations": {}}
    with pytest.raises(LayoutChanged, match="aggregations"):
        read(orjson.dumps(page), NONE)


def test_a_document_of_another_part_is_not_what_was_asked_for() -> None:
    with pytest.raises(NotTheDocument):
        one(cfr_references=[{"title": 21, "part": "1306"}])
