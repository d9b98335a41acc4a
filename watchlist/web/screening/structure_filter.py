"""A filter of stored lines by the structure of their goods: a structure search leads to it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watchlist.engine.reports.lines import LONGEST
from watchlist.engine.reports.text import clip
from watchlist.screenings.goods.asking import on_lines_of, structure_of


class StructureFilter(admin.SimpleListFilter):
    """Lines whose goods were resolved to the structure of a key; offered nowhere but where it is asked for."""

    title = gettext_lazy("goods drawn as")
    parameter_name = "drawn_as"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the structure that is asked for; nothing, where none is."""
        key = self.value()
        if not key:
            return []
        drawn = structure_of(key)
        return [(key, clip(drawn.smiles, LONGEST) if drawn else _("a structure of no stored goods"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the lines of the distinct goods drawn so, of which there are far fewer than lines."""
        key = self.value()
        if not key:
            return queryset
        return queryset.none() if structure_of(key) is None else queryset.filter(on_lines_of(key))
