"""The text of a part as last loaded: stored, so that the next text is compared with it; and its rows read as facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final, TypeVar

from django.db.models import Q

from watchlist import audit
from watchlist.engine.law.text import NOTHING, SeedPart, SeedRow, day_of
from watchlist.law_store.models import Edition
from watchlist.temporal import VersionedQuerySet, tick

Facts = TypeVar("Facts")


@dataclass(frozen=True, slots=True)
class Delivery:
    """Who loads a text, the reason for the trail, and when the text before it was loaded (None: never)."""

    actor: str
    reason: str
    since: datetime | None


def last_edition(origin: str) -> Edition | None:
    """Return the text last loaded from there, or None."""
    return Edition.objects.filter(origin=origin).order_by("-read_at", "-pk").first()


def last_part(edition: Edition | None) -> SeedPart:
    """Return what an edition says; nothing, where there is none."""
    return SeedPart(edition.origin, edition.content, edition.entries) if edition else NOTHING


def store_edition(part: SeedPart, origin: str, at: datetime) -> Edition:
    """Store a text as an edition read at an instant, and return it."""
    return Edition.objects.create(
        origin=origin,
        sha256=part.sha256,
        content=part.content,
        entries=part.entries,
        complete=part.is_complete,
        read_at=at,
    )


def keep(part: SeedPart, actor: str) -> datetime:
    """Keep a text as the edition last loaded, and return its instant: later than every change that it made."""
    origin, at = part.origin, tick()
    rows, payload = [store_edition(part, origin, at)], {"sha256": part.sha256, "entries": part.entries}
    audit.append(actor=actor, verb="load", target_kind="edition", target_key=origin, payload=payload, at=at, rows=rows)
    return at


def touched_since(rows: VersionedQuerySet, since: datetime | None) -> VersionedQuerySet:
    """Return the rows changed after the text last loaded, and so by another path: its edition is stored after all
    that it changed. Where no text was ever loaded, return all."""
    return rows if since is None else rows.filter(Q(recorded_at__gt=since) | Q(superseded_at__gt=since))


def facts_from(kind: type[Facts], row: SeedRow, **further: str) -> Facts:
    """Return facts from the columns of a row that bear their names, with days and numbers read, and further ones."""
    columns = row.columns()
    facts = [fact for fact in fields(kind) if fact.name in columns]  # type: ignore[arg-type] # every Facts is a dataclass
    return kind(**{fact.name: READ.get(str(fact.type), str)(getattr(row, fact.name)) for fact in facts}, **further)


def _number_of(text: str) -> int | None:
    return int(text) if text else None


def _is_yes(text: str) -> bool:
    return text == "yes"


READ: Final[Mapping[str, Callable[[str], Any]]] = {
    "date": date.fromisoformat,
    "date | None": day_of,
    "int": int,
    "int | None": _number_of,
    "bool": _is_yes,
}
"""How a cell is read, by the type of the fact that it becomes; any other is its text."""
