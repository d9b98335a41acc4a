"""Bodies of calls: the names that the OpenAPI document states; any other is refused, not passed over. Days of law."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import copy
from datetime import date
from functools import cache
from typing import Any, ClassVar, Final

from django.utils.datastructures import MultiValueDict
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

NOTHING: Final = (None, "")
_NAME: Final = re.compile(r"[a-z_]{1,40}")
# No law held is older than the conventions on drugs, and none is announced a lifetime ahead.
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


class Body(serializers.Serializer[Any]):
    """The fields that a call sends, or a part of them. What may be left out may be null or empty, and is absent then.

    `is_form` is what no JSON is, and has no null.
    """

    is_form: ClassVar[bool] = False

    def get_fields(self) -> dict[str, Any]:
        """Return the fields; those that may be left out may be null, which the document says of them."""
        fields: dict[str, Any] = super().get_fields()
        for field in () if self.is_form else fields.values():
            field.allow_null |= not field.required
        return fields

    def to_internal_value(self, data: Any) -> Any:
        """Return the fields as understood; a name that is not one of these is refused, not passed over."""
        unknown = [str(name) for name in data if name not in self.fields] if isinstance(data, Mapping) else []
        if unknown:
            raise serializers.ValidationError(
                dict.fromkeys(map(printable, unknown), "This name is not understood here.")
            )
        return super().to_internal_value(self._without_absent(data))

    def _without_absent(self, data: Any) -> Any:
        """Return what was sent without what says nothing."""
        absent = [name for name, value in _single_values(data) if value in NOTHING and not self.fields[name].required]
        if not absent:
            return data
        present = copy(data)  # a form is not written to; its files are the same
        for name in absent:
            del present[name]
        return present


def _single_values(data: Any) -> Iterator[tuple[str, Any]]:
    """Yield what was sent under a name, but what a form sends more than once."""
    if isinstance(data, MultiValueDict):
        yield from ((name, values[0]) for name, values in data.lists() if len(values) == 1)
    elif isinstance(data, Mapping):
        yield from data.items()


@extend_schema_field({"type": "string", "format": "binary", "contentMediaType": "application/octet-stream"})
class UploadedFileField(serializers.FileField):
    """A file of a form, which the document names as bytes, so that a generated client can send it."""


def optional_text(most: int, **options: Any) -> serializers.CharField:
    """Return a field of a text of so many characters, which is empty where it is left out."""
    return serializers.CharField(required=False, default=str, max_length=most, **options)


def optional_word(words: Iterable[str], **options: Any) -> serializers.ChoiceField:
    """Return a field of one of some words, which is empty where it is left out."""
    return serializers.ChoiceField(tuple(words), required=False, default=str, **options)


def fields_of(form: type[Body], request: Request) -> dict[str, Any]:
    """Return the body of a call as a form reads it. Raises the problem of what breaks a rule of the form."""
    fields: dict[str, Any] = _reader(form).run_validation(request.data)
    return fields


@cache
def _reader(form: type[Body]) -> Body:
    """Return a form that reads any number of bodies, as that of a part does: to make one costs more than to read."""
    return form()


def refuse_fields(request: Request) -> None:
    """Raise the problem of a body that says anything, where the address says all."""
    Body(data=request.data or {}).is_valid(raise_exception=True)


def refuse_repeated(form: Any, several: Collection[str] = ()) -> None:
    """Raise the problem of a form that gives twice what it may give once: none of two files is passed over."""
    twice = [name for name, values in form.lists() if len(values) > 1 and name not in several]
    if twice:
        raise serializers.ValidationError({name[:80]: "Give this once." for name in twice})


def printable(name: str) -> str:
    """Return a name that was sent as a problem may repeat it."""
    return name if _NAME.fullmatch(name) else ascii(name[:40])


def day_of_law(day: date) -> date:
    """Return a day, if some law held here can be asked on it; else raise the problem."""
    if not EARLIEST <= day <= LATEST:
        raise serializers.ValidationError(f"Give a day from {EARLIEST} to {LATEST}.")
    return day


class LawDateField(serializers.DateField):
    """A day on which some law held here can be asked."""

    def to_internal_value(self, value: Any) -> date:
        return day_of_law(super().to_internal_value(value))
