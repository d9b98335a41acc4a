"""What two people decided enters the law as one change of it, from its day on, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.list_updates.proposals import (
    accepted,
    addition,
    amendment,
    by_hand,
    changes_of,
    correction,
    held_entry,
    listing,
    removal,
    small_law,
)
from watchlist.audit.models import AuditEvent
from watchlist.engine.errors import CorrectTheData
from watchlist.law_store.compile import law_known_at
from watchlist.law_store.history import amend, end, record
from watchlist.law_store.law_changes import changes, endings
from watchlist.law_store.models import Instrument, ListEntry, Scheduling
from watchlist.list_updates.applying import NotAllApplied, apply, apply_due, rehearse
from watchlist.list_updates.approval import approve, reject
from watchlist.list_updates.change_models import Application, ChangeSet, RescreenDue
from watchlist.list_updates.change_schema import payload_of
from watchlist.list_updates.change_set_status import status_of
from watchlist.list_updates.drafting import ChangeDraft
from watchlist.list_updates.entry_facts import redraft
from watchlist.temporal import LawTick

pytestmark = pytest.mark.django_db
Person = Callable[..., User]


@pytest.fixture
def second(person: Person) -> User:
    return person("second-curator", "Curators")


@pytest.fixture(autouse=True)
def _law(db: None) -> None:
    small_law()


def apply_it(curator: User, second: User, *drafts: ChangeDraft) -> ChangeSet:
    change_set = accepted(curator, second, *drafts)
    apply(change_set=change_set, actor="machine")
    return change_set


def test_an_addition_is_law_from_its_day_on(curator: User, second: User) -> None:
    apply_it(curator, second, addition(date(2026, 5, 1)))
    (row,) = law_known_at().schedulings["toluene"]
    assert row.event == "xx-list/toluene/2026-05-01/added"
    assert [row.status(day) for day in (date(2026, 4, 30), date(2026, 5, 1))] == ["announced", "law"]


def test_an_amendment_ends_what_held_until_then(curator: User, second: User) -> None:
    apply_it(curator, second, amendment(date(2026, 5, 1)))
    old, new = law_known_at().schedulings["p2p"]
    assert (old.valid_until, old.end_event, sorted(old.reach)) == (new.valid_from, new.event, [])
    assert sorted(new.reach) == ["salts"]


def test_a_removal_ends_the_listing_on_its_day(curator: User, second: User) -> None:
    apply_it(curator, second, removal(date(2026, 5, 1)))
    (row,) = law_known_at().schedulings["p2p"]
    assert (row.valid_until, row.end_event) == (date(2026, 5, 1), "xx-list/p2p/2026-05-01/removed")


def test_a_removal_is_told_with_its_act(curator: User, second: User) -> None:
    apply_it(curator, second, removal(date(2026, 5, 1)))
    law = law_known_at()
    (change,) = changes(law, date(2026, 4, 1), date(2026, 6, 1), endings(law))
    assert (change.kind, change.instrument and change.instrument.key) == ("removed", "xx-act")


def test_what_was_to_end_later_is_ended_on_the_day_of_the_removal(curator: User, second: User) -> None:
    apply_it(curator, second, addition(valid_until="2027-01-01"))
    draft = ChangeDraft(kind="remove", name="Toluene", list_key="xx-list", entries=("xx-list/toluene",))
    ending = {"valid_until": "2026-07-01", "event_kind": "removed", "instrument": "xx-act"}
    apply_it(curator, second, redraft(draft, ending))
    (row,) = law_known_at().schedulings["toluene"]
    assert (row.valid_until, row.end_event) == (date(2026, 7, 1), "xx-list/toluene/2026-07-01/removed")


def test_a_correction_does_not_change_what_was_known_then(curator: User, second: User) -> None:
    before = law_known_at().known_at
    apply_it(curator, second, correction())
    rows = Scheduling.objects.filter(entry=held_entry("p2p"))
    assert [rows.known_at(at).get().law_code for at in (before, law_known_at().known_at)] == ["11", "21"]


def test_a_set_is_one_change_of_the_law(curator: User, second: User) -> None:
    before = law_known_at().known_at
    change_set = apply_it(curator, second, addition(), amendment())
    (tick,) = LawTick.objects.filter(at__gt=before)
    assert set(Application.objects.values_list("applied_at", flat=True)) == {tick.at}
    due = RescreenDue.objects.get()
    assert (due.before, due.after, due.change_set) == (before, tick.at, change_set)


def test_what_can_no_longer_be_written_fails_the_whole_set(curator: User, second: User) -> None:
    change_set = accepted(curator, second, addition(), amendment())
    amend(
        entry=held_entry("p2p"),
        facts=listing("p2p", date(2010, 1, 1), event="xx-list/p2p/2010-01-01/amended", event_kind="amended"),
        actor="x",
    )
    ticks = LawTick.objects.count()
    with pytest.raises(CorrectTheData, match="changed since"):
        apply(change_set=change_set, actor="machine")
    assert (LawTick.objects.count(), Application.objects.count()) == (ticks, 0)
    assert not ListEntry.objects.filter(key="xx-list/toluene").exists()


def test_what_was_rejected_is_not_applied(curator: User, second: User) -> None:
    change_set = by_hand(curator, addition(), amendment())
    first, other = changes_of(change_set)
    approve(changes=[first], actor=second)
    reject(changes=[other], actor=second, reason="a misprint")
    assert [one.decision.change for one in apply(change_set=change_set, actor="machine")] == [first]
    assert len(law_known_at().schedulings["p2p"]) == 1
    assert status_of(change_set).state == "applied"


def test_to_apply_twice_writes_once(curator: User, second: User) -> None:
    change_set = apply_it(curator, second, addition())
    assert apply(change_set=change_set, actor="machine") == []
    assert RescreenDue.objects.count() == 1


def test_what_applies_to_nothing_is_applied_without_a_tick(curator: User, second: User) -> None:
    before = law_known_at().known_at
    change_set = apply_it(curator, second, ChangeDraft(kind="add", name="Anything"))
    assert law_known_at().known_at == before
    assert status_of(change_set).state == "applied"
    assert not RescreenDue.objects.exists()


def test_a_set_that_waits_for_a_decision_waits_whole(curator: User, second: User) -> None:
    change_set = by_hand(curator, addition(), removal())
    first, other = changes_of(change_set)
    approve(changes=[first], actor=second)
    assert apply_due(actor="machine") == []
    approve(changes=[other], actor=second)
    assert apply_due(actor="machine") == [change_set]
    assert apply_due(actor="machine") == []


def test_one_set_that_fails_does_not_keep_the_others(curator: User, second: User) -> None:
    failing = accepted(curator, second, amendment())
    going = accepted(curator, second, addition())
    amend(
        entry=held_entry("p2p"),
        facts=listing("p2p", date(2010, 1, 1), event="xx-list/p2p/2010-01-01/amended", event_kind="amended"),
        actor="x",
    )
    with pytest.raises(NotAllApplied, match="changed since") as told:
        apply_due(actor="machine")
    assert told.value.applied == (going,)
    assert status_of(failing).state == "decided"


NEW: dict[str, Any] = {
    "key": "gbl",
    "name": "Gamma-butyrolactone",
    "kind": "substance",
    "smiles": "O=C1CCCO1",
    "cas": ["96-48-0"],
    "names": ["GBL"],
    "confidence": "confirmed",
    "source": "read",
}
ACT_2 = {
    "key": "xx-act-2",
    "authority": "xx-house",
    "kind": "act",
    "title": "The Second Act",
    "citation": "Act 2",
    "confidence": "confirmed",
    "source": "read",
}


def test_a_substance_and_an_act_that_were_not_held_are_held(curator: User, second: User) -> None:
    told = {"printed_name": "Gamma-butyrolactone", "substance": "gbl", "describe": NEW}
    apply_it(curator, second, addition(instrument="xx-act-2", new_instrument=ACT_2, **told))
    law = law_known_at()
    assert law.substances["gbl"].inchikey == "YEJRWHAVMIAJKC-UHFFFAOYSA-N"
    assert [target.substance for target in law.numbers["96-48-0"]] == ["gbl"]
    assert {key for key in ("gbl", "gammabutyrolactone") if key in law.names} == {"gbl", "gammabutyrolactone"}
    assert Instrument.objects.current().get(key="xx-act-2").citation == "Act 2"


def test_two_changes_of_a_set_may_bring_the_same_act(curator: User, second: User) -> None:
    told = {"instrument": "xx-act-2", "new_instrument": ACT_2}
    apply_it(curator, second, addition(**told), amendment(**told))
    assert Instrument.objects.current().filter(key="xx-act-2").count() == 1


def test_a_name_that_is_printed_anew_is_found(curator: User, second: User) -> None:
    apply_it(curator, second, amendment(printed_name="Phenylacetone (P2P)"))
    assert [target.substance for target in law_known_at().names["phenylacetonep2p"]] == ["p2p"]


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"substance": ""}, "no held substance bears this name"),
    ({"substance": "nothing-held"}, "no substance 'nothing-held' is held"),
    ({"instrument": "nothing-held"}, "instrument 'nothing-held' is not held"),
    ({"instrument": ""}, "instrument is empty"),
    ({"reach": "salts sorts"}, "reach 'sorts' is none of"),
    ({"rule": "nothing-held"}, "rule 'nothing-held' is not held"),
    ({"excepts": "nothing-held"}, "excepts 'nothing-held' is not held"),
    ({"confidence": "certain"}, "confidence 'certain' is none of"),
    ({"source": ""}, "confirmed without a source"),
    ({"valid_from": "soon"}, "'soon' is no ISO day"),
    ({"date_precision": "unknown"}, "though precision is unknown"),
    ({"printed_name": "P2P"}, "printed_name 'P2P' is a name of p2p"),
    ({"printed_name": "T" * 401}, "401 characters of 400"),
    ({"event_kind": "amended"}, "event_kind 'amended' is none of added"),
    ({"verdict": "x"}, "verdict: nothing of that name is said here"),
    ({"substance": "gbl", "describe": {**NEW, "cas": ["96-48-1"]}}, "should end in 0"),
    ({"substance": "gbl", "describe": {**NEW, "cas": ["103-79-7"]}}, "in the dictionary"),
    ({"substance": "gbl", "describe": {**NEW, "smiles": "C1CC"}}, "smiles 'C1CC'"),
    ({"substance": "gbl", "describe": {**NEW, "names": ["toluene"]}}, "name 'Toluene' is of toluene"),
    ({"conditions": [{"key": "a", "kind": "quantity", "effect": "exempts", "required": "x", "limit": "1"}]}, "unit"),
]


@pytest.mark.parametrize(("wrong", "why"), WRONG, ids=[why[:30] for _, why in WRONG])
def test_the_rules_of_curation_hold_for_a_change(curator: User, wrong: dict[str, Any], why: str) -> None:
    with pytest.raises(CorrectTheData, match=why):
        by_hand(curator, addition(**wrong))
    assert not ChangeSet.objects.exists()


def test_a_rehearsal_shows_the_law_as_it_would_be_and_leaves_nothing(curator: User) -> None:
    change_set = by_hand(curator, addition(), removal(date(2026, 5, 1)))
    law, before = law_known_at(), (LawTick.objects.count(), AuditEvent.objects.count(), Scheduling.objects.count())
    would_be = rehearse(revision=change_set.revisions.get())
    assert [row.valid_from for row in would_be.schedulings["toluene"]] == [date(2026, 1, 1)]
    assert would_be.schedulings["p2p"][0].valid_until == date(2026, 5, 1)
    assert (LawTick.objects.count(), AuditEvent.objects.count(), Scheduling.objects.count()) == before
    assert law_known_at() is law


def test_a_rehearsal_of_some_changes_is_of_those_alone(curator: User) -> None:
    change_set = by_hand(curator, addition(), removal(date(2026, 5, 1)))
    would_be = rehearse(revision=change_set.revisions.get(), changes=changes_of(change_set)[1:])
    assert "toluene" not in would_be.schedulings


def test_the_trail_names_who_applied_what(curator: User, second: User) -> None:
    change_set = apply_it(curator, second, addition())
    verbs = AuditEvent.objects.filter(target_kind="changeset", target_key=str(change_set.pk)).order_by("sequence")
    assert list(verbs.values_list("verb", "actor")) == [
        ("open_change_set", "curator"),
        ("approve", "second-curator"),
        ("apply", "machine"),
    ]


@pytest.mark.parametrize(
    ("event", "to", "why"),
    [
        ("xx-list/p2p/1999-01-01/added", None, "nothing to withdraw"),
        ("xx-list/p2p/2000-01-01/added", "xx-list/p2p/2001-01-01/added", "would be told as"),
        ("elsewhere", "elsewhere", "does not begin with xx-list/p2p/"),
    ],
)
def test_a_correction_is_of_what_is_held(curator: User, event: str, to: str | None, why: str) -> None:
    draft = ChangeDraft(kind="correct", name="P2P", list_key="xx-list", entries=("xx-list/p2p",))
    facts = payload_of(listing("p2p", date(2000, 1, 1), event=to)) if to else None
    with pytest.raises(CorrectTheData, match=why):
        by_hand(curator, redraft(draft, {"replacements": {"xx-list/p2p": {event: facts}}}))


def test_what_begins_after_a_removal_is_withdrawn_first(curator: User, second: User) -> None:
    apply_it(curator, second, amendment(date(2026, 9, 1)))
    with pytest.raises(CorrectTheData, match="what begins on 2026-09-01 is held"):
        accepted(curator, second, removal(date(2026, 5, 1)))


def test_an_entry_is_not_listed_twice_at_a_time(curator: User, second: User) -> None:
    apply_it(curator, second, addition(date(2026, 5, 1)))
    with pytest.raises(CorrectTheData, match="listed twice at a time"):
        accepted(curator, second, addition(date(2026, 1, 1)))


BACKWARDS = "it would end on 1999-01-01"


@pytest.mark.parametrize(
    "change",
    [
        lambda: addition(valid_until="1999-01-01"),
        lambda: amendment(valid_until="1999-01-01"),
        lambda: correction(valid_until=date(1999, 1, 1), end_event="xx-list/p2p/1999-01-01/removed"),
    ],
)
def test_a_listing_that_ends_before_it_begins_is_proposed_by_nobody(
    curator: User, change: Callable[[], ChangeDraft]
) -> None:
    with pytest.raises(CorrectTheData, match=BACKWARDS):
        by_hand(curator, change())


def test_an_amendment_that_reaches_into_the_next_period_is_refused_by_name(curator: User, second: User) -> None:
    of = held_entry("p2p")
    end(entry=of, on=date(2010, 1, 1), event="xx-list/p2p/2010-01-01/removed", actor="somebody")
    record(entry=of, facts=listing("p2p", date(2015, 1, 1)), actor="somebody")
    with pytest.raises(CorrectTheData, match="listed twice at a time"):
        apply_it(curator, second, amendment(date(2005, 1, 1), valid_until="2020-01-01"))
