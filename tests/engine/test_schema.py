"""The schema that the types make: each field and each word is described, and so is whatever is answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.acceptance.asking import ask_all
from tests.engine.test_answer import LINES, ROUTES
from watchlist.engine.answer import Line
from watchlist.engine.answer_codec import as_mapping, decode_as
from watchlist.engine.answer_schema import Schema, components
from watchlist.engine.answer_shown import ALWAYS_SHOWN, WITHHELD
from watchlist.results.redaction import redacted

NAMES = sorted(components())


@pytest.fixture(scope="module")
def closed() -> Schema:
    """Return the schema of any record, in which no part may have another field than is described."""
    parts = {
        name: {**schema, "additionalProperties": False} if "properties" in schema else schema
        for name, schema in components().items()
    }
    records = [{"$ref": f"#/components/schemas/{name}"} for name in ("Coverage", "ShownLine", "Summary")]
    return {"oneOf": records, "components": {"schemas": parts}}


@pytest.mark.parametrize("name", NAMES)
def test_a_part_each_of_its_fields_and_each_of_its_words_are_described(name: str) -> None:
    schema = components()[name]
    assert schema["description"].endswith(".")
    for field, described in schema.get("properties", {}).items():
        assert described.get("description", "").endswith("."), field
    for word in schema.get("enum", ()):
        assert f"* `{word}`: " in schema["description"]


def test_what_is_set_aside_is_described_by_the_lines_of_what_it_is_and_of_who_set_it_aside() -> None:
    finding, suppressed = (components()[name]["properties"] for name in ("ShownFinding", "ShownSuppressedFinding"))
    assert {key: suppressed[key] for key in finding} == finding
    assert suppressed["by"]["description"] == f"Who asked for it; {WITHHELD}."
    assert components()["SuppressedConflict"]["properties"]["by"]["description"] == "Who asked for it."


@pytest.mark.parametrize("name", ["ShownFinding", "ShownSuppressedFinding"])
def test_what_may_be_withheld_is_described_so_and_may_be_null(name: str) -> None:
    fields = components()[name]["properties"]
    for key, described in fields.items():
        assert (WITHHELD in described["description"]) == (key not in ALWAYS_SHOWN), key
        assert _may_be_null(described) == (key not in ALWAYS_SHOWN), key


def test_words_of_which_a_field_has_only_some_have_a_name_of_their_own() -> None:
    described = components()
    assert described["ShownFinding"]["properties"]["severity"]["allOf"] == [
        {"$ref": "#/components/schemas/FindingSeverity"}
    ]
    assert described["FindingSeverity"]["enum"] == ["high", "medium", "low"]
    assert described["Severity"]["enum"] == ["high", "medium", "low", "none"]


def test_a_part_refers_to_others_by_the_names_that_were_given_to_them() -> None:
    described = components(lambda name: f"{name}X")
    assert {f"{name}X" for name in NAMES} == described.keys()
    assert {of.rsplit("/", 1)[-1] for schema in described.values() for of in _references(schema)} <= described.keys()


@pytest.mark.django_db
@pytest.mark.usefixtures("law")
@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_whatever_is_answered_is_described_whoever_reads_it(closed: Schema, route: dict[str, Any]) -> None:
    form = Draft202012Validator(closed, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for record in ask_all(list(LINES), **route).records():
        seen = [record]
        if record["record"] == "line":
            seen.append(as_mapping(redacted(decode_as(Line, record))))
        assert [error.message for plain in seen for error in form.iter_errors(plain)] == []


def _may_be_null(schema: Schema) -> bool:
    return "null" in schema.get("type", ()) or {"type": "null"} in schema.get("anyOf", ())


def _references(value: Any) -> Iterator[str]:
    """Yield each reference within a schema."""
    match value:
        case {"$ref": str(address)}:
            yield address
        case dict() | list():
            for inner in value.values() if isinstance(value, dict) else value:
                yield from _references(inner)
