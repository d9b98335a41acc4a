"""Whether the first edition of a source and the lists held agree: line by line, by the heads of their printed names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from watchlist.engine.asof import AsOf
from watchlist.law_store.models import Scheduling
from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.heads import head_key
from watchlist.list_updates.published import PublishedRow


def disagreement(source: DeclaredSource, rows: Sequence[PublishedRow], on: date, known_at: datetime) -> str:
    """Return a line for each row that is not held on a day, and each entry held that is not printed; "" for none."""
    printed: defaultdict[str, list[PublishedRow]] = defaultdict(list)
    for row in rows:
        control_list = source.lists[row.list].entries_of
        if (
            control_list
            and (row.valid_from is None or row.valid_from <= on)
            and (row.valid_until is None or row.valid_until > on)
        ):
            printed[control_list].append(row)
    list_keys = {declared.entries_of for declared in source.lists.values() if declared.entries_of}
    return "\n".join(line for key in sorted(list_keys) for line in _lines(key, printed[key], AsOf(on, known_at)))


def _lines(key: str, rows: Sequence[PublishedRow], as_of: AsOf) -> Iterator[str]:
    schedulings = Scheduling.law.as_of(as_of).filter(entry__control_list__key=key).select_related("entry")
    by_head = {head_key(row.printed_name): row for row in schedulings.order_by("entry__key")}
    printed = {head_key(row.name) for row in rows}
    for row in rows:
        if head_key(row.name) not in by_head:
            yield f"{key}: not held: {row.code} {row.name}"
    for head, entry in by_head.items():
        if head not in printed:
            yield f"{key}: not printed: {entry.law_code} {entry.printed_name} ({entry.entry.key})"
