"""The compiled law: everything known at one tick, and nothing that was learnt later."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.law_store.law import CHECK, THRESHOLD, WHO, facts, open_an_entry
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.law_store.compile import law_known_at
from watchlist.law_store.feed import snapshot_at
from watchlist.law_store.history import correct, record
from watchlist.law_store.models import ListEntry
from watchlist.law_store.registry import ObligationFacts, oblige
from watchlist.substances import registry
from watchlist.temporal import last_tick


def describe(key: str = "p2p", *names: str) -> None:
    described = registry.SubstanceFacts(
        registry.DescriptionFacts("1-Phenyl-2-propanone", "substance", "confirmed"),
        registry.StructureFacts("CC(=O)Cc1ccccc1", "QCCDLTOVEPVEJK-UHFFFAOYSA-N"),
        [registry.NameFacts(name, "en", "synonym") for name in names],
        [
            registry.IdentifierFacts("cas", "103-79-7", "as listed", "as_listed"),
            registry.IdentifierFacts("hs", "2914.31"),
        ],
    )
    registry.describe(key=key, facts=described, **WHO)


def test_what_was_learnt_later_is_not_in_an_earlier_law(entry: ListEntry) -> None:
    row = record(entry=entry, facts=facts(on=date(2005, 1, 1)), **WHO)
    then = last_tick()
    correct(entry=entry, replacements={row: facts(on=date(2000, 1, 1))}, **WHO)
    starts = [law_known_at(at).schedulings["p2p"][0].valid_from for at in (then, None)]
    assert starts == [date(2005, 1, 1), date(2000, 1, 1)]


def test_any_instant_between_two_ticks_is_the_same_law(entry: ListEntry) -> None:
    record(entry=entry, facts=facts(), **WHO)
    assert law_known_at(datetime.now(UTC)) is law_known_at()


def test_a_law_that_is_compiled_costs_one_query(entry: ListEntry) -> None:
    record(entry=entry, facts=facts(), **WHO)
    law_known_at()
    with CaptureQueriesContext(connection) as queries:
        law_known_at()
    assert len(queries) == 1


def test_an_instant_before_the_first_record_is_refused(entry: ListEntry) -> None:
    record(entry=entry, facts=facts(), **WHO)
    with pytest.raises(CorrectTheQuestion):
        law_known_at(datetime(1999, 1, 1, tzinfo=UTC))


def test_a_list_without_a_record_is_not_there_yet(entry: ListEntry) -> None:
    then = last_tick()
    record(entry=entry, facts=facts(), **WHO)
    assert not law_known_at(then).lists
    assert list(law_known_at().lists) == ["xx-list"]


def test_a_list_that_bears_a_duty_is_there_without_an_entry(entry: ListEntry) -> None:
    oblige(control_list=entry.control_list, duties=[ObligationFacts("hold", "ask", "Act 1", "confirmed")], **WHO)
    of = law_known_at().lists["xx-list"]
    assert (of.entries, of.confirmed_share, [one.text for one in of.obligations]) == (0, 0.0, ["ask"])
    assert snapshot_at(last_tick()).records_of("list")["xx-list"]["entries"] == 0


def test_the_hash_of_a_list_is_that_of_what_it_says(entry: ListEntry) -> None:
    row = record(entry=entry, facts=facts(), **WHO)
    first = law_known_at().lists["xx-list"].sha256
    (row,) = correct(entry=entry, replacements={row: facts(reach="salts")}, **WHO)
    second = law_known_at().lists["xx-list"].sha256
    correct(entry=entry, replacements={row: facts()}, **WHO)
    assert (second != first, law_known_at().lists["xx-list"].sha256) == (True, first)


def test_a_list_counts_its_entries_and_the_share_of_what_is_confirmed(entry: ListEntry) -> None:
    record(entry=entry, facts=facts(valid_until=date(2005, 1, 1)), **WHO)
    record(entry=entry, facts=facts("again", date(2010, 1, 1), confidence="reported"), **WHO)
    record(entry=open_an_entry("gbl"), facts=facts(confidence="unverified"), **WHO)
    compiled = law_known_at().lists["xx-list"]
    assert (compiled.entries, compiled.confirmed_share) == (2, 0.33)


def test_a_list_is_stale_after_the_days_that_it_allows(entry: ListEntry) -> None:
    record(entry=entry, facts=facts(), **WHO)
    compiled = law_known_at().lists["xx-list"]
    last = CHECK.checked_on + timedelta(days=CHECK.stale_after_days)
    assert not compiled.is_stale(last)
    assert compiled.is_stale(last + timedelta(days=1))


def test_names_numbers_and_structures_lead_to_their_substance(entry: ListEntry) -> None:
    record(entry=entry, facts=facts(conditions=(THRESHOLD,)), **WHO)
    describe("p2p", "Phenyl-acetone", "phenylacetone")
    law = law_known_at()
    assert [target.substance for target in law.names["phenylacetone"]] == ["p2p"]
    assert list(law.numbers) == ["103-79-7"]
    assert law.codes == {("hs", "291431"): ("p2p",)}
    assert law.inchikeys == {"QCCDLTOVEPVEJK-UHFFFAOYSA-N": ("p2p",)}
    assert law.schedulings["p2p"][0].conditions == (THRESHOLD,)


@pytest.mark.parametrize(
    ("start", "until", "expected"),
    [
        (date(2000, 1, 1), None, [False, True, True]),
        (date(2000, 1, 1), date(2005, 1, 1), [False, True, False]),
        (None, date(2005, 1, 1), [True, True, False]),
    ],
)
def test_a_period_is_in_force_on_its_days(
    entry: ListEntry, start: date | None, until: date | None, expected: list[bool]
) -> None:
    record(entry=entry, facts=facts(on=start, valid_until=until), **WHO)
    (row,) = law_known_at().schedulings["p2p"]
    assert [row.in_force(day) for day in (date(1999, 12, 31), date(2004, 12, 31), date(2005, 1, 1))] == expected


def test_a_window_of_days_meets_a_period_that_starts_within_it(entry: ListEntry) -> None:
    record(entry=entry, facts=facts(on=date(2000, 1, 10)), **WHO)
    (row,) = law_known_at().schedulings["p2p"]
    assert row.in_force(date(2000, 1, 1), date(2000, 1, 10))
    assert not row.in_force(date(2000, 1, 1), date(2000, 1, 9))


def test_law_is_announced_from_the_day_on_which_the_world_could_know(entry: ListEntry) -> None:
    record(entry=entry, facts=facts(on=date(2000, 3, 1), published_on=date(2000, 2, 1)), **WHO)
    (row,) = law_known_at().schedulings["p2p"]
    horizon = date(2000, 4, 1)
    asked = [date(2000, 1, 31), date(2000, 2, 1), date(2000, 2, 29), date(2000, 3, 1)]
    assert [row.announced(day, horizon) for day in asked] == [False, True, True, False]
    assert not row.announced(date(2000, 2, 1), date(2000, 2, 29))


def test_the_law_that_is_shipped_compiles(law: CompiledLaw) -> None:
    assert law.lists
    assert all(control_list.edition for control_list in law.lists.values())
    assert all(rows for rows in law.schedulings.values())
    assert law.schedulings.keys() <= law.substances.keys()


def test_a_material_contains_what_is_within_its_parts(entry: ListEntry) -> None:
    record(entry=entry, facts=facts(), **WHO)
    oil = registry.ConstituentFacts("oil", "mixture", "40", "50", "confirmed", "a handbook")
    safrole = registry.ConstituentFacts("safrole", "natural", "80", "95", "reported", "a monograph")
    for key, part in (("essence", oil), ("oil", safrole)):
        described = registry.DescriptionFacts(key, "mixture", "reported")
        registry.describe(key=key, facts=registry.SubstanceFacts(described, None, [], [], [part]), **WHO)
    within = law_known_at().constituents["essence"]
    assert [(one.contains, one.words, one.product_form, one.confidence) for one in within] == [
        ("oil", "40 to 50 %", "mixture", "confirmed"),
        ("safrole", "32 to 47.5 %", "mixture", "reported"),
    ]
