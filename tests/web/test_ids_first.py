"""Every page of a long list holds the rows that it would by counting from the first, whichever end it is read from."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.paginator import EmptyPage, Paginator

from watchlist.web import long_lists
from watchlist.web.long_lists import IdsFirstPaginator


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [0, 1, 3, 7, 12])
def test_each_page_holds_its_rows_in_order(rows: int) -> None:
    fast, plain = paginators(rows)
    assert (fast.num_pages, fast.count, fast.is_more) == (plain.num_pages, rows, False)
    for number in plain.page_range:
        assert list(fast.page(number)) == list(plain.page(number).object_list)
        assert list(fast.get_elided_page_range(number)) == list(plain.get_elided_page_range(number))
    with pytest.raises(EmptyPage):
        fast.page(plain.num_pages + 1)


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [6, 7, 12, 13])
def test_no_more_is_counted_than_is_said_and_each_row_is_on_a_page(
    rows: int, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(long_lists, "MOST_COUNTED", 6)
    fast, plain = paginators(rows)
    with django_assert_num_queries(1) as asked:
        assert (fast.count, fast.num_pages, fast.is_more) == (6, 2, rows > 6)
    assert "LIMIT 7" in asked.captured_queries[0]["sql"]
    for number in plain.page_range:
        assert list(fast.page(number)) == list(plain.page(number).object_list)
        turned = list(fast.get_elided_page_range(number))
        assert (number + 1 in turned) == (number < plain.num_pages)
    for beyond in (plain.num_pages + 1, 0, -1):
        with pytest.raises(EmptyPage):
            fast.page(beyond)


def paginators(rows: int) -> tuple[IdsFirstPaginator, Paginator[Any]]:
    """Return the pages of so many rows, three on each: ours, and those of Django."""
    Group.objects.bulk_create(Group(name=f"house {at % 4} {at}") for at in range(rows))
    ordered = Group.objects.filter(name__startswith="house").order_by("-name", "pk")
    return IdsFirstPaginator(ordered, 3), Paginator(ordered, 3)
