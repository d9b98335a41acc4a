"""What a change would do to stored lines, before it is law: computed in full, and nothing is stored."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Final

from watchlist.engine.law import CompiledLaw, difference
from watchlist.law_store import law_known_at
from watchlist.list_updates import Change, Revision, rehearse
from watchlist.manifests import Item, ManifestLine
from watchlist.screenings.inserting import batches
from watchlist.screenings.rebuilding import stored_lines
from watchlist.screenings.rescreen.affected_items import ROW, AffectedItemFinder, ItemRow
from watchlist.screenings.rescreen.answering import DifferingLine, compare
from watchlist.screenings.stored_answers import party_keys

ITEMS: Final = 4_000
LINES: Final = 4_000
SAMPLES: Final = 12


@dataclass(slots=True)
class Preview:
    """What a change would do: `items` looked at and `touched`, the `lines` of these that were asked again.

    `differ`: those that would be answered otherwise on some day; `controlled`: those that would be controlled and are
    not, with their `parties`, their `shipments` and their number by list; `samples` of what differs; `seconds` it took.
    """

    items: int = 0
    touched: int = 0
    lines: int = 0
    differ: set[int] = field(default_factory=set)
    controlled: set[int] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    shipments: set[str] = field(default_factory=set)
    lists: Counter[str] = field(default_factory=Counter)
    samples: list[DifferingLine] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, differing: DifferingLine) -> None:
        """Count one line that would be answered differently on one day."""
        if differing.line.pk not in self.differ:
            self.differ.add(differing.line.pk)
            if len(self.samples) < SAMPLES:
                self.samples.append(differing)
        if differing.becomes_controlled and differing.line.pk not in self.controlled:
            self.controlled.add(differing.line.pk)
            self.shipments.add(differing.line.shipment)
            self.parties.update(filter(None, party_keys(differing.line.answer).values()))
            self.lists.update({list_key for list_key, _ in differing.changed_entries})


def preview(revision: Revision, changes: Iterable[Change] | None = None) -> Preview:
    """Return what these changes (all of the revision), applied now, would do to what is stored.

    Raises `CorrectTheData` where one of them cannot be written.
    """
    return preview_between(law_known_at(), rehearse(revision=revision, changes=changes))


def preview_between(old_law: CompiledLaw, new_law: CompiledLaw) -> Preview:
    """Return what one law in place of another does to stored lines, by the whole pipeline."""
    started, until = time.perf_counter(), datetime.now(UTC)
    found, differs = Preview(), difference(old_law, new_law)
    finder, items = AffectedItemFinder(old_law, new_law, differs), Item.objects.order_by("pk")
    last = 0
    while rows := [ItemRow(*row) for row in items.filter(pk__gt=last).values_list(*ROW)[:ITEMS]]:
        last = rows[-1].pk
        by = finder.find(rows).keys_by_item
        found.items += len(rows)
        found.touched += len(by)
        for lines in _declared(by):
            days = {item: differs.days_of(by[item]) for item in set(lines.values())}
            stored = stored_lines(lines, until)
            found.lines += len(stored)
            for differing in compare(old_law, new_law, stored, days).differing:
                found.add(differing)
    found.seconds = round(time.perf_counter() - started, 1)
    return found


def _declared(items: Iterable[int]) -> Iterator[dict[int, int]]:
    """Yield the lines that declare some items, a bounded number at a time: their ids, each with its item."""
    for batch_of_items in batches(sorted(items)):
        declared = ManifestLine.objects.filter(item__in=batch_of_items).order_by("item_id", "pk")
        pairs = declared.values_list("pk", "item_id").iterator(LINES)
        while batch := dict(islice(pairs, LINES)):
            yield batch
