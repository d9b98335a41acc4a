"""Whether the OpenAPI document says what is answered."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from watchlist.api.record_base import Record


def assert_described(record: Record, said: dict[str, Any], where: str) -> None:
    """Hold that a record has every field described and no other, and no null or word that is not foreseen.

    A field that is not required is of what is told on request only.
    """
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
            if isinstance(inner, Record):
                assert_described(inner, item, f"{where}.{name}")
            elif isinstance(inner, serializers.ChoiceField) and not isinstance(item, dict):
                assert item in inner.choices, f"{where}.{name}"
