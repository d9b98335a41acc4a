"""Every dated event of every list: found from its day, in what an amendment adds too, and not once it has ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.acceptance.asking import Record, ask_all
from tests.class_rules.test_members import rows_of
from watchlist.engine.law.compiled import CompiledLaw, CompiledScheduling
from watchlist.law_store.compile import law_known_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]

LEGAL = {"listed", "listed_form"}
# A name or a number that stands for two substances is a guess, and says so.
AMBIGUOUS = {"7723-14-0"}
SINCE = date(2010, 1, 1)
# The forms that an amendment adds to the reach of an entry, one drawn for each.
ADDED = {
    "us-list-1/4-ap": {"halides": "Brc1ccc(NC2CCNCC2)cc1", "any_combination": "CC(=O)N1CCC(Nc2ccc(F)cc2)CC1"},
    "ar-lista-i/4-ap": {
        "salts": "c1ccc(NC2CCNCC2)cc1.Cl",
        "amides": "CC(=O)N1CCC(Nc2ccccc2)CC1",
        "carbamates": "COC(=O)N1CCC(Nc2ccccc2)CC1",
        "halides": "Brc1ccc(NC2CCNCC2)cc1",
    },
    "ar-lista-i/lysergic-acid": {"salts": "CN1C[C@H](C(=O)O)C=C2c3cccc4[nH]cc(c34)C[C@H]21.Cl"},
    "ar-lista-i/methylamine": {"salts": "CN.Cl"},
    "ar-lista-i/phenylacetic-acid": {"esters": "CCCCCCOC(=O)Cc1ccccc1"},
    "cn-precursors/pmk-glycidic-acid": {"esters": "CC1(C(=O)OCc2ccccc2)OC1c1ccc2c(c1)OCO2"},
}
# Drawn without its geometry the entry is either isomer, whatever its words reach.
UNDRAWN = {"ar-lista-i/isosafrole"}


def starts(law: CompiledLaw) -> Iterator[CompiledScheduling]:
    """Yield each scheduling that starts an entry on a known day."""
    for rows in law.schedulings.values():
        for row in rows:
            ends_here = any(other.entry == row.entry and other.valid_until == row.valid_from for other in rows)
            if row.valid_from and row.date_precision == "day" and not ends_here:
                yield row


def follows(after: CompiledScheduling, row: CompiledScheduling) -> bool:
    """Say whether a period of an entry begins on the day on which another ends."""
    return (after.entry, after.valid_from) == (row.entry, row.valid_until)


def amendments(law: CompiledLaw) -> Iterator[tuple[CompiledScheduling, CompiledScheduling]]:
    """Yield each period that another of the same entry follows since 2010, with the one that follows."""
    for rows in law.schedulings.values():
        for row in (row for row in rows if row.valid_until and row.valid_until >= SINCE):
            yield from ((row, after) for after in rows if follows(after, row))


def ends(law: CompiledLaw) -> Iterator[CompiledScheduling]:
    """Yield each scheduling with which an entry ends since 2010."""
    followed = {before.event for before, _ in amendments(law)}
    for rows in law.schedulings.values():
        yield from (row for row in rows if row.valid_until and row.valid_until >= SINCE and row.event not in followed)


def declarations(law: CompiledLaw, substance: str) -> Iterator[dict[str, str]]:
    """Yield the ways in which a line can give a substance as the law lists it."""
    held = law.substances[substance]
    if held.smiles:
        yield {"smiles": held.smiles}
    for number, targets in law.numbers.items():
        for target in targets:
            if target.substance == substance and target.form_kind == "as_listed" and number not in AMBIGUOUS:
                yield {"cas": number}
    yield {"name": held.name}
    for targets in law.names.values():
        if len(targets) == 1 and (targets[0].substance, targets[0].kind) == (substance, "printed"):
            yield {"name": targets[0].text}


def found(law: CompiledLaw, row: CompiledScheduling, day: date) -> list[str]:
    """Return the declarations of a substance by which its entry is found on a day, as law or as what is watched."""
    tiers = {"monitored"} if row.list.tier == "monitored" else LEGAL
    lines = list(declarations(law, row.substance))
    answer = ask_all(lines, as_of=day)
    return [
        str(line)
        for line, record in zip(lines, answer.lines, strict=True)
        if any(f["entry"] == row.entry and f["tier"] in tiers for f in record["findings"])
    ]


@pytest.mark.long
def test_every_listing_is_found_from_its_effective_date_and_not_on_the_day_before() -> None:
    law = law_known_at()
    rows = list(starts(law))
    assert len(rows) > 600
    wrong = []
    for row in rows:
        assert row.valid_from is not None
        expected = [str(line) for line in declarations(law, row.substance)]
        if missing := set(expected) - set(found(law, row, row.valid_from)):
            wrong.append(f"{row.event}: not found on {row.valid_from} by {sorted(missing)}")
        if early := found(law, row, row.valid_from - timedelta(days=1)):
            wrong.append(f"{row.event}: found the day before {row.valid_from} by {early}")
    assert wrong == []


def test_every_listing_that_ended_is_found_until_its_end_and_not_after() -> None:
    law = law_known_at()
    rows = list(ends(law))
    assert len(rows) >= 20
    wrong = []
    for row in rows:
        assert row.valid_until is not None
        expected = {str(line) for line in declarations(law, row.substance)}
        if missing := expected - set(found(law, row, row.valid_until - timedelta(days=1))):
            wrong.append(f"{row.end_event}: not found the day before {row.valid_until} by {sorted(missing)}")
        if late := found(law, row, row.valid_until):
            wrong.append(f"{row.end_event}: still found on {row.valid_until} by {late}")
    assert wrong == []


def test_what_is_transferred_is_found_on_the_list_that_takes_it_on_the_same_day() -> None:
    law = law_known_at()
    moved = [row for row in ends(law) if row.end_event.endswith("/transferred_out")]
    assert len(moved) >= 18
    wrong = []
    for row in moved:
        assert row.valid_until is not None
        takers = [
            other
            for other in law.schedulings[row.substance]
            if (other.list.jurisdiction, other.valid_from) == (row.list.jurisdiction, row.valid_until)
            and other.list != row.list
        ]
        expected = {str(line) for line in declarations(law, row.substance)}
        if not any(expected <= set(found(law, other, row.valid_until)) for other in takers):
            wrong.append(f"{row.end_event}: on no other list of {row.list.jurisdiction} on {row.valid_until}")
    assert wrong == []


def test_an_amendment_leaves_no_gap() -> None:
    law = law_known_at()
    wrong = []
    for before, after in amendments(law):
        assert after.valid_from is not None
        expected = {str(line) for line in declarations(law, after.substance)}
        for row, day in ((before, after.valid_from - timedelta(days=1)), (after, after.valid_from)):
            if missing := expected - set(found(law, row, day)):
                wrong.append(f"{row.event}: not found on {day} by {sorted(missing)}")
    assert wrong == []


def test_what_an_amendment_adds_to_the_reach_is_reached_from_its_day_and_not_the_day_before() -> None:
    seen = set()
    for before, after in amendments(law_known_at()):
        assert after.valid_from is not None
        for form, smiles in ADDED.get(after.entry, {}).items():
            assert form in after.reach - before.reach
            days = (after.valid_from - timedelta(days=1), after.valid_from)
            records = [ask_all([{"smiles": smiles}], as_of=day).lines[0] for day in days]
            legal = [{f["entry"] for f in record["findings"] if f["tier"] in LEGAL} for record in records]
            assert [after.entry in reached for reached in legal] == [False, True], (after.event, form)
            seen.add((after.entry, form))
    assert seen == {(entry, form) for entry, forms in ADDED.items() for form in forms}


def test_every_reach_that_an_amendment_widened_is_drawn_here_or_read_by_a_class_rule() -> None:
    widened = {
        after.entry: after.reach - before.reach
        for before, after in amendments(law_known_at())
        if after.reach - before.reach and not after.rule and after.entry not in UNDRAWN
    }
    assert widened == {entry: frozenset(forms) for entry, forms in ADDED.items()}


def asks_by_class(record: Record, entry: str) -> bool:
    """Say whether a line asks a person by the class of an entry."""
    return any((f["entry"], f["tier"]) == (entry, "class_member") for f in record["findings"])


def is_settled(record: Record, entry: str) -> bool:
    """Say whether the line is what the entry itself names, or a drug: what one Schedule names is in no other."""
    return any(f["branch"] == "drug" or (f["entry"] == entry and f["tier"] in LEGAL) for f in record["findings"])


def test_what_a_class_rule_adds_to_an_entry_asks_from_its_day_and_not_the_day_before() -> None:
    wrong, asking = [], 0
    for before, after in amendments(law_known_at()):
        if before.rule or not after.rule or after.valid_from is None:
            continue
        lines = [{"smiles": row["smiles"]} for row in rows_of(after.rule) if row["expected"] == "question"]
        early, late = (
            ask_all(lines, as_of=day, jurisdictions=(after.list.jurisdiction,)).lines
            for day in (after.valid_from - timedelta(days=1), after.valid_from)
        )
        for line, eve, day in zip(lines, early, late, strict=True):
            asking += asks_by_class(day, after.entry)
            if asks_by_class(eve, after.entry) or not (asks_by_class(day, after.entry) or is_settled(day, after.entry)):
                wrong.append(f"{after.event}: {line}")
    assert wrong == []
    assert asking > 50


def test_no_dated_event_since_2010_is_left_out() -> None:
    law = law_known_at()
    asked = {row.event for row in starts(law)} | {after.event for _, after in amendments(law)}
    asked |= {row.end_event for row in ends(law)}
    dated = set()
    for row in (row for rows in law.schedulings.values() for row in rows):
        if row.valid_from and row.valid_from >= SINCE and row.date_precision == "day":
            dated.add(row.event)
        if row.valid_until and row.valid_until >= SINCE:
            dated.add(row.end_event)
    assert len(dated) > 450
    assert dated - asked == set()
