"""Delete the rows of a screening that is purged, some at a time: those that rest on others first.

Nothing here asks whether it may go: a screening that is not marked is refused, and what a record rests on is kept by
the foreign keys of the database.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from django.db import OperationalError, connection, models, transaction
from django.db.models import Exists, F, OuterRef

from watchlist.manifests import Item, Manifest, ManifestLine, ManifestPart, ManifestParty, PartyPast
from watchlist.replays import ReplayDifference, ReplayRun
from watchlist.results import ResultsFile, ResultsPart
from watchlist.retention.models import same_shipment
from watchlist.screenings import Consignment, Hit, ItemReading, ScreenedLine, Screening, Upload, UploadEnd
from watchlist.screenings.daily import take_away
from watchlist.screenings.goods import forget
from watchlist.screenings.rescreen import TouchedItem
from watchlist.screenings.suppressions import Determination, Suppression
from watchlist.screenings.totals import withdraw

LINES: Final = 500
PARTS: Final = 4
"""Parts of a file that go at once: each is some megabytes."""
ROWS: Final = 4_000
"""After which a transaction takes no more."""
GIVES_WAY: Final = 1_500
"""Milliseconds to wait for the items: PostgreSQL's own vacuum gives way after one second (`deadlock_timeout`)."""


def delete_batch(screening: Screening) -> bool:
    """Delete some rows of a screening that is being let go, `ROWS` or a few more, and say whether that was all.

    In the transaction of who calls. Its manifest goes with it, unless another screening of it stays.
    """
    assert screening.let_go_at is not None
    done = 0
    for delete in _steps(screening):
        while done < ROWS and (number := delete()):
            done += number
        if done >= ROWS:
            return False
    _delete_screening(screening)
    return True


def delete_orphans(ids: Sequence[int]) -> int:
    """Delete those of some items that nothing rests on any more, with their readings; return how many items.

    0, where somebody stores lines just now: one may be of an item that no stored line declares yet.
    """
    if not _orphans(ids) or not _nobody_stores():
        return 0
    orphans = _orphans(ids)
    forget(orphans)
    _delete(ItemReading.objects.filter(item__in=orphans))
    return _delete(Item.objects.filter(pk__in=orphans))


def _orphans(ids: Sequence[int]) -> list[int]:
    resting = (ManifestLine, TouchedItem, Suppression, Determination)
    alone = Item.objects.filter(*(~Exists(model._default_manager.filter(item=OuterRef("pk"))) for model in resting))
    return list(alone.filter(pk__in=ids).values_list("pk", flat=True))


def _nobody_stores() -> bool:
    """Keep whoever would store items waiting until the end of the transaction; False where somebody is storing some.

    SQLite has one writer, which we are. On PostgreSQL no lock of a row says that a line is about to point at it.
    """
    if connection.vendor != "postgresql":
        return True
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {GIVES_WAY}")
            cursor.execute(f"LOCK TABLE {Item._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
            cursor.execute("SET LOCAL lock_timeout TO DEFAULT")
    except OperationalError:
        return False
    return True


def counts_of(screenings: Sequence[Screening]) -> dict[str, int]:
    """Return how many rows of what kind go with some screenings."""
    ids, manifests = [screening.pk for screening in screenings], [screening.manifest_id for screening in screenings]
    return {
        "screenings": len(ids),
        "lines": ScreenedLine.objects.filter(screening__in=ids).count(),
        "findings": Hit.objects.filter(screened_line__screening__in=ids).count(),
        "consignments": Consignment.objects.filter(screening__in=ids).count(),
        "parts": ManifestPart.objects.filter(manifest__in=manifests).count(),
        "results": ResultsFile.objects.filter(screening__in=ids).count(),
    }


def _steps(screening: Screening) -> list[partial[int]]:
    """Return functions that each delete a batch of one kind of row, in order, and return how many that were."""
    manifest = screening.manifest_id
    steps = [
        partial(_delete_some, ReplayDifference, LINES, run__screening=screening),
        partial(_delete_some, ResultsPart, PARTS, file__screening=screening),
        partial(_delete_lines, screening),
        partial(_delete_some, Consignment, LINES, screening=screening),
    ]
    if not Screening.objects.filter(manifest=manifest).exclude(pk=screening.pk).exists():
        steps += [
            partial(_delete_some, ManifestLine, LINES, manifest=manifest),
            partial(_delete_some, ManifestPart, PARTS, manifest=manifest),
        ]
    return steps


def _delete_some(model: type[models.Model], number: int, **filters: Any) -> int:
    rows = model._default_manager
    ids = list(rows.filter(**filters).order_by().values_list("pk", flat=True)[:number])
    if model is Consignment:
        withdraw(ids)
    return _delete(rows.filter(pk__in=ids))


def _delete_lines(screening: Screening) -> int:
    """Delete some lines of a screening, and what was found on them, which rests on them and goes before."""
    ids = list(ScreenedLine.objects.filter(screening=screening).order_by().values_list("pk", flat=True)[:LINES])
    if not ids:
        return 0
    take_away(screening, ids)
    hits = _delete(Hit.objects.filter(screened_line__in=ids))
    return hits + _delete(ScreenedLine.objects.filter(pk__in=ids))


def _delete_screening(screening: Screening) -> None:
    """Delete the screening itself, what it came in, and who was named; of a shipment that is gone a number is left."""
    manifest = screening.manifest
    is_last = not Screening.objects.filter(manifest=manifest).exclude(pk=screening.pk).exists()
    if is_last:
        _count_to_past(manifest)
        _delete(ManifestParty.objects.filter(manifest=manifest))
    _delete(ReplayRun.objects.filter(screening=screening))
    _delete(ResultsFile.objects.filter(screening=screening))
    _delete(Screening.objects.filter(pk=screening.pk))
    if is_last:
        _delete(UploadEnd.objects.filter(upload__manifest=manifest))
        _delete(Upload.objects.filter(manifest=manifest))
        _delete(Manifest.objects.filter(pk=manifest.pk))


def _count_to_past(manifest: Manifest) -> None:
    """Count a shipment to the past of each party that no other manifest of it names."""
    named = ManifestParty.objects.filter(manifest=manifest).order_by().values_list("party", flat=True)
    others = ManifestParty.objects.filter(**same_shipment(manifest))
    still = set(others.exclude(manifest=manifest).filter(party__in=named).values_list("party", flat=True))
    for party in sorted(set(named) - still):
        row, is_new = PartyPast.objects.get_or_create(party_id=party, defaults={"shipments": 1})
        if not is_new:
            PartyPast.objects.filter(pk=row.pk).update(shipments=F("shipments") + 1)


def _delete(rows: models.QuerySet[Any]) -> int:
    """Delete rows without reading them, nor what rests on them: the database refuses what is rested on."""
    number: int | None = rows._raw_delete(rows.db)  # None: of no ids, nothing is asked of the database
    return number or 0
