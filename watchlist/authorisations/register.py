"""The register as answers compare it: read once a change of it, with what was used of it until an instant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Final
from uuid import UUID

from django.db.models import Count, Sum

from watchlist.authorisations.covering import Document, Need, Used, lack_words, lacks
from watchlist.authorisations.models import Authorisation, AuthorisationUse, amount_text
from watchlist.manifests.parties import party_key

MOST_TOLD: Final = 3
"""Documents that are told with what they lack; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Whether a document on file covers a need: `yes` or `unknown`, and what is on file, in words.

    Never `no`: that none is on file says nothing of what the party holds.
    """

    met: str
    told: str


@dataclass(frozen=True, slots=True)
class Register:
    """The documents known at one instant, by the key of their holder, and what was used of each."""

    by_holder: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)
    used: Mapping[UUID, Used] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.by_holder)

    def cover(self, need: Need) -> Cover:
        """Return what is on file for a need."""
        held = [(of, lacks(of, need, self.used.get(of.document, Used()))) for of in self._held(need)]
        covering = [of for of, missing in held if not missing]
        if covering:
            more = f", and {len(covering) - 1} more" if len(covering) > 1 else ""
            return Cover("yes", f"{self._said(covering[0])}{more}")
        # A document for other goods says nothing of these.
        near = sorted((kept for kept in held if "substance" not in kept[1]), key=lambda kept: len(kept[1]))
        if not near:
            return Cover("unknown", _none_on_file(need))
        told = [f"{of.title}: {lack_words(missing)}" for of, missing in near[:MOST_TOLD]]
        more = f"; and {len(near) - MOST_TOLD} more" if len(near) > MOST_TOLD else ""
        return Cover("unknown", f"on file, and not covering it: {'; '.join(told)}{more}")

    def _held(self, need: Need) -> Iterator[Document]:
        for key in dict.fromkeys(map(party_key, (need.consignor, need.consignee))):
            yield from (of for of in self.by_holder.get(key, ()) if of.jurisdiction == need.jurisdiction)

    def _said(self, of: Document) -> str:
        parts = [of.title]
        if of.most is not None:
            left = of.most - self.used.get(of.document, Used()).amount
            parts.append(f"{amount_text(left, of.measure)} of {amount_text(of.most, of.measure)} left")
        parts += ["for one consignment"] if of.single_use else []
        parts += [f"for the site {of.site}, which a line does not name"] if of.site else []
        return ", ".join(parts)


def register_known_at(known_at: datetime | None = None) -> Register:
    """Return the register as known at an instant (None: now), with what was used until then.

    One query where nothing is on file; one more, for the uses, where something is.
    """
    rows = Authorisation.objects.order_by("-recorded_at")
    rows = rows.filter(recorded_at__lte=known_at) if known_at else rows
    last = rows.values_list("recorded_at", flat=True).first()
    return Register(_documents(last), used_until(known_at)) if last else Register()


def used_until(known_at: datetime | None = None, documents: Iterable[UUID] | None = None) -> dict[UUID, Used]:
    """Return what was used of each document until an instant (None: until now): of some, or of all."""
    uses = AuthorisationUse.objects.order_by()
    uses = uses.filter(at__lte=known_at) if known_at else uses
    uses = uses if documents is None else uses.filter(document__in=documents)
    summed = uses.values_list("document").annotate(Sum("amount"), Count("pk"))
    return {document: Used(amount, times) for document, amount, times in summed}


def document_of(row: Authorisation) -> Document:
    """Return a row as answers compare it."""
    return Document(
        pk=row.pk,
        document=row.document,
        title=f"{row.kind.replace('_', ' ')} {row.number}",
        jurisdiction=row.jurisdiction,
        holder_key=row.holder_key,
        role=row.role,
        substances=frozenset(row.substances.split()),
        lists=frozenset(row.lists.split()),
        forms=frozenset(row.forms.split()),
        operations=frozenset(row.operations.split()),
        counterparties=frozenset(filter(None, map(party_key, row.counterparties.splitlines()))),
        site=row.site,
        most=row.most,
        measure=row.measure,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        revoked_on=row.revoked_on,
        single_use=row.single_use,
    )


@lru_cache(maxsize=8)
def _documents(last: datetime) -> Mapping[str, tuple[Document, ...]]:
    """Return what was on file from one change until the next: every row that ends makes place for another."""
    held: dict[str, list[Document]] = {}
    for row in Authorisation.objects.known_at(last).order_by("number", "document"):
        held.setdefault(row.holder_key, []).append(document_of(row))
    return {key: tuple(documents) for key, documents in held.items()}


def _none_on_file(need: Need) -> str:
    names = [name.strip() for name in (need.consignor, need.consignee) if name.strip()]
    return f"none on file for {' or '.join(names)}" if names else "none looked for: the line names no party"
