"""The rows of the schedules that are read, with the days and the acts that the document gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element

from watchlist.list_updates.connectors.justice_laws.acts import REPEALED, Since, acts_by_day, repeal_of, since_of
from watchlist.list_updates.connectors.justice_laws.document import Document
from watchlist.list_updates.connectors.justice_laws.layout import check, line
from watchlist.list_updates.connectors.justice_laws.periods import period
from watchlist.list_updates.connectors.justice_laws.places import Place, printed_places
from watchlist.list_updates.connectors.justice_laws.printed import Line, listed, tabled
from watchlist.list_updates.errors import Emptied, LayoutChanged
from watchlist.list_updates.published import EndedRow, PublishedRow

Said = PublishedRow | EndedRow
Acts = Mapping[Since, tuple[str, ...]]
ITEM: Final = {"en": "item", "fr": "article"}


@dataclass(frozen=True, slots=True)
class _Printed:
    """A list or a table on the page, the headings above it, and since when the nearest of them stands."""

    part: str
    caption: str
    element: Element
    above: Since | None


def schedule_rows(document: Document, label: str) -> Iterator[Said]:
    """Yield what one schedule says, line by line, then which of its lists an act put out that replaced it whole.

    Raises `LayoutChanged` where it is not laid out as known, `Emptied` where a list stands there without a line.
    """
    schedule = document.schedules[label]
    check(schedule, label)
    _refuse_other_repeals(schedule, label)
    places = [place for place in printed_places(document.number, document.language) if place.schedule == label]
    acts = acts_by_day(schedule, document.language, label)
    seen: set[str] = set()
    for printed in _printed(schedule, label):
        place = _place(printed, places, seen, label)
        seen.add(place.list)
        yield from _lines(printed, place, document, acts)
    since = since_of(schedule, None, label)
    for place in places:
        if place.list not in seen and since is not None and since.enacted is not None:
            yield _ended(place.list, "", since, acts.get(since, ()))


def _refuse_other_repeals(schedule: Element, label: str) -> None:
    """Refuse a text marked as repealed whose words do not begin so: by these alone it would be taken for law."""
    for text in schedule.iter("Text"):
        if text.find("Repealed") is not None and not REPEALED.match(line(text)):
            raise LayoutChanged(f"{label}: {line(text)[:80]!r} is marked as repealed, and does not say so as known.")


def _printed(schedule: Element, label: str) -> Iterator[_Printed]:
    since = since_of(schedule, None, label)
    table, parts = schedule.find("TableGroup"), schedule.find("DocumentInternal")
    if table is not None and parts is not None:
        raise LayoutChanged(f"{label}: a table beside the parts.")
    if table is not None:
        yield _Printed("", line(table.find("Caption")), table, since)
    if parts is not None:
        since = since_of(parts, since, label)
        for group in parts.iterfind("Group"):
            yield from _of_part(group, since_of(group, since, label), label)


def _of_part(group: Element, above: Since | None, label: str) -> Iterator[_Printed]:
    part = f"{line(group.find('GroupHeading/Label'))} {line(group.find('GroupHeading/TitleText'))}"
    for provision in group.iterfind("Provision"):
        since, items, table = since_of(provision, above, label), provision.find("List"), provision.find("TableGroup")
        if items is not None and table is not None:
            raise LayoutChanged(f"{label}, {part}: a table beside a list.")
        if items is not None:
            yield _Printed(part, "", items, since)
        if table is not None:
            yield _Printed(part, line(table.find("Caption")), table, since)


def _place(printed: _Printed, places: Sequence[Place], seen: set[str], label: str) -> Place:
    for place in places:
        if (place.part, place.table) == (printed.part, printed.caption) and place.list not in seen:
            return place
    raise LayoutChanged(f"{label}: {printed.part!r}, {printed.caption!r} is not known, or is printed twice.")


def _lines(printed: _Printed, place: Place, document: Document, acts: Acts) -> Iterator[Said]:
    if printed.element.tag == "List":
        lines = list(listed(printed.element, printed.above, place.citation))
    else:
        lines = list(tabled(printed.element, printed.above, document.language, place.citation))
    if not lines:
        raise Emptied(f"{place.citation}: it stands there without a line.")
    for said in lines:
        yield _row(said, place, document, acts.get(said.since, ()))


def _row(said: Line, place: Place, document: Document, acts: tuple[str, ...]) -> Said:
    where = f"{place.citation}, {ITEM[place.language]} {said.code}"
    if said.since.day > document.as_of:
        raise LayoutChanged(f"{where}: in force from {said.since.day} in an edition current to {document.as_of}.")
    repealing = repeal_of(said.text, where)
    if repealing is not None:
        return _ended(place.list, said.code, said.since, (repealing,))
    if "" in said.columns.values():
        raise LayoutChanged(f"{where}: a column is empty.")
    first, after = _days(said, where)
    return PublishedRow(
        list=place.list,
        code=said.code,
        name=said.text,
        place=where,
        valid_from=first,
        valid_until=after,
        decided_on=said.since.enacted,
        instruments=acts,
        facts=tuple((name, text) for name, text in said.columns.items() if name != "period"),
    )


def _days(said: Line, where: str) -> tuple[date, date | None]:
    """Return the first day of a line, and the first day after its last where a period is printed.

    A table may come into force before the period of a line, or in its midst with a line that stood elsewhere before.
    """
    if "period" not in said.columns:
        return said.since.day, None
    first, after = period(said.columns["period"], where)
    if said.since.day >= after:
        raise LayoutChanged(f"{where}: in force from {said.since.day}, after the end of its period.")
    return max(first, said.since.day), after


def _ended(list_key: str, code: str, since: Since, acts: tuple[str, ...]) -> EndedRow:
    return EndedRow(list=list_key, code=code, on=since.day, decided_on=since.enacted, instruments=acts)
