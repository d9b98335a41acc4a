"""Who controls what, since when, how it is drawn against time, and what changed: over an invented law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tests.screenings.law import control_list, law, scheduling
from watchlist.engine.law.compiled import CompiledInstrument, CompiledLaw, CompiledScheduling, CompiledSubstance
from watchlist.engine.law.duties import CompiledPlace
from watchlist.engine.law.matrices import Filters, MatrixCell, matrix, timeline
from watchlist.law_store.law_changes import Ending, changes, undated

DAY = date(2024, 6, 1)
LIST_2 = control_list("us-list-2", category="List II")
PARTIAL = control_list("jp-list", jurisdiction="JP", complete=False)
UN = control_list("un-table-1", jurisdiction="UN", category="Table I")


def held(*rows: CompiledScheduling, **changes: Any) -> CompiledLaw:
    """Return a law of these rows in which the EU has no list."""
    places = {key: (CompiledPlace(key),) for key in ("EU", "JP", "UN", "US")}
    by_substance: dict[str, tuple[CompiledScheduling, ...]] = {}
    for row in rows:
        by_substance[row.substance] = (*by_substance.get(row.substance, ()), row)
    named = {key: CompiledSubstance(key, key.upper(), "substance", "", "") for key in by_substance}
    lists = {of.key: of for of in (*(row.list for row in rows), PARTIAL, UN)}
    plain = {"members": places, "schedulings": by_substance, "substances": named, "lists": lists}
    return law(*rows, **(plain | changes))


def cells(of: CompiledLaw, day: date = DAY, **filters: Any) -> dict[str, MatrixCell]:
    """Return the only row of a matrix, by jurisdiction."""
    (row,) = matrix(of, day, Filters(**filters)).rows
    return {cell.column.jurisdiction: cell for cell in row.cells}


def test_a_cell_tells_law_from_silence_and_silence_from_ignorance() -> None:
    found = cells(held(scheduling()))
    assert {key: cell.status for key, cell in found.items()} == {
        "UN": "absent",
        "EU": "not_held",
        "JP": "in_part",
        "US": "law",
    }


def test_the_day_decides_and_what_nobody_could_know_then_is_not_told() -> None:
    row = scheduling(valid_from=date(2025, 1, 1), published_on=date(2024, 5, 1))
    other = scheduling(list=UN, entry="un-table-1/x", event="un/x")
    of = held(row, other)
    assert cells(of)["US"].status == "announced"
    assert cells(of, date(2024, 4, 30))["US"].status == "absent"
    assert cells(of, date(2025, 1, 1))["US"].status == "law"


def test_an_amendment_does_not_begin_a_listing_anew() -> None:
    amended = date(2010, 1, 1)
    old = scheduling(valid_until=amended, end_event="amended")
    new = scheduling(valid_from=amended, event="amended", wording="wider", date_confidence="unverified")
    (listing,) = cells(held(old, new))["US"].listings
    assert listing.spell.starts_on == date(2000, 1, 1)
    assert listing.row.wording == "wider"
    assert [one.row.wording for one in cells(held(old, new), date(2009, 12, 31))["US"].listings] == [""]


def test_what_has_ended_is_told_only_where_nothing_else_is() -> None:
    ended = scheduling(list=LIST_2, entry="us-list-2/x", event="old", valid_until=date(2005, 1, 1))
    assert cells(held(ended))["US"].status == "ended"
    both = cells(held(ended, scheduling()))["US"]
    assert [one.row.list.key for one in both.listings] == ["us-list-1"]


def test_the_filters_choose_rows_and_columns() -> None:
    of = held(scheduling(), scheduling(substance="y", entry="us-list-1/y", event="y", list=UN), family_of={"y": "Ys"})
    assert [row.substance.key for row in matrix(of, DAY, Filters(family="Ys")).rows] == ["y"]
    assert [row.substance.key for row in matrix(of, DAY, Filters(text="X")).rows] == ["x"]
    assert [row.substance.key for row in matrix(of, DAY, Filters(jurisdictions=frozenset({"US"}))).rows] == ["x"]
    assert matrix(of, DAY, Filters(branch="drug")).rows == ()
    assert [one.jurisdiction for one in matrix(of, DAY).columns] == ["UN", "EU", "JP", "US"]


def test_what_a_state_lists_in_another_branch_is_not_said_to_be_unlisted() -> None:
    schedule = control_list("us-schedule-2", category="Schedule II", branch="drug")
    drug = scheduling(list=schedule, entry="us-schedule-2/x", event="drug")
    found = cells(held(drug, scheduling(list=UN, entry="un-table-1/x", event="un")), branch="precursor")
    assert [(listing.row.list.category, listing.status) for listing in found["US"].listings] == [("Schedule II", "law")]
    assert found["US"].status == "law"
    assert matrix(held(drug), DAY, Filters(branch="precursor")).rows == (), "a drug alone has no row among precursors"


def test_jurisdictions_differ_only_where_their_law_is_held() -> None:
    everywhere = held(scheduling(), scheduling(list=UN, entry="un-table-1/x", event="un"))
    assert matrix(everywhere, DAY, Filters(differing=True)).rows == ()
    assert len(matrix(held(scheduling()), DAY, Filters(differing=True)).rows) == 1


def test_a_timeline_has_a_track_a_list_by_first_date_and_names_the_silent() -> None:
    late = scheduling(list=UN, entry="un/x", event="un", valid_from=date(2020, 5, 1), decided_on=date(2019, 1, 1))
    told = timeline(held(late, scheduling()), "x")
    assert [track.list.key for track in told.tracks] == ["us-list-1", "un-table-1"]
    assert told.tracks[1].spells[0].decided_on == date(2019, 1, 1)
    assert told.silent == {"not_held": ("EU",), "in_part": ("JP",)}


def test_each_kind_of_change_is_told_once_with_its_act() -> None:
    act, on = CompiledInstrument("act-2", "Act 2", ""), date(2005, 1, 1)
    gone = scheduling(substance="g", entry="us-list-1/g", event="g", valid_until=on, end_event="g-out")
    left = scheduling(list=LIST_2, entry="us-list-2/x", event="x-old", valid_until=on, end_event="x-out")
    came = scheduling(event="x-in", event_kind="transferred_in", valid_from=on, instrument=act)
    old = scheduling(substance="a", entry="us-list-1/a", event="a", valid_until=on, end_event="a-2")
    new = replace(old, event="a-2", event_kind="amended", valid_from=on, valid_until=None, end_event="")
    new = replace(new, reach=frozenset({"salts"}))
    added = scheduling(substance="n", entry="us-list-1/n", event="n", valid_from=on)
    found = changes(
        held(gone, left, came, old, new, added), date(2004, 1, 1), on, {"g-out": Ending(act, "day", "confirmed")}
    )
    assert sorted((one.kind, one.row.substance) for one in found) == [
        ("added", "n"),
        ("amended", "a"),
        ("moved", "x"),
        ("removed", "g"),
    ]
    told = {one.kind: one for one in found}
    assert told["amended"].facts == ("reach",)
    assert told["moved"].old_row == left
    assert told["removed"].instrument == act


def test_changes_stand_after_the_first_day_and_by_the_last() -> None:
    of = held(scheduling())
    assert len(changes(of, date(1999, 12, 31), date(2000, 1, 1))) == 1
    assert changes(of, date(2000, 1, 1), DAY) == ()
    unknown = held(scheduling(valid_from=None, date_precision="unknown"))
    assert changes(unknown, date(1900, 1, 1), DAY) == ()
    assert undated(unknown) == 1
