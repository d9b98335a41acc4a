"""What an answer rests on, in words: said by the table and by the report alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from watchlist.engine.reports.records import Record
from watchlist.engine.reports.text import day, instant, short_hash
from watchlist.engine.reports.words import STAGES, counted


@dataclass(frozen=True, slots=True)
class HeldList:
    """One list that the lines were compared with; `stale` says since when nobody has verified it, or is ""."""

    jurisdiction: str
    title: str
    branch: str
    edition: str
    sha256: str
    hash: str
    entries: str
    verified: str
    confirmed: str
    stale: str


def point_of_view(coverage: Record) -> tuple[str, str]:
    """The day or days of the law and the instant of knowledge, as a person reads them."""
    first, last = coverage.get("as_of_range") or (None, None)
    on = day(first) if first == last or not last else f"{day(first)} to {day(last)}"
    return on or day(coverage["as_of"]), instant(coverage["known_at"])


def held_lists(coverage: Record) -> tuple[HeldList, ...]:
    """The lists of a coverage record, in its order."""
    return tuple(map(_held_list, coverage["lists"]))


def _held_list(held: Record) -> HeldList:
    share = held.get("confirmed_share")
    verified = day(held.get("last_verified")) or "never"
    return HeldList(
        jurisdiction=held["jurisdiction"],
        title=held["title"],
        branch=held["branch"],
        edition=held["edition"] or "",
        sha256=held["sha256"],
        hash=short_hash(held["sha256"]),
        entries=f"{held['entries']:,}",
        verified=verified,
        confirmed="" if share is None else f"{share * 100:.0f} %",
        stale=f"stale: last verified {verified}" if held["stale"] else "",
    )


def compared_with(coverage: Record) -> str:
    """How much was compared: "6 lists of UN, CN, EU, 412 entries"."""
    lists = coverage["lists"]
    where = ", ".join(coverage["jurisdictions"]) or "no jurisdiction"
    entries = sum(held["entries"] for held in lists)
    return f"{counted(len(lists), 'list')} of {where}, {counted(entries, 'entry', 'entries')}"


def warnings(coverage: Record) -> Iterator[str]:
    """What the answer does not cover, or covers with old text: one sentence each, the worst first."""
    if not coverage["lists"]:
        yield "No list was compared."
    if coverage["not_held"]:
        yield f"Law not held whole here: {', '.join(coverage['not_held'])}. Lines on such a route need a person."
    for held in held_lists(coverage):
        if held.stale:
            yield f"{held.jurisdiction} {held.title} is {held.stale}; it may have changed since."
    if missing := [stage for stage in STAGES if stage not in coverage["stages"]]:
        yield f"Not evaluated by this engine: {', '.join(missing)}."
    for sheet in coverage.get("read", {}).get("sheets", ()):
        yield from _not_seen(sheet)


def _not_seen(sheet: Record) -> Iterator[str]:
    """What of a sheet nobody sees who looks at the workbook, and the comments that stand on no line of it."""
    name = f"Sheet “{sheet['name']}”"
    if (visibility := sheet.get("visibility", "visible")) != "visible":
        yield f"{name} is {visibility.replace('_', ' ')} in the workbook; its lines were read as the others."
    if rows := sheet.get("hidden_rows"):
        yield f"{name} hides {counted(rows, 'row')}, which were read as the others; each line says so."
    if hidden := sheet.get("hidden_columns"):
        yield f"{name} hides what stands in these columns, which was read as the others: {', '.join(hidden)}."
    if unseen := sheet.get("unseen_lines"):
        yield f"{name} does not show texts of {counted(unseen, 'line')}, which were read as the others; each says so."
    yield from (f"{name} has a comment that stands on no line: {comment}" for comment in sheet.get("comments", ()))
