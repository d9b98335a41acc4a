"""The rows of the schedules that are read, with the days and the acts that the document gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from xml.etree.ElementTree import Element

from watchlist.list_updates.connectors.justice_laws.document import (
    LawDocument,
    PrintedPlace,
    check,
    line,
    printed_places,
)
from watchlist.list_updates.connectors.justice_laws.printed import (
    REPEALED,
    InForceSince,
    ScheduleLine,
    acts_by_day,
    lines_of_list,
    lines_of_table,
    repeal_of,
    since_of,
)
from watchlist.list_updates.errors import LayoutChanged, ListEmptied
from watchlist.list_updates.published import EndedRow, PublishedRow

MONTHS: Final = "January February March April May June July August September October November December".split()
DAY: Final = r"([A-Z][a-z]{2,8}) (\d{1,2}), (\d{4})"
PERIOD: Final = re.compile(rf"(?:From )?{DAY} (?:to|until) {DAY}")

ScheduleEntry = PublishedRow | EndedRow
Acts = Mapping[InForceSince, tuple[str, ...]]
ITEM: Final = {"en": "item", "fr": "article"}


@dataclass(frozen=True, slots=True)
class _PrintedList:
    """A list or a table on the page, the headings above it, and since when the nearest of them stands."""

    part: str
    caption: str
    element: Element
    above: InForceSince | None


def schedule_rows(document: LawDocument, label: str) -> Iterator[ScheduleEntry]:
    """Yield what one schedule says, line by line, then which of its lists an act put out that replaced it whole.

    Raises `LayoutChanged` where it is not laid out as known, `ListEmptied` where a list has no line.
    """
    schedule = document.schedules[label]
    check(schedule, label)
    for text in schedule.iter("Text"):  # by its words alone a text marked as repealed would else be taken for law
        if text.find("Repealed") is not None and not REPEALED.match(line(text)):
            raise LayoutChanged(f"{label}: {line(text)[:80]!r} is marked as repealed, and does not say so as known.")
    places = [place for place in printed_places(document.number, document.language) if place.schedule == label]
    acts = acts_by_day(schedule, document.language, label)
    seen: set[str] = set()
    for printed_list in _printed_lists(schedule, label):
        place = _place(printed_list, places, seen, label)
        seen.add(place.list)
        yield from _lines(printed_list, place, document, acts)
    since = since_of(schedule, None, label)
    for place in places:
        if place.list not in seen and since is not None and since.enacted is not None:
            yield _ended_row(place.list, "", since, acts.get(since, ()))


def _printed_lists(schedule: Element, label: str) -> Iterator[_PrintedList]:
    since = since_of(schedule, None, label)
    table, parts = schedule.find("TableGroup"), schedule.find("DocumentInternal")
    if table is not None and parts is not None:
        raise LayoutChanged(f"{label}: a table beside the parts.")
    if table is not None:
        yield _PrintedList("", line(table.find("Caption")), table, since)
    if parts is not None:
        since = since_of(parts, since, label)
        for group in parts.iterfind("Group"):
            yield from _of_part(group, since_of(group, since, label), label)


def _of_part(group: Element, above: InForceSince | None, label: str) -> Iterator[_PrintedList]:
    part = f"{line(group.find('GroupHeading/Label'))} {line(group.find('GroupHeading/TitleText'))}"
    for provision in group.iterfind("Provision"):
        since, items, table = since_of(provision, above, label), provision.find("List"), provision.find("TableGroup")
        if items is not None and table is not None:
            raise LayoutChanged(f"{label}, {part}: a table beside a list.")
        if items is not None:
            yield _PrintedList(part, "", items, since)
        if table is not None:
            yield _PrintedList(part, line(table.find("Caption")), table, since)


def _place(printed_list: _PrintedList, places: Sequence[PrintedPlace], seen: set[str], label: str) -> PrintedPlace:
    for place in places:
        if (place.part, place.table) == (printed_list.part, printed_list.caption) and place.list not in seen:
            return place
    raise LayoutChanged(f"{label}: {printed_list.part!r}, {printed_list.caption!r} is not known, or is printed twice.")


def _lines(
    printed_list: _PrintedList, place: PrintedPlace, document: LawDocument, acts: Acts
) -> Iterator[ScheduleEntry]:
    if printed_list.element.tag == "List":
        lines = list(lines_of_list(printed_list.element, printed_list.above, place.citation))
    else:
        lines = list(lines_of_table(printed_list.element, printed_list.above, document.language, place.citation))
    if not lines:
        raise ListEmptied(f"{place.citation}: it stands there without a line.")
    for schedule_line in lines:
        yield _row(schedule_line, place, document, acts.get(schedule_line.since, ()))


def _row(
    schedule_line: ScheduleLine, place: PrintedPlace, document: LawDocument, acts: tuple[str, ...]
) -> ScheduleEntry:
    where = f"{place.citation}, {ITEM[place.language]} {schedule_line.code}"
    if schedule_line.since.day > document.as_of:
        raise LayoutChanged(
            f"{where}: in force from {schedule_line.since.day} in an edition current to {document.as_of}."
        )
    repealing = repeal_of(schedule_line.text, where)
    if repealing is not None:
        return _ended_row(place.list, schedule_line.code, schedule_line.since, (repealing,))
    if "" in schedule_line.columns.values():
        raise LayoutChanged(f"{where}: a column is empty.")
    first, after = _days(schedule_line, where)
    return PublishedRow(
        list=place.list,
        code=schedule_line.code,
        name=schedule_line.text,
        place=where,
        valid_from=first,
        valid_until=after,
        decided_on=schedule_line.since.enacted,
        instruments=acts,
        facts=tuple((name, text) for name, text in schedule_line.columns.items() if name != "period"),
    )


def _days(schedule_line: ScheduleLine, where: str) -> tuple[date, date | None]:
    """Return the first day of a line, and the first day after its last where a period is printed.

    A table may come into force before the period of a line, or in its midst with a line that stood elsewhere before.
    """
    if "period" not in schedule_line.columns:
        return schedule_line.since.day, None
    first, after = period(schedule_line.columns["period"], where)
    if schedule_line.since.day >= after:
        raise LayoutChanged(f"{where}: in force from {schedule_line.since.day}, after the end of its period.")
    return max(first, schedule_line.since.day), after


def _ended_row(list_key: str, code: str, since: InForceSince, acts: tuple[str, ...]) -> EndedRow:
    return EndedRow(list=list_key, code=code, on=since.day, decided_on=since.enacted, instruments=acts)


def period(text: str, path: str) -> tuple[date, date]:
    """Return the first day of a printed period, and the first day after its last, which belongs to it."""
    match = PERIOD.fullmatch(text)
    days = []
    for month, day, year in (match.group(1, 2, 3), match.group(4, 5, 6)) if match else ():
        with suppress(ValueError):
            days.append(date(int(year), MONTHS.index(month) + 1, int(day)))
    if len(days) != 2 or days[1] < days[0]:
        raise LayoutChanged(f"{path}: {text!r} is no period that is known.")
    return days[0], days[1] + timedelta(days=1)
