"""Rows of a condition, named by their ids where they are few."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import QuerySet

MOST_NAMED: Final = 5_000
"""Rows that are named one by one: SQLite takes no statement with very many more."""


def named(rows: QuerySet[Any]) -> list[int] | QuerySet[Any]:
    """Return the ids of rows, to be asked with `__in`; and where they are many, the query of them.

    Of words PostgreSQL expects one row in a hundred or in two, and goes through millions of lines to find theirs; of
    ids it knows how many there are, and from which end to look.
    """
    ids = rows.order_by().values_list("pk", flat=True)
    few = list(ids[: MOST_NAMED + 1])
    return few if len(few) <= MOST_NAMED else ids
