"""The real editions of the Canadian lists, in order: what their acts changed is found, and nothing else is.

`index.csv` beside the editions says what each changed; a simple program made it. Where it and the law differ, the law
is right, and `said` reads the index accordingly:

- A repealed line it tells as "added … [Repealed, …]", and as "removed" when the line goes: no row comes or goes then.
- It misses a line whose number begins with an invisible character (`MISSED`).
- A line of Schedule V or of the Regulations it takes with its sub-items and its period as one text, and the sub-items
  of Schedule V once more by themselves, without the number of their item.
- "(in force …)" of Schedule V is the day of the act. The printed period decides: items 3 and 4 of the edition of July
  2025 have been in force since 29 May 2025, not since 14 April.
"""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.list_updates.canadian import ACT, REGULATIONS, changes_of, editions, source_of
from watchlist.conf import seeds_dir
from watchlist.list_updates.diff import RowChange, changes_between
from watchlist.list_updates.heads import head_key
from watchlist.list_updates.published import ParsedPublication, PublishedNotice, end_of, one_line

FOLDER = Path(os.environ.get("WATCHLIST_EDITIONS", ""))
pytestmark = pytest.mark.skipif("WATCHLIST_EDITIONS" not in os.environ, reason="no real editions stand here")

Told = tuple[str, str, str]
"""The kind of a change, the number of its row and the text."""
BOTH = [ACT, REGULATIONS]
LAST = "2026-03-31"
MISSED = ("add", "1", "Any preparation or mixture that contains phenethyl bromide ((2-bromoethyl)benzene)")
DONE = {"added": "add", "removed": "remove"}
STATEMENTS = re.compile(r"; | \| (?=Schedule V |no change|baseline)")
SUB_ITEM = re.compile(r"(?<! )\((\d)\)")
OF_SUB_ITEM = re.compile(r"(added|removed) PART \d item (\d+)\.(\(\d\)): (.*?)(?: \(in force [\d-]+\))?")
OF_REPLACED = re.compile(r'replaced (?:PART \d item|row) (\d+): ".*" (?:\(.*\) )?-> "(.*)"(?: \(.*\))?')
OF_ROW = re.compile(r"(added|removed) row (\d+): (.*) = .*")
OF_LINE = re.compile(r"Schedule V (added|removed) (\d+)\|([^|]*).*")
TOLD_TWICE = re.compile(r"Schedule V (?:added|removed) \(\d\): .*|no change in .*|baseline.*")


def records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


@cache
def index() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["file"][:10], row["file"][11:]): row for row in records(FOLDER / "ca" / "index.csv")}


@cache
def published(document: str) -> dict[str, ParsedPublication]:
    return dict(editions(FOLDER / "ca", document))


@cache
def found(document: str) -> dict[str, tuple[RowChange, ...]]:
    return changes_of(FOLDER / "ca", document)


def told(changes: tuple[RowChange, ...]) -> Counter[Told]:
    """Return changes as the index tells them."""
    sides = ((change.kind, change.new or change.old) for change in changes)
    return Counter((kind, row.code, row.name) for kind, row in sides if row is not None)


def said(edition: str, document: str) -> Counter[Told]:
    """Return what the index says that an edition changes, row by row."""
    statements = STATEMENTS.split(index()[edition, document]["what_changed_vs_previous_edition"])
    rows = [row for statement in statements for row in of_statement(statement)]
    missed = [MISSED] if (edition, document) == (LAST, ACT) else []
    return Counter([*rows, *missed])


def of_statement(statement: str) -> Iterator[Told]:
    """Yield the rows of one statement."""
    if sub_item := OF_SUB_ITEM.fullmatch(statement):
        yield DONE[sub_item[1]], sub_item[2] + sub_item[3], one_line(sub_item[4])
    elif replaced := OF_REPLACED.fullmatch(statement):
        yield from parted("amend", replaced[1], replaced[2])
    elif row := OF_ROW.fullmatch(statement) or OF_LINE.fullmatch(statement):
        if not row[3].startswith("[Repealed"):
            yield from parted(DONE[row[1]], row[2], row[3])
    else:
        assert TOLD_TWICE.fullmatch(statement), statement


def parted(kind: str, number: str, text: str) -> Iterator[Told]:
    """Yield a line and the sub-items that its text runs on with; those of a line that is amended are new."""
    first, *rest = SUB_ITEM.split(text)
    yield kind, number, one_line(first)
    for label, words in zip(rest[::2], rest[1::2], strict=True):
        yield "add" if kind == "amend" else kind, f"{number}({label})", one_line(words)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")))


def announced(notice: PublishedNotice) -> Iterator[tuple[str, str]]:
    """Yield the numbers and names of the lines that a notice would bring."""
    for words in notice.text.splitlines():
        number, _, name = words.replace("\t", " ", 1).partition(" ")
        yield number, name.partition("\t")[0]


@pytest.mark.parametrize("document", BOTH)
def test_each_edition_changes_what_the_index_says_and_nothing_else(document: str) -> None:
    assert len(found(document)) == 11
    assert {edition: told(changes) for edition, changes in found(document).items()} == {
        edition: said(edition, document) for edition in found(document)
    }


@pytest.mark.parametrize(
    ("document", "kinds"), [(ACT, {"amend": 2, "add": 22, "remove": 9}), (REGULATIONS, {"amend": 2, "add": 9})]
)
def test_the_changes_of_all_editions_are_counted(document: str, kinds: dict[str, int]) -> None:
    assert Counter(change.kind for changes in found(document).values() for change in changes) == kinds


