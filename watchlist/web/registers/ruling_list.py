"""The lists of suppressions and of determinations, by state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from watchlist.cases import SECOND
from watchlist.engine.law import CompiledLaw
from watchlist.law_store import law_known_at
from watchlist.screenings.suppressions import (
    EXPIRED,
    IN_FORCE,
    REFUSED,
    VOID,
    WAITING,
    WITHDRAWN,
    Determination,
    Suppression,
    state_of,
)
from watchlist.web import words
from watchlist.web.chosen_rows import key_in
from watchlist.web.registers.ruling_words import STATES, ruling_view
from watchlist.web.viewpoint import reader_of

A_PAGE: Final = 50
LOOKED_AT: Final = 500
"""Rows compared with the law for one page, so that a page takes as long however many there are."""
SELECT_RELATED: Final = ("screened_line", "item", "asked_by", "answered_by", "withdrawn_by")

Rulings = type[Suppression] | type[Determination]


def list_context(request: HttpRequest, model: Rulings) -> dict[str, Any]:
    """Return the context of a list: a page of the requested state, and how many the reader may answer."""
    wanted = request.GET.get("state", "")
    wanted = wanted if wanted in STATES else ""
    user = reader_of(request)
    law, today = law_known_at(), words.today()
    if wanted in (IN_FORCE, VOID):
        before_pk = key_in(request.GET.get("before", ""))
        rows, older = _by_law(model, wanted, law, today, before_pk)
        paging: dict[str, Any] = {"older": older, "before": before_pk}
    else:
        rows = Paginator(_rows(model, wanted, today), A_PAGE).get_page(request.GET.get("page"))
        paging = {"page": rows}
    return {
        "rulings": [ruling_view(row, law, today) for row in rows],
        **paging,
        "states": list(STATES.items()),
        "state": wanted,
        "for_you": _waiting_for(user, model),
        "held": model.objects.count(),
    }


def _waiting_for(user: User, model: Rulings) -> int:
    return model.objects.for_second(user).count() if user.has_perm(SECOND) else 0


def _rows(model: Rulings, wanted: str, today: date) -> QuerySet[Any]:
    """Return the rows in a state that a query can find; all rows for ""."""
    rows = model.objects.select_related(*SELECT_RELATED)
    sets = {
        "": rows,
        WAITING: rows.filter(answer=""),
        REFUSED: rows.filter(answer="refused"),
        WITHDRAWN: rows.filter(withdrawn_at__isnull=False),
        EXPIRED: rows.filter(answer="agreed", withdrawn_at__isnull=True, until__lte=today),
    }
    return sets[wanted]


def _by_law(
    model: Rulings, wanted: str, law: CompiledLaw, today: date, before_pk: int | None
) -> tuple[Iterable[Any], int | None]:
    """Return a page of what is in force or void, the newest first, and the key before which the next begins, or None.

    Void follows from the law, not from a query: rows are examined one by one, at most `LOOKED_AT` a page.
    """
    agreed = model.objects.filter(answer="agreed", withdrawn_at__isnull=True, until__gt=today)
    agreed = agreed.filter(pk__lt=before_pk) if before_pk is not None else agreed
    candidates = list(agreed.select_related("item").order_by("-pk")[: LOOKED_AT + 1])
    fitting = ((row.pk, state_of(row, law, today).key == wanted) for row in candidates[:LOOKED_AT])
    found, last = list[int](), 0
    while len(found) < A_PAGE and (candidate := next(fitting, None)):
        last, fits = candidate
        found += [last] if fits else []
    rows = model.objects.filter(pk__in=found).select_related(*SELECT_RELATED).order_by("-pk")
    return rows, last if candidates and last != candidates[-1].pk else None
