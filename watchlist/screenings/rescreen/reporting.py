"""The report on one look-back: what changed, what was looked at, and what differs, by party and by shipment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.db.models import Count as DbCount, F, Q, QuerySet, Sum

from watchlist.engine.asof import instant
from watchlist.engine.law import EVERYTHING, LawDifference
from watchlist.engine.texts import Count, FilledText, gettext_lazy as _, in_english, ngettext_lazy
from watchlist.manifests import Party
from watchlist.screenings.rescreen.models import CaseDue, Rescreen, RescreenStep
from watchlist.screenings.stored_answers import read_line

MOST_DAYS: Final = 8
NOT_LOOKED_AT: Final = (
    "Totals of shipments and of parties were not summed again, lists of the house were not asked, and screenings that "
    "were under way when the look-back started were not looked at."
)
NONE_DIFFERS: Final = ngettext_lazy(
    "No stored line of %(n)s looked at is answered otherwise.",
    "No stored line of %(n)s looked at is answered otherwise.",
    "n",
)
NOW_CONTROLLED: Final = _(
    "%(lines)s of %(shipments)s and %(parties)s would now be controlled; %(otherwise)s in all would be answered "
    "otherwise."
)
STORED_LINES: Final = ngettext_lazy("%(n)s stored line", "%(n)s stored lines", "n")
SHIPMENTS: Final = ngettext_lazy("%(n)s shipment", "%(n)s shipments", "n")
PARTIES: Final = ngettext_lazy("%(n)s party", "%(n)s parties", "n")
LINES: Final = ngettext_lazy("%(n)s line", "%(n)s lines", "n")


def counts_of(rescreen: Rescreen) -> dict[str, Any]:
    """Return the counts of a look-back whose steps are all taken."""
    items, lines = (_steps(rescreen, stage) for stage in ("items", "lines"))
    cases = CaseDue.objects.filter(rescreen=rescreen)
    controlled = cases.filter(CONTROLLED)
    sides = controlled.order_by().values_list("consignor", "consignee")
    lists = controlled.order_by().values_list("lists", flat=True)
    return {
        "items": items["looked_at"],
        "items_touched": items["found"],
        "lines": lines["looked_at"],
        "lines_passed_over": lines["passed_over"],
        "cases": cases.count(),
        "lines_that_differ": _distinct(cases, "screened_line"),
        "lines_now_controlled": _distinct(controlled, "screened_line"),
        "shipments_now_controlled": _distinct(controlled, "shipment"),
        "parties_now_controlled": len({key for pair in sides.distinct() for key in pair if key}),
        "lists_now_controlling": sorted({key for keys in lists.distinct() for key in keys.split()}),
        "lines_not_examined": lines["unexamined"],
    }


def _steps(rescreen: Rescreen, stage: str) -> dict[str, int]:
    names = ("looked_at", "passed_over", "unexamined", "found")
    sums = RescreenStep.objects.filter(rescreen=rescreen, stage=stage).aggregate(**{name: Sum(name) for name in names})
    return {name: count or 0 for name, count in sums.items()}


def coverage_of(rescreen: Rescreen, differs: LawDifference, counts: Mapping[str, Any]) -> Iterator[str]:
    """Yield sentences on what was looked at, on which days, and what was not."""
    yield (
        f"Looked at {counts['items']:,} distinct items, all that were stored until "
        f"{rescreen.started_at:%Y-%m-%d %H:%M} UTC; {counts['items_touched']:,} of them meet something that changed."
    )
    yield (
        f"{counts['lines']:,} stored lines declare these, in the last screening of their shipment, and each was "
        f"answered in full by the law before and after the change; {counts['lines_passed_over']:,} more have no "
        "screening that counts."
    )
    days = sorted(differs.days_of([EVERYTHING]))
    named = ", ".join(day.isoformat() for day in days[:MOST_DAYS])
    more = f" and {len(days) - MOST_DAYS:,} more" if len(days) > MOST_DAYS else ""
    other_days = f", and as of {named}{more} where that is later" if days else ""
    yield f"Each was asked of its own day{other_days}."
    if counts["lines_not_examined"]:
        lines = _counted(counts["lines_not_examined"], "line")
        yield f"{lines} of these hold a structure that was not examined in time: of it nothing is said."
    yield NOT_LOOKED_AT


def found_sentence(counts: Mapping[str, Any]) -> FilledText:
    """Return the outcome in one sentence, in the language in which it is shown."""
    if not counts["lines_that_differ"]:
        return FilledText(NONE_DIFFERS, {"n": Count(counts["lines"])})
    parts = {
        "lines": (STORED_LINES, counts["lines_now_controlled"]),
        "shipments": (SHIPMENTS, counts["shipments_now_controlled"]),
        "parties": (PARTIES, counts["parties_now_controlled"]),
        "otherwise": (LINES, counts["lines_that_differ"]),
    }
    return FilledText(NOW_CONTROLLED, {name: FilledText(text, {"n": Count(n)}) for name, (text, n) in parts.items()})


def sentence_of(counts: Mapping[str, Any]) -> str:
    """Return the outcome in one sentence, in English."""
    with in_english():
        return str(found_sentence(counts))


def summary(rescreen: Rescreen) -> dict[str, Any]:
    """Return the summary of a look-back for pages, mails and commands: its reason, its span, its counts once done."""
    record = {
        "rescreen": rescreen.pk,
        "because": rescreen.due.because,
        "change_set": str(rescreen.due.change_set_id) if rescreen.due.change_set_id else None,
        "before": instant(rescreen.due.before),
        "after": instant(rescreen.due.after),
        "done_at": instant(rescreen.done_at) if rescreen.done_at else None,
    }
    if not rescreen.summary:
        return record
    counts = orjson.loads(rescreen.summary)
    return {**record, "counts": counts, "sentence": sentence_of(counts)}


def _distinct(cases: QuerySet[CaseDue], column: str) -> int:
    count: int = cases.order_by().values(column).distinct().count()
    return count


def _counted(count: int, noun: str, several: str = "") -> str:
    return f"{count:,} {noun if count == 1 else several or noun + 's'}"


COLUMNS: Final = (
    *("sentence", "shipment", "line", "key", "goods", "consignor", "consignee", "as_of", "is_own_day"),
    *("stored_verdict", "stored_action", "stored_severity", "edition", "before"),
    *("verdict", "action", "severity", "lists", "entries", "screening", "screened_line"),
)
NAMES: Final = ("name", "cas", "smiles", "inchi", "inchikey", "hs_code", "cn_code", "un_number")
AT_ONCE: Final = 500
CONTROLLED: Final = Q(verdict="controlled") & ~Q(before="controlled")


@dataclass(frozen=True, slots=True)
class ChangedLineCounts:
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


def by_shipment(rescreen: Rescreen) -> list[ChangedLineCounts]:
    """Return the shipments of lines that are answered differently, those with most that are now controlled first."""
    lines = CaseDue.objects.filter(rescreen=rescreen)
    counts = dict(_lines_by(lines, "shipment"))
    controlled = dict(_lines_by(lines.filter(CONTROLLED), "shipment"))
    return _ordered(
        ChangedLineCounts(key, shipment_name(key), controlled.get(key, 0), differ) for key, differ in counts.items()
    )


def shipment_name(key: str) -> str:
    """Return the display name of a shipment: its reference, else the beginning of the hash of its file."""
    by, identifier = key.split(" ", 1)
    return identifier if by == "reference" else f"file {identifier[:12]}"


def by_party(rescreen: Rescreen) -> list[ChangedLineCounts]:
    """Return the parties of these lines, as consignor or consignee; whoever is both is counted once a line."""
    lines = CaseDue.objects.filter(rescreen=rescreen)
    differ, controlled = _by_party(lines), _by_party(lines.filter(CONTROLLED))
    names = dict(Party.objects.filter(key__in=list(differ)).values_list("key", "name"))
    return _ordered(
        ChangedLineCounts(key, names.get(key) or key, controlled[key], count) for key, count in differ.items()
    )


def _by_party(lines: QuerySet[CaseDue]) -> Counter[str]:
    counts: Counter[str] = Counter(dict(_lines_by(lines, "consignor")))
    counts.update(dict(_lines_by(lines.exclude(consignee=F("consignor")), "consignee")))
    del counts[""]
    return counts


def _lines_by(lines: QuerySet[CaseDue], column: str) -> Iterable[tuple[str, int]]:
    return lines.order_by().values_list(column).annotate(DbCount("screened_line", distinct=True))


def _ordered(groups: Iterable[ChangedLineCounts]) -> list[ChangedLineCounts]:
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
    fields, columns = stored.fields, {name: getattr(case, name) for name in COLUMNS if hasattr(CaseDue, name)}
    columns |= {
        "line": stored.line,
        "key": stored.key,
        "goods": next((fields[name] for name in NAMES if fields.get(name)), ""),
        "consignor": fields.get("consignor", ""),
        "consignee": fields.get("consignee", ""),
        "as_of": case.as_of.isoformat(),
        "screening": str(case.screened_line.screening_id),
        "screened_line": case.screened_line_id,
    }
    return {name: columns[name] for name in COLUMNS}
