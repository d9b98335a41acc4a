"""The report on one look-back: what changed, what was looked at, and what differs, by party and by shipment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.db.models import Count, F, Q, QuerySet

from watchlist.engine.answer import Line
from watchlist.manifests.models import Party
from watchlist.screenings.rescreen.models import CaseDue, Rescreen
from watchlist.screenings.rescreen.summaries import summary
from watchlist.screenings.stored_answers import read_line

COLUMNS: Final = (
    *("sentence", "shipment", "line", "key", "goods", "consignor", "consignee", "as_of", "is_own_day"),
    *("stored_verdict", "stored_action", "stored_severity", "edition", "before"),
    *("verdict", "action", "severity", "lists", "entries", "screening", "screened_line"),
)
NAMES: Final = ("name", "cas", "smiles", "inchi", "inchikey", "hs_code", "cn_code", "un_number")
AT_ONCE: Final = 500
CONTROLLED: Final = Q(verdict="controlled") & ~Q(before="controlled")


@dataclass(frozen=True, slots=True)
class LineCounts:
    """How many lines of one party or one shipment would now be controlled, and how many answered differently."""

    key: str
    name: str
    controlled: int
    differ: int


def report(rescreen: Rescreen) -> dict[str, Any]:
    """Return the whole report but for its lines, as plain values."""
    return {
        **summary(rescreen),
        "changed": orjson.loads(rescreen.changed) if rescreen.changed else {},
        "coverage": rescreen.coverage.splitlines(),
        "shipments": by_shipment(rescreen),
        "parties": by_party(rescreen),
    }


def by_shipment(rescreen: Rescreen) -> list[LineCounts]:
    """Return the shipments of lines that are answered differently, those with most that are now controlled first."""
    lines = CaseDue.objects.filter(rescreen=rescreen)
    counts = dict(_lines_by(lines, "shipment"))
    controlled = dict(_lines_by(lines.filter(CONTROLLED), "shipment"))
    return _ordered(
        LineCounts(key, shipment_name(key), controlled.get(key, 0), differ) for key, differ in counts.items()
    )


def shipment_name(key: str) -> str:
    """Return the display name of a shipment: its reference, else the beginning of the hash of its file."""
    by, identifier = key.split(" ", 1)
    return identifier if by == "reference" else f"file {identifier[:12]}"


def by_party(rescreen: Rescreen) -> list[LineCounts]:
    """Return the parties of these lines, as consignor or consignee; whoever is both is counted once a line."""
    lines = CaseDue.objects.filter(rescreen=rescreen)
    differ, controlled = _by_party(lines), _by_party(lines.filter(CONTROLLED))
    names = dict(Party.objects.filter(key__in=list(differ)).values_list("key", "name"))
    return _ordered(LineCounts(key, names.get(key) or key, controlled[key], count) for key, count in differ.items())


def _by_party(lines: QuerySet[CaseDue]) -> Counter[str]:
    counts: Counter[str] = Counter(dict(_lines_by(lines, "consignor")))
    counts.update(dict(_lines_by(lines.exclude(consignee=F("consignor")), "consignee")))
    del counts[""]
    return counts


def _lines_by(lines: QuerySet[CaseDue], column: str) -> Iterable[tuple[str, int]]:
    return lines.order_by().values_list(column).annotate(Count("screened_line", distinct=True))


def _ordered(groups: Iterable[LineCounts]) -> list[LineCounts]:
    return sorted(groups, key=lambda group: (-group.controlled, -group.differ, group.name))


def rows_of(rescreen: Rescreen) -> Iterator[dict[str, Any]]:
    """Yield a row of plain values, under `COLUMNS`, for each line and day that is answered differently."""
    after = 0
    cases = CaseDue.objects.filter(rescreen=rescreen).order_by("pk").select_related("screened_line__line")
    while batch := list(cases.filter(pk__gt=after)[:AT_ONCE]):
        yield from map(row_of, batch)
        after = batch[-1].pk


def row_of(case: CaseDue) -> dict[str, Any]:
    """Return the row of one line on one day."""
    stored = read_line(case.screened_line.record)
    columns = {name: getattr(case, name) for name in COLUMNS if hasattr(CaseDue, name)}
    return {name: (columns | _line_columns(case, stored))[name] for name in COLUMNS}


def _line_columns(case: CaseDue, stored: Line) -> dict[str, Any]:
    fields = stored.fields
    return {
        "line": stored.line,
        "key": stored.key,
        "goods": next((fields[name] for name in NAMES if fields.get(name)), ""),
        "consignor": fields.get("consignor", ""),
        "consignee": fields.get("consignee", ""),
        "as_of": case.as_of.isoformat(),
        "screening": str(case.screened_line.screening_id),
        "screened_line": case.screened_line_id,
    }
