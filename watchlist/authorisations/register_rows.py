"""The register as answers compare it: read once a change of it, with what was used of it until an instant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Sum

from watchlist.authorisations.facts import KEYS
from watchlist.authorisations.models import Authorisation, AuthorisationUse
from watchlist.engine.decision import Document, DocumentUse, Register
from watchlist.engine.reading import party_key

AS_THEY_ARE: Final = (
    *("pk", "document", "jurisdiction", "holder_key", "role", "site", "most", "measure"),
    *("valid_from", "valid_until", "revoked_on", "single_use"),
)


def register_known_at(known_at: datetime | None = None) -> Register:
    """Return the register as known at an instant (None: now), with what was used until then.

    One query where nothing is on file; one more, for the uses, where something is.
    """
    rows = Authorisation.objects.order_by("-recorded_at")
    rows = rows.filter(recorded_at__lte=known_at) if known_at else rows
    last = rows.values_list("recorded_at", flat=True).first()
    return Register(_documents(last), used_until(known_at)) if last else Register()


def used_until(known_at: datetime | None = None, documents: Iterable[UUID] | None = None) -> dict[UUID, DocumentUse]:
    """Return what was used of each document until an instant (None: until now): of some, or of all."""
    uses = AuthorisationUse.objects.order_by()
    uses = uses.filter(at__lte=known_at) if known_at else uses
    uses = uses if documents is None else uses.filter(document__in=documents)
    summed = uses.values_list("document").annotate(Sum("amount"), Count("pk"))
    return {document: DocumentUse(amount, times) for document, amount, times in summed}


def document_of(row: Authorisation) -> Document:
    """Return a row as answers compare it."""
    columns: dict[str, Any] = {name: getattr(row, name) for name in AS_THEY_ARE}
    columns |= {name: frozenset(getattr(row, name).split()) for name in KEYS}
    return Document(
        **columns,
        title=f"{row.kind.replace('_', ' ')} {row.number}",
        counterparties=frozenset(filter(None, map(party_key, row.counterparties.splitlines()))),
    )


@lru_cache(maxsize=8)
def _documents(last: datetime) -> Mapping[str, tuple[Document, ...]]:
    """Return what was on file from one change until the next: every row that ends makes place for another."""
    by_holder: dict[str, list[Document]] = {}
    for row in Authorisation.objects.known_at(last).order_by("number", "document"):
        by_holder.setdefault(row.holder_key, []).append(document_of(row))
    return {key: tuple(documents) for key, documents in by_holder.items()}
