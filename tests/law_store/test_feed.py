"""The feed: who applies it from any instant to any later one has the law as known then, record for record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings, strategies as st

from tests.law_store.law import ACT, CHECK, THRESHOLD, WHO, facts, open_an_entry
from tests.law_store.seed_tree import RULE, SeedTree, event
from watchlist.engine.errors import CorrectTheData, CorrectTheQuestion
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.law_store import registry
from watchlist.law_store.compile import law_known_at
from watchlist.law_store.defining import RuleFacts, define
from watchlist.law_store.editions import editions_known_at, find_edition
from watchlist.law_store.feed import Id, RecordDifference, changes_between, snapshot_at, tick_before
from watchlist.law_store.history import amend, correct, end, record
from watchlist.law_store.models import ControlList, ListEntry, Scheduling
from watchlist.law_store.records import Record
from watchlist.substances import registry as substances
from watchlist.temporal import LawTick, last_tick

Law = dict[Id, Record]
KEYS = ("p2p", "gbl")


def entry_of(number: int) -> ListEntry:
    return open_an_entry(KEYS[number % 2])


def take_up(number: int) -> None:
    on = date(2000, 1, 1) + timedelta(days=400 * number)
    record(entry=entry_of(number), facts=facts(f"event-{number:02}", on, conditions=(THRESHOLD,)), **WHO)


def reword(number: int) -> None:
    on = date(2001, 1, 1) + timedelta(days=400 * number)
    amend(entry=entry_of(number), facts=facts(f"event-{number:02}", on, reach="salts"), **WHO)


def finish(number: int) -> None:
    on = date(2002, 1, 1) + timedelta(days=400 * number)
    end(entry=entry_of(number), on=on, event=f"event-{number:02}", **WHO)


def withdraw(number: int) -> None:
    entry = entry_of(number)
    last = Scheduling.objects.current().filter(entry=entry).order_by("event").last()
    if last:
        correct(entry=entry, replacements={last: None}, **WHO)


def mend(number: int) -> None:
    entry = entry_of(number)
    last = Scheduling.objects.current().filter(entry=entry).order_by("event").first()
    if last:
        said = facts(last.event, last.valid_from, valid_until=last.valid_until, printed_name=f"name {number}")
        correct(entry=entry, replacements={last: said}, **WHO)


def cite(number: int) -> None:
    registry.set_instrument(facts=replace(ACT, citation=f"Act {number}"), **WHO)


def check(number: int) -> None:
    of = ControlList.objects.get(key="xx-list")
    later = replace(CHECK, checked_on=CHECK.checked_on + timedelta(days=number), scope_note=f"note {number}")
    registry.verify(control_list=of, check=later, **WHO)


def oblige(number: int) -> None:
    duty = registry.ObligationFacts("notify", f"Tell us {number}", "Act 1", "confirmed")
    registry.oblige(control_list=ControlList.objects.get(key="xx-list"), duties=[duty], **WHO)


def rename(number: int) -> None:
    """Names of places and houses are corrected in place: nothing of them may stand in a record."""
    registry.set_jurisdiction(key="XX", name=f"Nowhere {number}", **WHO)
    registry.set_authority(key="xx-house", jurisdiction="XX", name=f"House {number}", **WHO)


def describe(number: int) -> None:
    names = [substances.NameFacts(f"name {one}", "en", "synonym") for one in range(number % 3)]
    said = substances.DescriptionFacts(f"Substance {number // 2}", "substance", "confirmed")
    told = substances.SubstanceFacts(said, None, names, [substances.IdentifierFacts("cas", "103-79-7")])
    substances.describe(key=KEYS[number % 2], facts=told, **WHO)


def read(number: int) -> None:
    text = RULE.format(key="xx-alkylanilines").replace("the Act, read", f"the Act, read {number}")
    define(facts=RuleFacts("xx-alkylanilines", "alkylanilines", text), **WHO)


STEPS: tuple[Callable[[int], None], ...] = (
    *(take_up, take_up, reword, finish, withdraw, mend),
    *(cite, check, oblige, rename, describe, read),
)


def applied(mirror: Law, feed: Iterable[RecordDifference]) -> Law:
    """Return the mirror after the feed; it must be one that fits it."""
    held = dict(mirror)
    for change in feed:
        assert (change.record_id in held) == (change.op != "ADD")
        if change.record is None:
            del held[change.record_id]
        else:
            held[change.record_id] = change.record
    return held


def walk(steps: Iterable[Callable[[int], None]]) -> dict[datetime, Law]:
    """Take the steps that the law allows, and return what was read after each tick, when it was the last one."""
    open_an_entry()
    seen: dict[datetime, Law] = {}
    for number, step in enumerate(steps):
        try:
            with transaction.atomic():
                step(number)
        except (CorrectTheData, IntegrityError):
            continue
        seen[last_tick()] = dict(snapshot_at.__wrapped__(last_tick()).records)
    return seen


@pytest.mark.long
@pytest.mark.django_db
@settings(max_examples=40)
@given(steps=st.lists(st.sampled_from(STEPS), min_size=2, max_size=14))
def test_a_mirror_that_applies_the_feed_is_the_law_as_known_then(steps: list[Callable[[int], None]]) -> None:
    with transaction.atomic():
        seen = walk(steps)
        assert changes_between(None, last_tick()) == changes_between.__wrapped__(None, last_tick())
        for tick, law in seen.items():
            assert applied({}, changes_between.__wrapped__(None, tick)) == law
        for earlier, later in combinations(seen, 2):
            assert applied(seen[earlier], changes_between.__wrapped__(earlier, later)) == seen[later]
        transaction.set_rollback(True)


def test_an_act_that_is_corrected_changes_what_cites_it(entry: ListEntry) -> None:
    record(entry=entry, facts=facts(), **WHO)
    then = last_tick()
    cite(7)
    told = {change.record_id: change for change in changes_between(then, last_tick())}
    assert {of: change.op for of, change in told.items()} == {
        ("instrument", "xx-act"): "MOD",
        ("scheduling", "xx-list/p2p:added"): "MOD",
    }
    assert told["scheduling", "xx-list/p2p:added"].changed == ("instrument",)


def test_what_a_person_checked_is_no_change_of_the_law(entry: ListEntry) -> None:
    record(entry=entry, facts=facts(), **WHO)
    then = last_tick()
    check(7)
    assert last_tick() > then
    assert changes_between(then, last_tick()) == ()


def test_a_list_is_there_while_something_of_it_is_held(entry: ListEntry) -> None:
    row = record(entry=entry, facts=facts(), **WHO)
    held, key = last_tick(), ("list", "xx-list")
    correct(entry=entry, replacements={row: None}, **WHO)
    assert key in snapshot_at(held).records
    assert key not in snapshot_at(last_tick()).records


def test_an_event_that_names_its_entry_is_its_own_id(entry: ListEntry) -> None:
    record(entry=entry, facts=facts("xx-list/p2p/2000-01-01/added"), **WHO)
    assert list(snapshot_at(last_tick()).records_of("scheduling")) == ["xx-list/p2p/2000-01-01/added"]


@pytest.mark.parametrize("before", [timedelta(days=1), timedelta(microseconds=1)])
def test_before_the_first_record_nothing_was_known(entry: ListEntry, before: timedelta) -> None:
    first = LawTick.objects.order_by("at").values_list("at", flat=True)[0]
    assert (tick_before(None), tick_before(first - before), tick_before(first)) == (None, None, first)


def test_what_is_known_in_the_future_cannot_be_asked(entry: ListEntry) -> None:
    with pytest.raises(CorrectTheQuestion, match="future"):
        tick_before(datetime.now(UTC) + timedelta(days=1))


@pytest.mark.django_db
def test_what_an_edition_says_is_known_when_its_load_ends(tree: SeedTree) -> None:
    tree.tell(event("p2p", "added", "2000-01-01"))
    tree.load()
    edition = editions_known_at(None)["xx-list"]
    tick = find_edition("xx-list", edition.sha256[:12]).known_at
    assert edition.read_at < last_tick() == tick
    assert "xx-list" in snapshot_at(tick).records_of("list")


def test_the_law_as_shipped_is_read_in_few_queries_and_as_it_was_compiled(law: CompiledLaw) -> None:
    with CaptureQueriesContext(connection) as queries:
        told = snapshot_at.__wrapped__(law.known_at)
    assert len(queries) <= 14
    held = {key: (of.edition, of.sha256, of.entries, of.confirmed_share, of.complete) for key, of in law.lists.items()}
    names = ("edition", "sha256", "entries", "confirmed_share", "complete")
    assert {key: tuple(record[name] for name in names) for key, record in told.records_of("list").items()} == held
    assert len(told.records_of("scheduling")) == sum(map(len, law.schedulings.values()))
    assert set(told.records_of("substance")) == set(law.substances)
    assert set(told.records_of("class_rule")) == set(law_known_at().rules)
    assert applied({}, changes_between(None, law.known_at)) == told.records
