"""Fields that forms of several subjects have, where Django's own refuse what a page takes."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from watchlist.engine.errors import CorrectTheQuestion
from watchlist.web.chosen_rows import may_be_key


def optional_text() -> forms.CharField:
    """Return a field of text that may be left empty: whoever stores it says what is missing."""
    return forms.CharField(required=False)


class DayField(forms.CharField):
    """A day as a date picker sends it, 2026-01-31; None where none is given."""

    def clean(self, value: Any) -> date | None:
        """Return the day."""
        written = super().clean(value)
        try:
            return date.fromisoformat(written) if written else None
        except ValueError:
            raise ValidationError(_("“%s” is no day: write it as 2026-01-31.") % written)


class ClippedTextField(forms.CharField):
    """A text that may be left out; what is longer than `most` is cut, and no text is refused."""

    def __init__(self, most: int, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.most = most

    def to_python(self, value: Any) -> str:
        """Return the text without white space around it."""
        return str(super().to_python(value)).replace("\0", "\ufffd")[: self.most]


class WordField(forms.Field):
    """One of some words; `otherwise` for any other."""

    def __init__(self, known_words: Container[str], otherwise: str = "") -> None:
        super().__init__(required=False)
        self.known_words, self.otherwise = known_words, otherwise

    def clean(self, value: Any) -> str:
        """Return the word."""
        return value if value in self.known_words else self.otherwise


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # of rows of any model
    """Rows by their keys, none where none is named."""

    def clean(self, value: Any) -> QuerySet[Any]:
        """Return the rows. Raises `ValidationError` for a key of no row of the queryset."""
        assert self.queryset is not None
        if not all(may_be_key(self.queryset.model, key) for key in value or ()):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


class ButtonField(forms.Field):
    """Whether a button of a form was pressed, whatever its value."""

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> bool:
        """Return whether its name was sent."""
        return value is not None


class FilterForm(forms.Form):
    """What a list is narrowed by: the query of its address. `paged_by` is the parameter that turns its pages."""

    data: QueryDict
    paged_by: ClassVar[str] = ""

    @classmethod
    def from_address(cls, request: HttpRequest, **options: Any) -> Self:
        """Return the filters of a request. Raises `CorrectTheQuestion` with the first thing that is wrong in them."""
        form = cls(request.GET, **options)
        cleaned(form)
        return form

    @property
    def query(self) -> list[tuple[str, str]]:
        """Return the query of links that keep the filters: all of it but the page."""
        lists = self.data.lists()
        return [(name, value) for name, values in lists for value in values if value and name != self.paged_by]


def cleaned(form: forms.Form) -> dict[str, Any]:
    """Return the fields of a form. Raises `CorrectTheQuestion` with the first thing that is wrong in it."""
    if form.is_valid():
        return form.cleaned_data
    raise CorrectTheQuestion(next(str(message) for errors in form.errors.values() for message in errors))
