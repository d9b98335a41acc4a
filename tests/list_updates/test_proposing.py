"""From the rows of two editions to what the law would say: bound by names, cited, read, doubted where it must be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.law_store.law import CHECK, LIST, WHO
from tests.list_updates.canadian import ACT, FIXTURES, REGULATIONS, editions, source_of
from tests.list_updates.proposals import accepted, changes_of, held_entry, listing, small_law
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.law.facts import ConditionFacts
from watchlist.law_store.history import correct, end
from watchlist.law_store.models import Edition, Scheduling
from watchlist.law_store.registry import InstrumentFacts, open_list, set_instrument
from watchlist.list_updates.approval import claim_review
from watchlist.list_updates.change_set_status import status_of
from watchlist.list_updates.declaring import DeclaredList, DeclaredSource
from watchlist.list_updates.diff import changes_between
from watchlist.list_updates.drafting import ChangeDraft, draft_of
from watchlist.list_updates.entry_facts import cited_act
from watchlist.list_updates.models import ListSource
from watchlist.list_updates.proposing import drafted_changes, propose_difference
from watchlist.list_updates.published import EndedRow, PublishedRow, content_of, sha256_of

DAY = date(2026, 5, 1)
SOURCE = DeclaredSource(
    key="xx-source",
    title="The Gazette",
    connector="none",
    site="example.org",
    address="https://example.org",
    path="/",
    jurisdiction="XX",
    authority="xx-house",
    hours=24,
    accepts=("text/csv",),
    lists={
        "one": DeclaredList("one", 0, 9, entries_of="xx-list"),
        "two": DeclaredList("two", 0, 9, entries_of="xx-list-2"),
        "amounts": DeclaredList("amounts", 0, 9, conditions_of=("xx-list",), condition="quantity"),
        "other": DeclaredList("other", 0, 9),
    },
)


@pytest.fixture
def small(db: None) -> None:
    small_law()


def row(name: str, code: str = "11", **others: Any) -> PublishedRow:
    said: dict[str, Any] = {
        "list": "one",
        "valid_from": DAY,
        "decided_on": date(2026, 4, 1),
        "instruments": ("Act 1", "Act 2"),
        "place": f"Act 1, item {code}",
    }
    return PublishedRow(code=code, name=name, **said | others)


OLD = row("P2P", valid_from=date(2000, 1, 1), instruments=("Act 1",), decided_on=None)


def proposal(
    before: list[PublishedRow], after: list[PublishedRow], ended: tuple[EndedRow, ...] = (), source: Any = SOURCE
) -> list[ChangeDraft]:
    """Return what the machine proposes."""
    return drafted_changes(source, changes_between(before, after), ended)


def after_of(draft: ChangeDraft) -> dict[str, Any]:
    """Return what the law would say, without what is not said."""
    return {name: value for name, value in (draft.after or {}).items() if value not in ("", None, [])}


@pytest.mark.usefixtures("small")
def test_a_new_row_of_a_held_substance_is_its_listing() -> None:
    (draft,) = proposal([], [row("Toluene and its salts", "12")])
    assert (draft.kind, draft.list_key, draft.entries, draft.valid_from) == (
        "add",
        "xx-list",
        ("xx-list/toluene",),
        DAY,
    )
    said = after_of(draft)
    assert {name: said[name] for name in ("event", "substance", "printed_name", "wording", "reach", "law_code")} == {
        "event": "xx-list/toluene/2026-05-01/added",
        "substance": "toluene",
        "printed_name": "Toluene",
        "wording": "Toluene and its salts",
        "reach": "salts",
        "law_code": "12",
    }
    assert draft.before is None


@pytest.mark.usefixtures("small")
def test_an_act_that_is_not_held_comes_with_the_change() -> None:
    (draft,) = proposal([], [row("Toluene", "12")])
    assert draft.after is not None
    act = draft.after["new_instrument"]
    assert draft.after["instrument"] == act["key"] == "xx-act-2"
    assert (act["citation"], act["authority"], act["adopted_on"]) == ("Act 2", "xx-house", "2026-04-01")
    assert "its kind, title and authority were not read" in draft.doubt


@pytest.mark.usefixtures("small")
def test_an_act_that_is_held_is_cited() -> None:
    (draft,) = proposal([], [row("Toluene", "12", instruments=("Act 1",))])
    assert after_of(draft)["instrument"] == "xx-act"
    assert (draft.doubt, "new_instrument" in (draft.after or {})) == ("", False)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("printed", "doubt"),
    [
        ("Caffeine", "no held substance bears this name"),
        ("P2P (toluene)", "more than one held substance: p2p, toluene"),
        ("Toluene and its kin", "the words “and its kin” have no reading"),
    ],
)
def test_what_cannot_be_told_is_a_doubt_and_never_a_guess(printed: str, doubt: str) -> None:
    (draft,) = proposal([], [row(printed, "12", list="two")])
    assert doubt in draft.doubt


@pytest.mark.usefixtures("small")
def test_a_part_of_an_item_says_that_the_words_above_may_reach_further() -> None:
    (draft,) = proposal([], [row("Toluene", "12(1)")])
    assert "it stands below item 12" in draft.doubt


@pytest.mark.usefixtures("small")
def test_an_amended_row_is_an_amendment_of_what_is_held() -> None:
    (draft,) = proposal([OLD], [row("P2P and its salts", "11")])
    said = after_of(draft)
    assert (draft.kind, draft.entries) == ("amend", ("xx-list/p2p",))
    assert (said["event"], said["reach"], said["valid_from"]) == (
        "xx-list/p2p/2026-05-01/amended",
        "salts",
        "2026-05-01",
    )
    assert draft.before is not None
    assert draft.before["event"] == "xx-list/p2p/2000-01-01/added"


@pytest.mark.usefixtures("small")
def test_a_new_number_alone_changes_the_number_alone() -> None:
    (draft,) = proposal([OLD], [row("P2P", "21")])
    assert draft.before is not None
    assert draft.after is not None
    names = {name for name in draft.before if draft.before[name] != draft.after[name]}
    assert names == {
        *("event", "event_kind", "valid_from", "instrument", "source", "law_code", "citation", "decided_on"),
    }


@pytest.mark.usefixtures("small")
def test_a_text_that_the_publisher_mended_is_a_correction() -> None:
    (draft,) = proposal([OLD], [replace(OLD, name="P2P and its salts")])
    assert draft.kind == "correct"
    (facts,) = after_of(draft)["replacements"]["xx-list/p2p"].values()
    assert (facts["event"], facts["reach"]) == ("xx-list/p2p/2000-01-01/added", "salts")


@pytest.mark.usefixtures("small")
def test_an_amendment_on_the_day_of_a_held_period_is_taken_for_a_correction() -> None:
    (draft,) = proposal([OLD], [replace(OLD, name="P2P and its salts", instruments=("Act 1", "Act 2"))])
    assert draft.kind == "correct"
    assert "taken for a correction" in draft.doubt


@pytest.mark.usefixtures("small")
def test_a_row_that_is_gone_ends_the_listing_on_the_day_that_is_told() -> None:
    ended = EndedRow(list="one", code="11", on=DAY, decided_on=date(2026, 4, 1), instruments=("Act 2",))
    (draft,) = proposal([OLD], [], (ended,))
    said = after_of(draft)
    assert (said["valid_until"], said["end_event"]) == ("2026-05-01", "xx-list/p2p/2026-05-01/removed")
    assert said["instrument"] == "xx-act-2"


@pytest.mark.usefixtures("small")
def test_a_row_that_is_gone_without_a_word_has_no_day() -> None:
    (draft,) = proposal([OLD], [])
    assert draft.valid_from is None
    assert "say from which day on it is not listed" in draft.doubt


@pytest.mark.usefixtures("small")
def test_a_passage_is_named_in_both_its_halves() -> None:
    facts = replace(LIST, key="xx-list-2", title="The Second List")
    open_list(facts=facts, check=CHECK, **WHO)
    out, into = proposal([OLD], [row("P2P", "3", list="two", instruments=("Act 1",))])
    assert after_of(into)["event"] == "xx-list-2/p2p/2026-05-01/transferred_in"
    assert after_of(out)["end_event"] == "xx-list/p2p/2026-05-01/transferred_out"
    assert all("it passes from xx-list to xx-list-2 on 2026-05-01" in draft.doubt for draft in (out, into))


@pytest.mark.usefixtures("small")
def test_the_same_number_of_another_name_is_another_entry() -> None:
    out, into = sorted(proposal([OLD], [row("Toluene", "11")]), key=lambda draft: draft.kind, reverse=True)
    assert (out.kind, out.entries, into.entries) == ("remove", ("xx-list/p2p",), ("xx-list/toluene",))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("after", [[OLD], [OLD, row("Nothing", "1", list="other")]])
def test_what_is_held_already_or_of_no_list_applies_to_nothing(after: list[PublishedRow]) -> None:
    (draft, *_) = proposal(after[1:] and [OLD], after)
    assert draft.after is None
    assert "nothing would change" in draft.doubt


def lay(amount: str = "1", unit: str = "kg") -> None:
    """Lay a quantity on P2P."""
    condition = ConditionFacts(
        key="xx-list/p2p/2000-01-01/added/quantity",
        kind="quantity",
        effect="triggers_duty",
        required="more than 1 kg",
        limit=amount,
        unit=unit,
        confidence="confirmed",
        source="read",
    )
    held = Scheduling.objects.current().get(entry__key="xx-list/p2p")
    facts = listing("p2p", date(2000, 1, 1), conditions=(condition,))
    correct(entry=held.entry, replacements={held: facts}, **WHO)


def amount(text: str, **others: Any) -> PublishedRow:
    return row("P2P", "7", list="amounts", facts=(("quantity", text),), **others)


@pytest.mark.usefixtures("small")
def test_a_new_amount_amends_the_condition_and_nothing_else() -> None:
    lay()
    (draft,) = proposal([amount("1 kg", valid_from=date(2000, 1, 1))], [amount("0.5 kg")])
    said = after_of(draft)
    assert (draft.kind, draft.entries, said["law_code"]) == ("amend", ("xx-list/p2p",), "11")
    (condition,) = said["conditions"]
    assert (condition["limit"], condition["unit"]) == ("0.5", "kg")
    assert condition["key"] == "xx-list/p2p/2026-05-01/amended/quantity"
    assert "still state the old amount" in draft.doubt


@pytest.mark.usefixtures("small")
def test_an_amount_that_is_no_longer_printed_is_lifted() -> None:
    lay()
    (draft,) = proposal([amount("1 kg")], [], (EndedRow(list="amounts", code="7", on=DAY, instruments=("Act 1",)),))
    assert (draft.kind, after_of(draft).get("conditions")) == ("amend", None)
    assert "the condition is lifted" in draft.doubt


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("text", "limit", "unit"),
    [("1000 kg", "1000", "kg"), ("1 000 kg", "1000", "kg"), ("0", "0", "kg"), ("3 g per package", "3", "g")],
)
def test_an_amount_is_read(text: str, limit: str, unit: str) -> None:
    (draft,) = proposal([], [amount(text)])
    (condition,) = after_of(draft)["conditions"]
    assert (condition["limit"], condition["unit"]) == (limit, unit)


@pytest.mark.usefixtures("small")
def test_an_amount_without_one_reading_is_a_doubt() -> None:
    (draft,) = proposal([], [amount("1 kg or 2 L")])
    assert "was not read as an amount" in draft.doubt


@pytest.mark.usefixtures("small")
def test_a_difference_becomes_a_change_set_that_nobody_proposed(curator: User) -> None:
    rows = [row("P2P and its salts", "11", instruments=("Act 1",))]
    held = ListSource.objects.create(key=SOURCE.key)
    base, edition = (
        Edition.objects.create(
            origin=SOURCE.origin,
            sha256=sha256_of(content_of(of)),
            content=content_of(of),
            entries=1,
            read_at=datetime.now(UTC),
        )
        for of in ([OLD], rows)
    )
    change_set = propose_difference(
        source=SOURCE,
        source_row=held,
        base=base,
        edition=edition,
        changes=changes_between([OLD], rows),
        gates=["a gate"],
        notes=["a note", "another"],
    )
    assert (status_of(change_set).state, change_set.notes.splitlines()) == ("needs_attention", ["a note", "another"])
    (change,) = changes_of(change_set)
    assert PublishedRow.from_record(draft_of(change).row_after or {}) == rows[0]
    assert claim_review(change_set=change_set, actor=curator, note="read").number == 1


def test_what_the_seeds_say_already_would_change_nothing(law: CompiledLaw) -> None:
    """The small editions are ours, and so are their acts and days: what they share with the law is held already."""
    found: dict[str, list[ChangeDraft]] = {}
    for document in (ACT, REGULATIONS):
        before: tuple[PublishedRow, ...] = ()
        for name, edition in editions(FIXTURES / "ca", document):
            changes = changes_between(before, edition.rows) if before else ()
            found[f"{name} {document}"] = drafted_changes(source_of(document), changes, edition.ended)
            before = edition.rows
    held = [draft for drafts in found.values() for draft in drafts if draft.after is None]
    assert all("nothing would change" in draft.doubt for draft in held)
    bound = [draft for drafts in found.values() for draft in drafts if draft.list_key]
    assert all(draft.entries for draft in bound)


@pytest.mark.usefixtures("small")
def test_what_a_machine_proposed_can_be_accepted_as_it_stands(curator: User, person: Any) -> None:
    drafts = proposal([OLD], [row("P2P and its salts", "11"), row("Toluene", "12")])
    assert accepted(curator, person("second-curator", "Curators"), *drafts)


@pytest.mark.parametrize("day", [None, date(2005, 1, 1), date(1990, 1, 1)])
@pytest.mark.usefixtures("small")
def test_what_is_held_as_ended_and_is_printed_is_not_held_already(day: date | None) -> None:
    end(entry=held_entry("p2p"), on=date(2010, 1, 1), event="xx-list/p2p/2010-01-01/removed", **WHO)
    (draft,) = proposal([], [row("P2P", valid_from=day)])
    assert draft.kind == "add"
    assert draft.after
    assert "held until 2010-01-01 and not since" in draft.doubt


@pytest.mark.usefixtures("small")
def test_what_is_printed_until_its_listing_ended_is_held_already() -> None:
    end(entry=held_entry("p2p"), on=date(2010, 1, 1), event="xx-list/p2p/2010-01-01/removed", **WHO)
    (draft,) = proposal([], [row("P2P", valid_from=date(2000, 1, 1), valid_until=date(2010, 1, 1))])
    assert (draft.after, draft.doubt) == (None, "already held: nothing would change")


@pytest.mark.usefixtures("small")
def test_a_day_that_the_publication_puts_off_is_not_held_already() -> None:
    (draft,) = proposal([OLD], [replace(OLD, valid_from=date(2027, 1, 1))])
    assert draft.after is None
    assert draft.doubt.startswith("held from 2000-01-01 on, and the publication says 2027-01-01")


@pytest.mark.parametrize(
    ("citation", "key"),
    [
        ("1996, c. 4", "xx-old"),
        ("s.c. 1996, C. 4", "xx-old"),
        ("c. 4", "xx-c-4"),
        ("4", "xx-4"),
        ("2026, c. 4", "xx-2026-c-4"),
        ("1997, c. 5", ""),
    ],
)
@pytest.mark.usefixtures("small")
def test_an_act_is_known_by_its_year_and_where_two_are_so_cited_a_person_says_which(citation: str, key: str) -> None:
    for held, cites in (("old", "S.C. 1996, c. 4"), ("one", "S.C. 1997, c. 5"), ("two", "S.N. 1997, c. 5")):
        set_instrument(facts=InstrumentFacts(f"xx-{held}", "xx-house", "act", held, cites, "confirmed"), **WHO)
    assert cited_act([citation], SOURCE, None).key == key


@pytest.mark.usefixtures("small")
def test_a_substance_known_by_a_bracket_alone_is_bound_with_a_doubt() -> None:
    told, doubted = proposal([], [row("Toluene (methylbenzene)", "12"), row("Invented amine (toluene)", "13")])
    assert "another of the names printed" not in told.doubt
    assert "“Invented amine” is no held name of toluene" in doubted.doubt


@pytest.mark.usefixtures("small")
def test_an_amendment_of_what_is_held_as_ended_is_doubted() -> None:
    end(entry=held_entry("p2p"), on=date(2010, 1, 1), event="xx-list/p2p/2010-01-01/removed", **WHO)
    was = row("P2P", valid_from=date(2001, 1, 1))
    (draft,) = proposal([was], [replace(was, code="12", valid_from=date(2005, 1, 1))])
    assert draft.kind == "amend"
    assert "held until 2010-01-01 and not since" in draft.doubt
