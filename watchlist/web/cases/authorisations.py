"""The documents that a release may name, as the form of a disposition offers them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from watchlist.authorisations.models import Authorisation
from watchlist.cases.authorising import eligible_authorisations
from watchlist.cases.models import Case
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.law_store.compile import law_known_at
from watchlist.web import words
from watchlist.web.registers.authorisation_view import AuthorisationRow, authorisation_row


def papers_of(case: Case) -> list[AuthorisationRow]:
    """Return the documents on file that are for goods of a case, in the order in which they end."""
    rows = eligible_authorisations(case)
    if not rows:
        return []
    law, today = law_known_at(), words.today()
    return [authorisation_row(row, law, today) for row in rows]


def papers_named(kept: str) -> list[AuthorisationRow]:
    """Return the documents that a release names, as they stand today."""
    if not kept:
        return []
    law, today = law_known_at(), words.today()
    rows = Authorisation.objects.with_uses().filter(pk__in=map(int, kept.split()))
    return [authorisation_row(row, law, today) for row in rows.order_by("number", "pk")]


def authorisation_keys(chosen: Iterable[str]) -> list[int]:
    """Return the keys of the documents chosen. Raises `CorrectTheQuestion` for what is no key."""
    keys = list(chosen)
    if not all(key.isascii() and key.isdigit() and len(key) < 19 for key in keys):
        raise CorrectTheQuestion(_("An authorisation is named by its number here."))
    return [int(key) for key in keys]
