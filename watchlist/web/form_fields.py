"""Fields of forms for which Django's own refuse where a page takes what it is sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from watchlist.web.chosen_rows import may_be_key


class ClippedTextField(forms.CharField):
    """A text that may be left out; what is longer than `most` is cut, and no text is refused."""

    def __init__(self, most: int, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.most = most

    def to_python(self, value: Any) -> str:
        """Return the text without white space around it."""
        return str(super().to_python(value)).replace("\0", "\ufffd")[: self.most]


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg] # of rows of any model
    """Rows by their keys, none where none is named."""

    def clean(self, value: Any) -> QuerySet[Any]:
        """Return the rows. Raises `ValidationError` for a key of no row of the queryset."""
        assert self.queryset is not None
        if not all(may_be_key(self.queryset.model, key) for key in value or ()):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)
