"""Every page of a long list holds the rows that it would by counting from the first, whichever end it is read from."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.paginator import EmptyPage, Paginator

from watchlist.web.site import IdsFirstPaginator


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [0, 1, 3, 7, 12])
def test_each_page_holds_its_rows_in_order(rows: int) -> None:
    Group.objects.bulk_create(Group(name=f"house {at % 4} {at}") for at in range(rows))
    ordered = Group.objects.filter(name__startswith="house").order_by("-name", "pk")
    fast, plain = IdsFirstPaginator(ordered, 3), Paginator(ordered, 3)
    assert fast.num_pages == plain.num_pages
    for number in plain.page_range:
        assert list(fast.page(number)) == list(plain.page(number).object_list)
    with pytest.raises(EmptyPage):
        fast.page(plain.num_pages + 1)
