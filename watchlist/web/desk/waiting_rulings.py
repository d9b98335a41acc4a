"""Suppressions and determinations that wait for a second officer, as the page of what waits lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.models import User
from django.urls import reverse

from watchlist.law_store.compile import law_known_at
from watchlist.screenings.suppressions.models import Determination, Suppression
from watchlist.web import words
from watchlist.web.registers.ruling_list import SELECT_RELATED
from watchlist.web.registers.ruling_words import RulingView, ruling_view

MOST: Final = 50
"""Of each kind: the whole list stands on a page of its own."""
PAGES: Final = {Suppression: "suppressions:one", Determination: "suppressions:determination"}


@dataclass(frozen=True, slots=True)
class WaitingRuling:
    """A ruling that waits, and its page; `mine`: requested by the reader, who may not answer it."""

    ruling: RulingView
    page: str
    is_suppression: bool
    mine: bool


def waiting_rulings(reader: User) -> list[WaitingRuling]:
    """Return the waiting rulings, suppressions first, each kind from the oldest."""
    law, today = law_known_at(), words.today()
    return [
        WaitingRuling(
            ruling=ruling_view(row, law, today),
            page=reverse(page, args=[row.pk]),
            is_suppression=model is Suppression,
            mine=row.asked_by_id == reader.pk,
        )
        for model, page in PAGES.items()
        for row in _oldest(model)
    ]


def _oldest(model: Any) -> Any:
    return model.objects.waiting().select_related(*SELECT_RELATED).order_by("asked_at", "pk")[:MOST]
