"""What is absent is null in every answer; in a body null and the empty text are absent alike."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, Final

import pytest
from django.contrib.auth.models import User
from django.http import QueryDict
from hypothesis import given, strategies as st
from rest_framework import serializers

from tests.api.conftest import Caller
from tests.api.openapi import document, operations
from tests.cases.shipments import PIPERIDONE, opened
from watchlist.api.bodies import Body, optional_text, optional_word
from watchlist.api.document_texts import texts_answered
from watchlist.api.record_base import Record, VerbatimField

API: Final = "/api/v1/"
TEXTS = st.none() | st.just("") | st.text(max_size=3)
PLAIN: st.SearchStrategy[Any] = st.recursive(
    TEXTS, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=2), inner), max_leaves=8
)


def _subclasses(kind: type) -> Iterator[type]:
    for child in kind.__subclasses__():
        yield child
        yield from _subclasses(child)


def _empty_texts(value: Any, where: str = "") -> Iterator[str]:
    """Yield where an empty text stands; the records of a screening are the command line's, and not looked into."""
    if value == "":
        yield where
    elif isinstance(value, dict) and "record" not in value:
        for name, inner in value.items():
            yield from _empty_texts(inner, f"{where}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from _empty_texts(inner, where)


def test_the_document_has_no_answer_with_an_empty_text() -> None:
    schemas = document()["components"]["schemas"]
    texts = list(texts_answered(document(), schemas))
    assert len(texts) > 300
    assert [text for text in texts if text.get("minLength", 0) < 1] == []
    assert "BlankEnum" not in schemas
    words = [schema.get("enum", ()) for schema in schemas.values()]
    assert not any("" in choices for choices in words)


def test_no_record_foresees_an_empty_text() -> None:
    records = [kind() for kind in _subclasses(Record) if kind.__module__.startswith("watchlist.")]
    assert len(records) > 80
    fields = [(record, name, field) for record in records for name, field in record.get_fields().items()]
    assert [
        f"{type(record).__name__}.{name}" for record, name, field in fields if getattr(field, "allow_blank", 0)
    ] == []


class _Quoted(Record):
    text = serializers.CharField(allow_null=True)
    word = serializers.ChoiceField(("a", "b"), allow_null=True)
    plain = serializers.JSONField()
    printed = VerbatimField()


@given(st.text(max_size=2), st.sampled_from(("", "a")), PLAIN)
def test_a_record_answers_null_for_every_empty_text(text: str, word: str, plain: Any) -> None:
    for record in (
        _Quoted.from_row(SimpleNamespace(text=text, word=word, plain=plain, printed=plain)),
        _Quoted.from_row(None, text=text, word=word, plain=plain, printed=plain),
    ):
        assert (record["text"], record["word"], record["printed"]) == (text or None, word or None, plain)
        assert list(_empty_texts(record["plain"])) == []


class _Sent(Body):
    needed = serializers.CharField()
    text = optional_text(9)
    word = optional_word(("a", "b"))
    day = serializers.DateField(required=False)
    number = serializers.IntegerField(required=False, default=7)
    several = serializers.ListField(child=serializers.CharField(), required=False, default=list)


@pytest.mark.parametrize("absent", [None, ""])
@pytest.mark.parametrize("name", ["text", "word", "day", "number", "several"])
def test_null_and_the_empty_text_are_as_if_left_out(name: str, absent: Any) -> None:
    body, left_out = _Sent(data={"needed": "x", name: absent}), _Sent(data={"needed": "x"})
    body.is_valid(raise_exception=True)
    left_out.is_valid(raise_exception=True)
    assert body.validated_data == left_out.validated_data
    assert not _Sent(data={"needed": absent}).is_valid()


def test_an_empty_value_of_a_form_hides_no_other_of_its_name() -> None:
    for query, several in (("needed=x&several=", []), ("needed=x&several=a&several=b&text=", ["a", "b"])):
        body = _Sent(data=QueryDict(query))
        body.is_valid(raise_exception=True)
        assert (body.validated_data["several"], body.validated_data["text"]) == (several, "")


def test_the_document_says_of_bodies_what_may_be_null() -> None:
    sent = document()["components"]["schemas"]
    assert sent["ScreeningRequest"]["properties"]["reference"]["type"] == ["string", "null"]
    assert sent["ManifestForm"]["properties"]["reference"]["type"] == "string"
    assert sent["Judging"]["properties"]["note"]["type"] == ["string", "null"]


@pytest.mark.usefixtures("law")
def test_a_shipment_with_nothing_filled_in_is_as_one_that_leaves_it_out(caller: Caller, officer: User) -> None:
    client, line = caller(officer), {"name": "Acetone", "quantity": None, "unit": "", "remarks": None}
    empty = dict.fromkeys(("reference", "date", "origin", "transit", "operation", "as_of", "store", "proposals"))
    answers = [
        client.post(f"{API}screenings/", body).json()
        for body in (
            {"lines": [line], "known_at": None, **empty},
            {"lines": [line], **dict.fromkeys(empty, "")},
            {"lines": [line]},
        )
    ]
    first, *others = [[answer["lines"], answer["coverage"]["as_of"], bool(answer["id"])] for answer in answers]
    assert others == [first, first]


@pytest.mark.usefixtures("law")
def test_what_exists_with_nothing_filled_in_is_answered_without_an_empty_text(caller: Caller, all_rights: User) -> None:
    case, client = opened(PIPERIDONE), caller(all_rights)
    here = f"{API}cases/{case.number}/"
    sent = {
        f"{here}judgements/": {"line": 1, "finding": 0, "seen": 0, "word": "confirmed", "note": None, "reason": ""},
        f"{here}questions/": {"lines": [1], "text": ""},
        f"{here}corrections/": {"line": 1, "field": "remarks", "corrected": "x", "reason": "y"},
        f"{API}house-lists/": {"title": "Ours", "note": None},
        f"{API}manifests/": {"lines": [{"name": "Acetone"}], "reference": None},
        f"{API}webhooks/": {"url": "https://example.com/hook", "events": ["manifest.done"]},
    }
    for path, body in sent.items():
        client.post(path, body)
    listings = [
        operation.path
        for operation in operations()
        if operation.method == "get" and not operation.is_open and "{" not in operation.path.replace("{number}", "")
    ]
    answered = 0
    for path in listings:
        answer = client.get(path.replace("{number}", case.number))
        if answer.headers.get("Content-Type", "").startswith("application/json"):
            answered += 1
            assert list(_empty_texts(answer.json())) == [], path
    assert answered > 25
