"""One digest of all lines of a stored screening: the trail keeps it when the screening is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final, NamedTuple

import orjson

from watchlist.screenings.models import Hit, ScreenedLine, Screening

BATCH: Final = 500
FILTERED: Final = ("verdict", "action", "severity", "depth")
HIT: Final = ("position", "tier", "severity", "list_key", "entry_key", "substance_key", "form", "is_legal")


class LineContent(NamedTuple):
    """A stored line as its tables have it: what was declared, what was answered, and the columns that are searched."""

    pk: int
    number: int
    key: str
    item: int
    declared: str
    verdict: str
    action: str
    severity: str
    depth: str
    everyday: bool | None
    likeness: str
    record: str
    hits: list[tuple[Any, ...]]

    def as_bytes(self) -> bytes:
        """Return all of it but its id as canonical JSON. Raises `TypeError` for what this service never wrote."""
        return orjson.dumps(self[1:])


def contents_of(screening: Screening) -> Iterator[LineContent]:
    """Yield the lines of a screening in the order of the file, by a few queries for every 500."""
    columns = ("line__number", "line__key", "line__item", "line__declared", *FILTERED, "everyday", "likeness", "record")
    lines, after = ScreenedLine.objects.filter(screening=screening).order_by("pk"), 0
    while rows := list(lines.filter(pk__gt=after).values_list("pk", *columns)[:BATCH]):
        after = rows[-1][0]
        hits = defaultdict(list)
        of_lines = Hit.objects.filter(screened_line__in=[row[0] for row in rows]).order_by("screened_line", "position")
        for line, *hit in of_lines.values_list("screened_line", *HIT):
            hits[line].append(tuple(hit))
        for row in rows:
            yield LineContent._make((*row, hits[row[0]]))


def digest_of_lines(screening: Screening) -> str:
    """Return the SHA-256 over all lines of a screening, each with a line feed after it."""
    digest = sha256()
    for line in contents_of(screening):
        digest.update(line.as_bytes() + b"\n")
    return digest.hexdigest()
