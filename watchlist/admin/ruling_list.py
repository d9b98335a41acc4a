"""The lists of suppressions and of determinations: by where each stands, what waits for whoever asks first."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from watchlist.admin import words
from watchlist.admin.ruling_words import STATES, ruling_view
from watchlist.admin.viewpoint import reader_of
from watchlist.cases.rights import SECOND
from watchlist.scheduling.compile import law_known_at
from watchlist.screening.suppressions import state as states
from watchlist.screening.suppressions.models import Determination, Suppression

A_PAGE: Final = 50
BESIDE: Final = ("screened_line", "item", "asked_by", "answered_by", "withdrawn_by")


def list_context(request: HttpRequest, model: type[Suppression] | type[Determination]) -> dict[str, Any]:
    """Return what a list shows: the rows of the state asked for, and whether a reader may answer any."""
    wanted = request.GET.get("state", "")
    wanted = wanted if wanted in STATES else ""
    user = reader_of(request)
    page = Paginator(_rows(model, wanted), A_PAGE).get_page(request.GET.get("page"))
    law, today = law_known_at(), words.today()
    return {
        "rulings": [ruling_view(row, law, today) for row in page],
        "page": page,
        "states": [(key, label) for key, label in STATES.items()],
        "state": wanted,
        "for_you": _for(user, model),
        "held": model.objects.count(),
    }


def _for(user: User, model: type[Suppression] | type[Determination]) -> int:
    return model.objects.for_second(user).count() if user.has_perm(SECOND) else 0


def _rows(model: type[Suppression] | type[Determination], wanted: str) -> QuerySet[Any] | list[Any]:
    """Return rows in a state. What is void only the law says: those that would be in force are asked one by one."""
    rows = model.objects.select_related(*BESIDE)
    agreed, today = rows.filter(answer="agreed", withdrawn_at__isnull=True), words.today()
    if wanted in (states.IN_FORCE, states.VOID):
        law = law_known_at()
        return [row for row in agreed.filter(until__gt=today) if states.state_of(row, law, today).key == wanted]
    sets = {
        "": rows,
        states.WAITING: rows.filter(answer=""),
        states.REFUSED: rows.filter(answer="refused"),
        states.WITHDRAWN: rows.filter(withdrawn_at__isnull=False),
        states.EXPIRED: agreed.filter(until__lte=today),
    }
    return sets[wanted]