@pytest.mark.parametrize("document", BOTH)
def test_an_edition_is_current_to_the_day_of_the_index_and_changes_nothing_of_itself(document: str) -> None:
    for edition, once in published(document).items():
        assert str(once.as_of) == index()[edition, document]["consolidated_to"]
        assert changes_between(once.rows, once.rows) == ()


def test_the_first_edition_has_the_items_of_the_index() -> None:
    items = Counter(row.list for row in published(ACT)["2019-10-29"].rows if "(" not in row.code)
    assert items == {"schedule-6-part-1": 32, "schedule-6-part-2": 6, "schedule-6-part-3": 1}
    assert sum("(" not in row.code for row in published(REGULATIONS)["2019-10-29"].rows) == 33


def test_rows_of_schedule_6_start_on_the_day_of_the_index() -> None:
    for edition in ("2023-09-13", "2024-09-16"):
        days = set(
            re.findall(
                r"PART \d item [^;]*\(in force ([\d-]+)\)", index()[edition, ACT]["what_changed_vs_previous_edition"]
            )
        )
        rows = [change.new for change in found(ACT)[edition] if change.new is not None]
        assert {str(row.valid_from) for row in rows if row.list == "schedule-6-part-1"} == days


def test_a_printed_period_that_starts_later_than_its_act_says_since_when() -> None:
    listed = {row.code: row for row in published(ACT)["2025-07-24"].rows if row.list == "schedule-5"}
    assert {code: str(row.valid_from) for code, row in listed.items()} == {
        "1": "2025-04-14",
        "2": "2025-04-14",
        "3": "2025-05-29",
        "4": "2025-05-29",
    }
    assert {row.decided_on for row in listed.values()} == {date(2025, 3, 3)}
    assert {row.instruments for row in listed.values()} == {("SOR/2025-64",)}


def curated() -> dict[tuple[str, ...], tuple[str, str]]:
    """Return day of decision and act of each listing of the curated law, by list, number, head and first day."""
    acts = {row["key"]: row["citation"] for row in records(seeds_dir() / "instruments" / "CA.csv")}
    held = {}
    for path in (seeds_dir() / "lists" / "ca").glob("*/events.csv"):
        for row in records(path):
            key = (path.parent.name, row["law_code"], head_key(row["printed_name"]), row["on"])
            held[key] = (row["decided_on"], acts[row["instrument"]].removeprefix("S.C. "))
    return held


def test_the_days_and_the_acts_of_rows_are_those_that_people_read() -> None:
    held, lists = curated(), source_of(ACT).lists
    rows = {row for once in published(ACT).values() for row in once.rows if row.decided_on}
    read = {
        (of, row.code, head_key(row.name), str(row.valid_from)): (str(row.decided_on), *row.instruments)
        for row in rows
        if (of := lists[row.list].entries_of)
    }
    # Carisoprodol is no precursor, and not held.
    assert set(read) - set(held) == {("ca-schedule-5", "1", "carisoprodol", "2025-04-14")}
    assert len(read) == 28
    assert {key: said for key, said in read.items() if said != held.get(key)}.keys() == set(read) - set(held)


@pytest.mark.parametrize(
    ("edition", "day", "acts"),
    [
        ("2023-09-13", date(2023, 8, 30), ("SOR/2022-185",)),
        ("2026-03-02", date(2025, 12, 19), ("SOR/2025-64",)),
        (LAST, date(2026, 3, 26), ("2026, c. 4",)),
    ],
)
def test_every_row_removed_has_the_day_and_the_act_that_removed_it(
    edition: str, day: date, acts: tuple[str, ...]
) -> None:
    gone = [change.old for change in found(ACT)[edition] if change.kind == "remove" and change.old]
    ends = [end_of(row, published(ACT)[edition].ended) for row in gone]
    assert gone
    assert {end and (end.on, end.instruments) for end in ends} == {(day, acts)}


@pytest.mark.parametrize("document", BOTH)
def test_every_amendment_not_in_force_of_the_index_is_a_notice_and_there_is_no_other(document: str) -> None:
    for edition, once in published(document).items():
        fragments = index()[edition, document]["announced_not_in_force"].split(" || ")
        wanted = [squeezed(fragment) for fragment in fragments if fragment.strip()]
        notices = [squeezed(f"— {notice.citation}{notice.text}") for notice in once.notices]
        assert len(notices) == len(wanted)
        assert all(notice.startswith(fragment) for notice, fragment in zip(notices, wanted, strict=True))


def test_no_line_of_an_amendment_not_in_force_is_a_row() -> None:
    both = []
    for document in BOTH:
        for edition, once in published(document).items():
            lines = {line for notice in once.notices for line in announced(notice)}
            both += [
                (document, edition, row.code, row.instruments) for row in once.rows if (row.code, row.name) in lines
            ]
    # SOR/2026-39 would add two rows to the Regulations that an Act of Parliament had brought before it came into force.
    assert both == [(REGULATIONS, LAST, number, ("2026, c. 4",)) for number in ("34", "35")]


def test_a_correction_of_the_french_text_changes_one_item_of_it_and_nothing_of_the_english() -> None:
    assert found(ACT)["2023-11-27"] == ()
    changes = changes_of(FOLDER / "ca-fr", ACT, "fr")["2023-11-27"]
    sides = [row for change in changes for row in (change.old, change.new) if row is not None]
    assert [(row.list, row.code, row.name) for row in sides] == [
        ("schedule-6-part-1", "22", f"Acide {name} et ses sels et dérivés")
        for name in ("hydrophosphoreux", "hypophosphoreux")
    ]
