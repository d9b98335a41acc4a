"""Pages of lists that may have millions of rows: no more is counted and read than a page shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

from watchlist.engine.texts import grouped

MOST_COUNTED: Final = 10_000


class IdsFirstPaginator(Paginator):  # type: ignore[type-arg]  # of rows of any model
    """A paginator that spares the database counting a long list, and sorting whole records to find those of one page.

    Of a list of more than `MOST_COUNTED` rows the pages of so many are numbered. Those after them are turned to one by
    one, and answered wherever somebody asks for one.
    """

    template_name = "watchlist/web/list_pages.html"

    @cached_property
    def count(self) -> int:
        """Return how many rows there are, `MOST_COUNTED` at the most."""
        return min(self._counted, MOST_COUNTED)

    @property
    def is_more(self) -> bool:
        """Say whether there are more rows than are counted."""
        return self._counted > MOST_COUNTED

    @property
    def most_counted(self) -> str:
        """Return how many rows are counted at the most, in words."""
        return grouped(MOST_COUNTED)

    @cached_property
    def _counted(self) -> int:
        return int(self._rows.order_by().values("pk")[: MOST_COUNTED + 1].count())

    @property
    def _rows(self) -> QuerySet[Any]:
        rows = self.object_list
        assert isinstance(rows, QuerySet)
        return rows

    def validate_number(self, number: float | str) -> int:
        """Return the number of a page, of those after the numbered ones too. Raises as Django does."""
        try:
            return super().validate_number(number)
        except EmptyPage:
            if not self.is_more or int(number) < 1:
                raise
            return int(number)

    def page(self, number: int | str) -> Page[Any]:
        """Return one page, by its number. Raises as the pages of Django do."""
        valid = self.validate_number(number)
        keys = self._keys(valid)
        if not keys and valid > self.num_pages:
            raise EmptyPage(self.error_messages["no_results"])
        rows_by_key = {row.pk: row for row in self._rows.filter(pk__in=keys).order_by()}
        return Page([rows_by_key[key] for key in keys if key in rows_by_key], valid, self)

    def get_elided_page_range(self, number: float | str = 1, **options: Any) -> Iterator[int | str]:
        """Yield the numbers of pages to turn to from one, as Django does; after the last that is numbered, the next."""
        yield from super().get_elided_page_range(number, **options)
        valid = self.validate_number(number)
        if self.is_more and valid < self.num_pages:
            yield str(self.ELLIPSIS)
        elif self.is_more and self._keys(valid + 1):
            yield valid + 1

    def _keys(self, number: int) -> list[Any]:
        """Return the ids of the rows of a page; of a list that is counted whole, from its nearer end."""
        ids, start = self._rows.values_list("pk", flat=True), (number - 1) * self.per_page
        end = start + self.per_page if self.is_more else min(start + self.per_page, self.count)
        if self.is_more or start <= self.count // 2:
            return list(ids[start:end])
        return list(ids.reverse()[self.count - end : self.count - start])[::-1]
