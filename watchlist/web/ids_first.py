"""Pagination for large rows: the ids are sorted and cut first, then the rows of one page are read."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class IdsFirstPaginator(Paginator):  # type: ignore[type-arg]  # of rows of any model
    """A paginator that spares the database sorting whole records to find those of one page."""

    def page(self, number: int | str) -> Page[Any]:
        """Return one page, by its number. Raises as the pages of Django do."""
        valid = self.validate_number(number)
        start = (valid - 1) * self.per_page
        rows = self.object_list
        assert isinstance(rows, QuerySet)
        keys = _keys(rows, start, min(start + self.per_page, self.count), self.count)
        rows_by_key = {row.pk: row for row in rows.filter(pk__in=keys).order_by()}
        return Page([rows_by_key[key] for key in keys if key in rows_by_key], valid, self)


def _keys(rows: QuerySet[Any], start: int, end: int, count: int) -> list[Any]:
    """Return the ids of the rows `start` to `end`, counted from the nearer end."""
    ids = rows.values_list("pk", flat=True)
    if start <= count // 2:
        return list(ids[start:end])
    return list(ids.reverse()[count - end : count - start])[::-1]
