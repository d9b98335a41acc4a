"""The rules of curation: each planted error is found, in its file and on its line, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.law_store.seed_tree import (
    CODES,
    CONDITIONS,
    CONSTITUENTS,
    EVENTS,
    FORMS,
    INSTRUMENTS,
    NAMES,
    OTHER_EVENTS,
    SUBSTANCES,
    SeedTree,
    event,
)
from watchlist.conf import seeds_dir
from watchlist.engine.decision.question import OPERATIONS
from watchlist.engine.law.text.rules import RULES, breaches_of, words
from watchlist.engine.law.text.text import read_seeds

LIST = "lists/xx/xx-list/list.toml"


def test_the_small_tree_breaks_no_rule(tree: SeedTree) -> None:
    assert tree.breaches() == []


def test_the_law_that_is_shipped_breaks_no_rule() -> None:
    assert [str(breach) for breach in breaches_of(read_seeds(seeds_dir()))] == []


@pytest.mark.parametrize(
    ("file", "line", "cells", "what"),
    [
        ("memberships.csv", 2, {"country": "Xx"}, "country 'Xx' is no alpha-2 code"),
        ("memberships.csv", 2, {"since": "2010-01-01", "until": "2010-01-01"}, "ends on 2010-01-01"),
        ("memberships.csv", 2, {"jurisdiction": "YY"}, "jurisdiction 'YY' is not held"),
        ("authorities.csv", 2, {"jurisdiction": "YY"}, "jurisdiction 'YY' is not held"),
        (INSTRUMENTS, 3, {"authority": "yy-house"}, "authority 'yy-house' is not held"),
        (INSTRUMENTS, 3, {"key": "xx-act"}, "'xx-act' stands already at seeds/instruments/XX.csv:2"),
        (INSTRUMENTS, 3, {"key": "XX rule"}, "key 'XX rule' is not lower-case words"),
        (INSTRUMENTS, 3, {"citation": ""}, "citation is empty"),
        (INSTRUMENTS, 3, {"citation": "x" * 301}, "citation has 301 characters of 300"),
        (INSTRUMENTS, 3, {"published_on": "1 May 2020"}, "published_on '1 May 2020' is no ISO day"),
        (INSTRUMENTS, 3, {"published_on": "20200501"}, "published_on '20200501' is no ISO day"),
        (SUBSTANCES, 4, {"kind": "solvent"}, "kind 'solvent' is none of"),
        (SUBSTANCES, 4, {"smiles": "Cc1cccc1"}, "smiles 'Cc1cccc1'"),
        (SUBSTANCES, 4, {"inchikey": "CSCPPACGZOOCGX-UHFFFAOYSA-N"}, "is not that of the smiles, YXFVVABEGXRONW"),
        (SUBSTANCES, 4, {"confidence": "confirmed"}, "confidence is confirmed without a source"),
        (SUBSTANCES, 4, {"systematic_name": "propan-2-one"}, "'propan-2-one' is CSCPPACGZOOCGX in the dictionary"),
        (NAMES, 4, {"language": "xx"}, "language 'xx' is none of"),
        (NAMES, 4, {"language": "de"}, "language 'de' is not that of its file"),
        (NAMES, 4, {"source": ""}, "name 'toluene' is reported without a source"),
        (NAMES, 4, {"confidence": "unverified"}, "name 'toluene' is unverified with a source"),
        (NAMES, 4, {"substance": "xylene"}, "substance 'xylene' is not held"),
        (NAMES, 4, {"text": "propan-2-one", "kind": "systematic"}, "'propan-2-one' is CSCPPACGZOOCGX"),
        (FORMS, 4, {"cas": "108-88-4"}, "108-88-4 should end in 3"),
        (FORMS, 4, {"cas": "108883"}, "cas '108883' is written 108-88-3"),
        (FORMS, 4, {"cas": "67-64-1"}, "cas 67-64-1 is CSCPPACGZOOCGX in the dictionary, here YXFVVABEGXRONW"),
        (FORMS, 4, {"form_kind": "free base"}, "form_kind 'free base' is none of"),
        (CODES, 2, {"scheme": "taric"}, "scheme 'taric' is none of"),
        (CODES, 2, {"value": "291411"}, "value '291411' is no code of the scheme hs"),
        (CODES, 2, {"scheme": "un", "value": "UN 1090"}, "value 'UN 1090' is no code of the scheme un"),
        (CONSTITUENTS, 2, {"contains": "xylene"}, "contains 'xylene' is not held"),
        (CONSTITUENTS, 2, {"source": ""}, "source is empty"),
        (CONSTITUENTS, 2, {"product_form": "oil"}, "product_form 'oil' is none of"),
        (CONSTITUENTS, 2, {"share_to": "101"}, "share_to '101' is no share from 0 to 100"),
        (CONSTITUENTS, 2, {"share_from": "-1"}, "share_from '-1' is no share from 0 to 100"),
        (CONSTITUENTS, 2, {"share_from": "NaN"}, "share_from 'NaN' is no share from 0 to 100"),
        (CONSTITUENTS, 2, {"share_from": "some"}, "share_from 'some' is no share from 0 to 100"),
        (CONSTITUENTS, 2, {"share_from": "9"}, "the share of acetone goes from 9 down to 5"),
        (CONSTITUENTS, 2, {"contains": "toluene"}, "toluene contains itself, by toluene"),
        (SUBSTANCES, 4, {"note": "CAS 108-88-4 in an old list"}, "note: cas '108-88-4': 108-88-4 should end in 3"),
        (EVENTS, 3, {"entry": "xylene"}, "entry 'xylene' is not held"),
        (EVENTS, 3, {"instrument": "xx-bill"}, "instrument 'xx-bill' is not held"),
        (EVENTS, 3, {"event": "listed"}, "event 'listed' is none of"),
        (EVENTS, 3, {"event": "amended"}, "amended, though p2p is not on the list"),
        (EVENTS, 3, {"event": "removed"}, "removed, though p2p is not on the list"),
        (EVENTS, 3, {"event": "transferred_in"}, "p2p is transferred out of no other list of XX on 1990-01-01"),
        (
            EVENTS,
            3,
            {"id": "xx-list/acetone/2000-01-01/added"},
            "stands already at seeds/lists/xx/xx-list/events.csv:2",
        ),
        (EVENTS, 3, {"id": "yy-list/p2p/1990/added"}, "does not begin with xx-list/p2p/"),
        (EVENTS, 3, {"on": "1990-02-01"}, "is not the first of January"),
        (EVENTS, 3, {"on": ""}, "on is empty, though precision is year"),
        (EVENTS, 3, {"precision": "unknown"}, "on has a day, though precision is unknown"),
        (EVENTS, 3, {"precision": "month"}, "precision 'month' is none of"),
        (EVENTS, 3, {"on": "1990-13-01"}, "on '1990-13-01' is no ISO day"),
        (EVENTS, 3, {"reach": "salts analogues"}, "reach 'analogues' is none of"),
        (EVENTS, 3, {"source": ""}, "date_confidence is confirmed without a source"),
        (EVENTS, 3, {"date_confidence": "likely"}, "date_confidence 'likely' is none of"),
        (EVENTS, 3, {"printed_name": ""}, "printed_name is empty"),
        (EVENTS, 3, {"printed_name": "P-2-P oil"}, "printed_name 'P-2-P oil' is no name of p2p"),
        (EVENTS, 3, {"withdrawn": "no"}, "withdrawn 'no' is none of yes"),
        (CONDITIONS, 2, {"event": "xx-list/acetone/2001/added"}, "is no listing of xx-list"),
        (CONDITIONS, 2, {"kind": "weight"}, "kind 'weight' is none of"),
        (CONDITIONS, 2, {"effect": "frees"}, "effect 'frees' is none of"),
        (CONDITIONS, 2, {"operations": "import sale"}, "operations 'sale' is none of"),
        (CONDITIONS, 2, {"limit": "1 kg"}, "limit '1 kg' is no decimal number with a unit"),
        (CONDITIONS, 2, {"unit": ""}, "limit '1' is no decimal number with a unit"),
        (CONDITIONS, 2, {"confidence": "confirmed"}, "confidence is confirmed without a source"),
    ],
)
def test_a_planted_error_is_found_on_its_line(
    tree: SeedTree, file: str, line: int, cells: dict[str, str], what: str
) -> None:
    tree.change(file, line, **cells)
    assert any(str(breach).startswith(f"seeds/{file}:{line}: ") and what in breach.what for breach in tree.breaches())


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ('key = "xx-list"', 'key = "zz-list"', "key 'zz-list' is not that of its folder"),
        ('"XX"', '"YY"', "jurisdiction 'YY' is not held"),
        ('"precursor"', '"solvent"', "branch 'solvent' is none of"),
        ('["import", "export"]', '["sale"]', "operations 'sale' is none of"),
        ("min_entries = STANDING", "min_entries = 3", "2 entries stand, not 3 to 9"),
        ("min_entries = STANDING", "min_entries = 1", "min_entries is 1, and 2 entries stand"),
        ("max_entries = 9", "max_entries = 1", "2 entries stand, not 2 to 1"),
        ("stale_after_days = 90", "", "column 'stale_after_days' is missing"),
        ("stale_after_days = 90", 'stale_after_days = "long"', "stale_after_days 'long' is no whole number"),
        ('by = "curator"', 'by = ""', "checked_by is empty"),
        ("on = 2026-01-01", 'on = "today"', "checked_on 'today' is no ISO day"),
        ("scope_note", "remark", "unknown column 'remark'"),
        ('"notify"', '"pay"', "action 'pay' is none of"),
        ('title = "The List"', "title = The List", "cannot be read"),
    ],
)
def test_an_error_in_the_head_of_a_list_is_found(tree: SeedTree, before: str, after: str, what: str) -> None:
    tree.lists["xx-list"] = tree.lists["xx-list"].replace(before, after)
    assert any(breach.file == f"seeds/{LIST}" and what in breach.what for breach in tree.breaches())


def test_an_obligation_is_found_on_its_own_line(tree: SeedTree) -> None:
    tree.lists["xx-list"] += '\n[[obligations]]\naction = "pay"\ntext = "a"\ncitation = "b"\nconfidence = "reported"\n'
    (breach,) = tree.breaches()
    assert tree.lists["xx-list"].splitlines()[breach.line - 1] == "[[obligations]]"
    assert breach.what.startswith("action 'pay'")


@pytest.mark.parametrize(
    ("days", "what"),
    [
        (("added 2000-01-01", "added 2001-01-01"), "added, though p2p is on the list"),
        (("added 2000-01-01", "amended 1999-01-01"), "takes effect on 1999-01-01, not after line 2 (2000-01-01)"),
        (("added 2000-01-01", "removed 2000-01-01"), "takes effect on 2000-01-01, not after line 2"),
        (("added 2000-01-01", "amended "), "amended has no date"),
        (
            ("added 2000-01-01", "removed 2005", "added 2005-06-01"),
            "takes effect on 2005-06-01, not after line 3 (2006",
        ),
        (("added 2000-01-01", "removed 2005", "amended 2007"), "amended, though p2p is not on the list"),
    ],
)
def test_events_out_of_order_are_found(tree: SeedTree, days: tuple[str, ...], what: str) -> None:
    tree.tell(*(event("p2p", *day.split(" ")) for day in days))
    (breach,) = tree.breaches()
    assert (breach.line, breach.what[: len(what)]) == (len(days) + 1, what)


def test_an_event_that_is_withdrawn_is_no_part_of_the_story(tree: SeedTree) -> None:
    tree.tell(event("p2p", "added", "2000"), event("p2p", "added", "2001", withdrawn="yes"))
    assert tree.breaches() == []


def test_a_transfer_out_of_another_list_on_the_same_day_is_its_other_end(tree: SeedTree) -> None:
    tree.tell(event("p2p", "transferred_in", "2005-03-01"))
    moved = [event("p2p", "added", "2000-01-01"), event("p2p", "transferred_out", "2005-03-01")]
    tree.rows[OTHER_EVENTS] = [row | {"id": row["id"].replace("xx-list", "yy-list")} for row in moved]
    assert tree.breaches() == []
    tree.change(OTHER_EVENTS, 3, on="2005-03-02")
    assert "transferred out of no other list" in str(tree.breaches())


def test_a_drawing_that_differs_from_the_dictionary_is_allowed_where_the_note_names_the_other(tree: SeedTree) -> None:
    tree.change(FORMS, 4, cas="67-64-1")
    assert tree.breaches()
    tree.change(FORMS, 4, note="alternative drawing: the dictionary has CSCPPACGZOOCGX")
    assert tree.breaches() == []


@pytest.mark.parametrize(
    ("header", "what"),
    [
        (["substance", "scheme", "value", "confidence", "source"], "column 'note' is missing"),
        (["substance", "scheme", "value", "confidence", "source", "note", "notes"], "unknown column 'notes'"),
        (["substance", "scheme", "value", "confidence", "source", "note", "note"], "column 'note' is given twice"),
    ],
)
def test_a_column_too_few_or_too_many_is_found(tree: SeedTree, header: list[str], what: str) -> None:
    tree.headers[CODES] = header
    assert {str(breach) for breach in tree.breaches()} == {f"seeds/{CODES}:1: {what}"}


def append(path: Path, data: bytes) -> None:
    path.write_bytes(path.read_bytes() + data)


@pytest.mark.parametrize(
    ("data", "line", "what"),
    [
        (b"acetone,cn,2914 11 00,reported,,,too many\n", 3, "more or fewer cells"),
        (b"acetone,cn\n", 3, "more or fewer cells"),
        (b"acetone,cn,\xff,reported,,\n", 1, "cannot be read"),
        (b'acetone,cn,"2914,reported,,\n', 1, "cannot be read"),
    ],
)
def test_a_file_that_is_not_well_formed_is_found(tree: SeedTree, data: bytes, line: int, what: str) -> None:
    append(tree.write() / CODES, data)
    found = [str(breach) for breach in breaches_of(read_seeds(tree.root))]
    assert any(breach.startswith(f"seeds/{CODES}:{line}: ") and what in breach for breach in found)


def test_a_row_after_one_of_many_lines_is_found_where_it_begins(tree: SeedTree) -> None:
    tree.change(EVENTS, 2, wording="acetone,\nand\nits salts")
    tree.change(EVENTS, 3, reach="sorts")
    (breach,) = tree.breaches()
    assert breach.line == 5


@pytest.mark.parametrize("file", ["jurisdictions.csv", SUBSTANCES, EVENTS, LIST])
def test_a_file_that_is_not_there_is_found(tree: SeedTree, file: str) -> None:
    (tree.write() / file).unlink()
    assert any(
        breach.file == f"seeds/{file}" and "cannot be read" in breach.what
        for breach in breaches_of(read_seeds(tree.root))
    )


def test_every_rule_has_a_sentence_that_explains_it() -> None:
    assert all((rule.__doc__ or "").endswith(".") for rule in RULES)


def test_the_seeds_and_the_questions_name_the_same_operations() -> None:
    assert set(words.OPERATIONS) == set(OPERATIONS)
