"""The text of the seeds compiles to the law that a database compiles to once it has loaded them."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db.models import Model

from tests.law_store.law_values import first_difference, keys_of, values_of
from tests.law_store.seed_tree import (
    CODES,
    CONDITIONS,
    DUTY,
    EVENTS,
    GERMAN_NAMES,
    NAMES,
    SUBSTANCES,
    SeedTree,
    condition,
    event,
    member,
    name,
)
from watchlist.conf import seeds_dir
from watchlist.engine.host import ROOT
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.law.from_seeds import SeedsUnreadable, read_law
from watchlist.engine.law.text import rows
from watchlist.engine.law.text.rules.words import LONGEST
from watchlist.law_store import models as law_models
from watchlist.law_store.compile import law_known_at
from watchlist.law_store.definitions import ClassRule, Destination, DestinationTable, Family, Mask, Membership
from watchlist.substances import models as substance_models

READ_AT = datetime(2026, 1, 1, tzinfo=UTC)
ADDED, AMENDED, REMOVED, ADDED_AGAIN = (
    event("p2p", "added", ""),
    event("p2p", "amended", "2005-06-01", published_on="2005-01-01", excepts="acetone", reach="salts optical_isomers"),
    event("p2p", "removed", "2010"),
    event("p2p", "added", "2012-03-01", wording="its salts", law_code="7", code_confidence="confirmed"),
)
STORED: dict[type[rows.SeedRow], type[Model]] = {
    rows.JurisdictionRow: law_models.Jurisdiction,
    rows.MembershipRow: Membership,
    rows.DestinationTableRow: DestinationTable,
    rows.DestinationRow: Destination,
    rows.AuthorityRow: law_models.Authority,
    rows.InstrumentRow: law_models.Instrument,
    rows.SubstanceRow: substance_models.Description,
    rows.NameRow: substance_models.Name,
    rows.FormRow: substance_models.Identifier,
    rows.CodeRow: substance_models.Identifier,
    rows.ConstituentRow: substance_models.Constituent,
    rows.RuleRow: ClassRule,
    rows.FamilyRow: Family,
    rows.MemberRow: Family,
    rows.ReagentRow: Family,
    rows.MaskRow: Mask,
    rows.ListRow: law_models.ControlList,
    rows.ObligationRow: law_models.Obligation,
    rows.EventRow: law_models.Scheduling,
    rows.ConditionRow: law_models.Condition,
}
"""Where the rows of each kind are stored."""


def difference(stored: CompiledLaw, read: CompiledLaw) -> str:
    """Return where the law of a database and that of a text first differ, in a value or in the order of an index."""
    return first_difference(values_of(stored), values_of(read)) or first_difference(keys_of(stored), keys_of(read))


def test_the_text_of_the_seeds_is_the_law_that_a_database_holds_of_it(law: CompiledLaw) -> None:
    assert len(law.schedulings) > 100
    assert not difference(law, read_law(seeds_dir()))


def test_a_difference_is_named_by_its_keys(tree: SeedTree) -> None:
    first = read_law(tree.write())
    tree.change(SUBSTANCES, 2, name="propanone")
    second = read_law(tree.write())
    assert difference(first, second) == "/substances/acetone/name: \"'acetone'\" and \"'propanone'\""
    tree.rows[SUBSTANCES].reverse()
    assert not difference(second, read_law(tree.write()))
    del tree.rows[CODES][0]
    assert difference(second, read_law(tree.write())) == "/codes/('hs', '291411'): only in the left one"


def every_kind_of_row(tree: SeedTree) -> None:
    """Let the tree hold what the periods of a listing, its duties, places, classes and names can say."""
    tree.tell_of_a_class()
    of_a_class = tree.rows[EVENTS]
    other = event("toluene", "added", "2001", id="yy-list/toluene/2001/added")
    withdrawn = event("p2p", "added", "1999", withdrawn="yes")
    tree.tell(*of_a_class, ADDED, AMENDED, withdrawn, REMOVED, ADDED_AGAIN)
    tree.rows[CONDITIONS] = [
        condition(ADDED_AGAIN, id=f"{ADDED_AGAIN['id']}/two", limit="2", required="2 kg"),
        condition(ADDED_AGAIN),
    ]
    tree.rows["lists/xx/yy-list/events.csv"] = [other]
    tree.rows["memberships.csv"] += [member("YY", since="2020-01-01", until="2021-01-01"), member("AA")]
    table = {"key": "xx-friends", "title": "The Friends", "citation": "Act 1", "confidence": "reported"}
    tree.rows["destinations/tables.csv"] = [table | {"complete": "yes"}]
    tree.rows["destinations/countries.csv"] = [
        {"table": "xx-friends", "country": country, "since": "2020-01-01", "confidence": "reported"}
        for country in ("ZZ", "AA")
    ]
    tree.lists["xx-list"] += DUTY
    tree.lists["yy-list"] = tree.lists["yy-list"].replace("max_entries = 9", "max_entries = 9\ncomplete = false")
    tree.rows[NAMES].append(name("p2p", "P-2-P"))
    tree.rows[GERMAN_NAMES] += [
        name("p2p", "P 2 P", language="de"),
        name("p2p", "p2p", language="de"),
        name("p2p", "Phenylaceton", language="de") | {"confidence": "unverified", "source": ""},
    ]


@pytest.mark.django_db
def test_each_kind_of_row_says_the_same_read_and_loaded(tree: SeedTree) -> None:
    every_kind_of_row(tree)
    tree.load()
    read = read_law(tree.root)
    assert not difference(law_known_at(), read)
    assert [(row.valid_from, row.valid_until, row.event_kind) for row in read.schedulings["p2p"]] == [
        (None, date(2005, 6, 1), "added"),
        (date(2005, 6, 1), date(2011, 1, 1), "amended"),
        (date(2012, 3, 1), None, "added"),
    ]
    assert [of.complete for of in read.lists.values()] == [True, False]


@pytest.mark.django_db
def test_what_a_database_said_before_is_no_part_of_what_it_says_now(tree: SeedTree) -> None:
    tree.tell(ADDED, AMENDED)
    tree.load()
    tree.tell(ADDED, AMENDED | {"on": "2006-01-01"}, REMOVED | {"withdrawn": "yes"})
    tree.change(SUBSTANCES, 2, name="propanone")
    tree.load()
    tree.tell(ADDED, AMENDED | {"withdrawn": "yes"}, REMOVED)
    tree.load()
    assert not difference(law_known_at(), read_law(tree.root))


def test_a_text_is_known_from_the_instant_of_its_reading(tree: SeedTree) -> None:
    before = datetime.now(UTC)
    assert read_law(tree.write(), known_at=READ_AT).known_at == READ_AT
    assert before <= read_law(tree.root).known_at <= datetime.now(UTC)


def test_a_folder_that_holds_no_seeds_is_no_empty_law(tmp_path: Path, tree: SeedTree) -> None:
    with pytest.raises(SeedsUnreadable, match=r"jurisdictions\.csv cannot be read"):
        read_law(tmp_path)
    (tree.write() / EVENTS).write_bytes(b"\xff")
    with pytest.raises(SeedsUnreadable, match=r"seeds/lists/xx/xx-list/events\.csv cannot be read"):
        read_law(tree.root)


def test_a_law_can_be_kept_in_a_file() -> None:
    """Without what was made of it for comparisons, so that what was asked of it before is no part of the file."""
    law = read_law(seeds_dir(), known_at=READ_AT)
    assert law.reference_data.references
    kept = pickle.loads(pickle.dumps(law))  # noqa: S301 - its own bytes
    assert "reference_data" not in vars(kept)
    assert (kept.known_at, difference(law, kept)) == (READ_AT, "")
    assert kept.reference_data == law.reference_data
    assert all(row.list is kept.lists[row.list.key] for rows in kept.schedulings.values() for row in rows)


@pytest.mark.parametrize("kind", STORED, ids=lambda kind: kind.__name__)
def test_a_cell_may_be_as_long_as_the_place_where_it_is_stored(kind: type[rows.SeedRow]) -> None:
    stored = {field.name: getattr(field, "max_length", None) for field in STORED[kind]._meta.get_fields()}
    stored["id"] = {rows.EventRow: stored.get("event"), rows.ConditionRow: stored.get("key")}.get(kind)
    assert LONGEST[kind] == {column: longest for column in kind.columns() if (longest := stored.get(column))}


@pytest.mark.servers
def test_the_law_is_read_and_held_against_the_rules_without_django() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO, str(seeds_dir())], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == "us-list-1 []\n", done.stderr


WITHOUT_DJANGO = """
import sys
sys.modules["django"] = None
from pathlib import Path
from watchlist.engine.law.from_seeds import read_law
from watchlist.engine.law.text.rules import breaches_of
from watchlist.engine.law.text.text import read_seeds
folder = Path(sys.argv[1])
print(read_law(folder).lists["us-list-1"].key, breaches_of(read_seeds(folder)))
"""
