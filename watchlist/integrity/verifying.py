"""Compare the database with the code, the trail and the records, and keep how much differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from watchlist.audit.keys import house_key
from watchlist.audit.row_verifying import row_differences
from watchlist.audit.verifying import ChainCheck
from watchlist.integrity.difference import IntegrityDifference
from watchlist.integrity.files import file_differences, manifest_differences
from watchlist.integrity.lines import line_differences
from watchlist.integrity.models import IntegrityCheck
from watchlist.integrity.schema import schema_differences
from watchlist.screenings.models import Screening, ScreeningQuerySet

NAMED: Final = 100
"""Differences that are kept with a comparison; the command prints all."""
ROUND: Final = 30
"""Nights in which each stored screening is read once; those of the last days are read in the first."""
RECENT: Final = timedelta(days=2)


def differences(screenings: ScreeningQuerySet) -> Iterator[IntegrityDifference]:
    """Yield whatever differs: first the guards, then the trail, the rows beside it, files, and lines of screenings.

    Nothing is written, and no lock is taken: what is written meanwhile is told of as it stood, or as it stands.
    """
    for flaw in schema_differences():
        yield IntegrityDifference("schema", "", str(flaw))
    check = ChainCheck([], {house_key()} - {""})
    if cut := check.missing_end():
        yield IntegrityDifference("trail", "", cut)
    for link in check.broken():
        yield IntegrityDifference("trail", f"event {link.sequence}", link.reason)
    for row in row_differences():
        yield IntegrityDifference("row", f"{row.table} {row.key}", row.reason)
    yield from file_differences()
    yield from manifest_differences(screenings.select_related("manifest").iterator(50))
    yield from line_differences(screenings.iterator(50))


def screenings_of_tonight(now: datetime) -> ScreeningQuerySet:
    """Return the screenings that are read this night: the newest, and of all others one of thirty parts."""
    rows = Screening.objects.order_by("pk")
    part = [pk for pk in rows.values_list("pk", flat=True).iterator() if pk.int % ROUND == now.toordinal() % ROUND]
    newest = rows.filter(made_at__gt=now - RECENT).values_list("pk", flat=True)
    return rows.filter(pk__in={*part, *newest})


def summary_of(found: Iterable[IntegrityDifference]) -> IntegrityCheck:
    """Return how much a comparison found, with the first of it, as a row that is not stored yet."""
    named, count = list[str](), 0
    for difference in found:
        count += 1
        if len(named) < NAMED:
            named.append(str(difference))
    return IntegrityCheck(at=datetime.now(UTC), differences=count, first="\n".join(named))


def last_check() -> IntegrityCheck | None:
    """Return the last comparison; None where there was none yet."""
    check: IntegrityCheck | None = IntegrityCheck._default_manager.order_by("-at").first()
    return check
