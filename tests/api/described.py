"""Whether the OpenAPI document says what is answered."""

from __future__ import annotations

from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from rest_framework import serializers

from tests.api.openapi import document
from watchlist.api.answer_parts import AnswerPart, answer_components
from watchlist.api.record_base import Record


def assert_part(name: str, part: Any, where: str) -> None:
    """Hold that a part of an answer is as the document describes it under this name, and has no field beside."""
    form = Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": _closed()},
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    assert [f"{error.json_path}: {error.message}" for error in form.iter_errors(part)] == [], where


@cache
def _closed() -> dict[str, Any]:
    """Return the components of the document; no part of an answer may have another field than is described."""
    schemas = document()["components"]["schemas"]
    parts = {name for name, schema in answer_components().items() if "properties" in schema}
    closed = {name: {**schemas[name], "additionalProperties": False} for name in parts}
    return {"schemas": {**schemas, **closed}}


def assert_described(record: Record | AnswerPart, said: dict[str, Any], where: str) -> None:
    """Hold that a record has every field described and no other, and no null or word that is not foreseen.

    A field that is not required is of what is told on request only.
    """
    if isinstance(record, AnswerPart):
        assert_part(type(record).__name__, said, where)
        return
    described = record.get_fields()
    asked_for = {name for name, field in described.items() if not field.required} - set(said)
    assert set(described) - asked_for == set(said), where
    for name, field in described.items():
        if name in asked_for:
            continue
        told, inner = said[name], getattr(field, "child", field)
        is_any = isinstance(field, serializers.JSONField)
        assert told is not None or field.allow_null or is_any, f"{where}.{name}"
        for item in [] if told is None else told if isinstance(told, list) else [told]:
            if isinstance(inner, Record | AnswerPart):
                assert_described(inner, item, f"{where}.{name}")
            elif isinstance(inner, serializers.ChoiceField) and not isinstance(item, dict):
                assert item in inner.choices, f"{where}.{name}"
