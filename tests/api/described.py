"""Whether the OpenAPI document says what is answered."""

from __future__ import annotations

from typing import Any

from watchlist.api.record_base import Record


def assert_described(record: Record, said: dict[str, Any], where: str) -> None:
    """Hold that a record has every field described, and no other, through and through."""
    described = record.get_fields()
    assert set(described) == set(said), where
    for name, field in described.items():
        inner = getattr(field, "child", field)
        if isinstance(inner, Record) and said[name] is not None:
            for item in said[name] if isinstance(said[name], list) else [said[name]]:
                assert_described(inner, item, f"{where}.{name}")
