"""A seed text as an edition: its rows in one canonical writing, kept, so that the next text is compared with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import Q

from watchlist.audit import chain
from watchlist.scheduling.models import Edition
from watchlist.scheduling.seeds.rows import ListRow, Row
from watchlist.temporal import KnownQuerySet, tick

AnyRow = TypeVar("AnyRow", bound=Row)


@dataclass(frozen=True, slots=True)
class SeedPart:
    """One part of the law as text, loaded and compared as a whole; `entries` counts the rows of its first table."""

    origin: str
    content: str
    entries: int

    @property
    def sha256(self) -> str:
        """Return the hash of the content."""
        return hashlib.sha256(self.content.encode()).hexdigest()

    @property
    def reason(self) -> str:
        """Return what the trail says of each change that this text makes."""
        return f"seed edition {self.origin} {self.sha256[:12]}"

    @property
    def is_complete(self) -> bool:
        """Say whether it claims to hold the whole of its list; what is no list is whole."""
        return all(head.complete != "false" for head in self.rows(ListRow))

    def rows(self, kind: type[AnyRow]) -> list[AnyRow]:
        """Return the rows of a kind, without their places."""
        return [kind.read(cells) for cells in json.loads(self.content).get(kind.__name__, [])]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Who brings a text, what the trail says of it, and when the text before it was loaded (None: there was none)."""

    actor: str
    reason: str
    since: datetime | None


NOTHING = SeedPart(origin="", content="{}", entries=0)


def part_of(origin: str, tables: Mapping[type[Row], Iterable[Row]]) -> SeedPart:
    """Return the part made of these rows. Empty cells are no part of what they say, nor is their order, mostly."""
    document = {kind.__name__: _cells(kind, rows) for kind, rows in tables.items()}
    content = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return SeedPart(origin, content, len(next(iter(document.values()))))


def _cells(kind: type[Row], rows: Iterable[Row]) -> list[dict[str, str]]:
    cells = [row.cells() for row in rows]
    return cells if kind.in_order else sorted(cells, key=lambda one: json.dumps(one, sort_keys=True))


def last_edition(origin: str) -> Edition | None:
    """Return the text last loaded from there, or None."""
    return Edition.objects.filter(origin=origin).order_by("-read_at", "-pk").first()


def last_part(edition: Edition | None) -> SeedPart:
    """Return what an edition says; nothing, where there is none."""
    return SeedPart(edition.origin, edition.content, edition.entries) if edition else NOTHING


def keep(part: SeedPart, actor: str) -> datetime:
    """Keep a text as the edition last loaded, and return its instant: later than every change that it made."""
    at = tick()
    edition = Edition.objects.create(
        origin=part.origin,
        sha256=part.sha256,
        content=part.content,
        entries=part.entries,
        complete=part.is_complete,
        read_at=at,
    )
    payload = {"sha256": part.sha256, "entries": part.entries}
    chain.append(
        actor=actor, verb="load", target_kind="edition", target_key=part.origin, payload=payload, at=at, rows=[edition]
    )
    return at


def touched_since(rows: KnownQuerySet, since: datetime | None) -> KnownQuerySet:
    """Return the rows that changed later than the text last loaded: they came another way, for its edition is kept
    after all that it changed. Where no text was ever loaded, every row did."""
    return rows if since is None else rows.filter(Q(recorded_at__gt=since) | Q(superseded_at__gt=since))
