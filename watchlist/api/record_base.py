"""What the descriptions of records have in common: how they are declared, and the words of the law's own."""

from __future__ import annotations

from functools import cache
from inspect import isroutine
from typing import Any, Final

from rest_framework import serializers

from watchlist.engine import vocabulary
from watchlist.engine.vocabulary import Word


def _texts(words: type[Word]) -> tuple[str, ...]:
    return tuple(word.value for word in words)


VERDICTS: Final = _texts(vocabulary.Verdict)
ACTIONS: Final = _texts(vocabulary.Action)
LINE_SEVERITIES: Final = _texts(vocabulary.Severity)
TIERS: Final = _texts(vocabulary.Tier)
BRANCHES: Final = _texts(vocabulary.Branch)
CONFIDENCES: Final = _texts(vocabulary.Confidence)
PRECISIONS: Final = _texts(vocabulary.DatePrecision)
EFFECTS: Final = _texts(vocabulary.Effect)
NOTICE_KINDS: Final = _texts(vocabulary.NoticeKind)


class Record(serializers.Serializer[Any]):
    """A record that is only ever sent, never taken. It has no empty text: what is absent is null."""

    # Names of the contract that a serializer uses for itself: it gathers its own fields before they are looked up.
    source: Any
    required: Any
    fields: Any
    errors: Any

    @classmethod
    def from_row(cls, row: object, **computed: Any) -> dict[str, Any]:
        """Return a row as this record: of each field what its `source` leads to, null where there is nothing.

        `computed` are the fields that no attribute of the row has, as they are shown.
        """
        if unknown := computed.keys() - _fields(cls).keys():
            raise TypeError(f"{cls.__name__} has no field {', '.join(sorted(unknown))}")
        return {
            name: _or_null(field, computed[name] if name in computed else _value(field, row))
            for name, field in _fields(cls).items()
        }


class VerbatimField(serializers.JSONField):
    """Plain values as somebody else wrote them, empty texts among them."""


def texts(**options: Any) -> serializers.ListField:
    """Return a field that is a list of texts."""
    return serializers.ListField(child=serializers.CharField(), **options)


@cache
def _fields(record: type[Record]) -> dict[str, Any]:
    return dict(record().fields)


def _value(field: Any, row: Any) -> Any:
    value = row
    for name in field.source.split("."):
        value = getattr(value, name, None)
        value = value() if isroutine(value) else value
    if isinstance(field, Record):
        return None if value is None else field.from_row(value)
    if isinstance(field, serializers.ListSerializer):
        child: Any = field.child
        return list(map(child.from_row, value or ()))
    if isinstance(field, serializers.ListField):
        return [field.child.to_representation(item) for item in value or ()]
    return value


def _or_null(field: Any, value: Any) -> Any:
    if isinstance(field, VerbatimField):
        return value
    if isinstance(field, serializers.JSONField):
        return _null_within(value)
    return None if isinstance(value, str) and not value else value


def _null_within(value: Any) -> Any:
    match value:
        case "":
            return None
        case dict():
            return {name: _null_within(inner) for name, inner in value.items()}
        case list():
            return list(map(_null_within, value))
    return value
