"""Filters by a column of few known words: a database would read every row to find which there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def by_words(column: str, filter_title: str | _StrPromise, words: Mapping[str, str]) -> type[admin.SimpleListFilter]:
    """Return a filter by a column, in the order of its words; a word without a label is its own label."""

    class ByWords(admin.SimpleListFilter):
        """Rows with one word in the column."""

        title = filter_title
        parameter_name = f"{column}__exact"

        def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
            """Return the words, each with its label."""
            return [(word, _(label or word.capitalize())) for word, label in words.items()]

        def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
            """Return the rows with the word chosen."""
            return queryset.filter(**{column: self.value()}) if self.value() else queryset

    return ByWords
