"""Pages of long lists of large rows: the ids are sorted and cut, and the rows of one page are read after."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class IdsFirst(Paginator):  # type: ignore[type-arg]  # of rows of any model
    """Pages of a query of which a database would sort the whole records, of all pages, to find those of one."""

    def page(self, number: int | str) -> Page[Any]:
        """Return one page, by its number. Raises as the pages of Django do."""
        valid = self.validate_number(number)
        start = (valid - 1) * self.per_page
        rows = self.object_list
        assert isinstance(rows, QuerySet)
        keys = _keys(rows, start, min(start + self.per_page, self.count), self.count)
        held = {row.pk: row for row in rows.filter(pk__in=keys).order_by()}
        return Page([held[key] for key in keys if key in held], valid, self)


def _keys(rows: QuerySet[Any], start: int, end: int, count: int) -> list[Any]:
    """Return the ids of the rows from a place up to another, reached from the end that is nearer."""
    ids = rows.values_list("pk", flat=True)
    if start <= count // 2:
        return list(ids[start:end])
    return list(ids.reverse()[count - end : count - start])[::-1]
