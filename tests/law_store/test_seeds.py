"""Seeds are an edition: the text is compared with the text last loaded, and changes the history by its verbs alone."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.law_store.law import facts
from tests.law_store.seed_tree import (
    CODES,
    CONDITIONS,
    EVENTS,
    FORMS,
    INSTRUMENTS,
    NAMES,
    SUBSTANCES,
    SeedTree,
    event,
    name,
)
from watchlist.audit.models import AuditEvent
from watchlist.audit.verifying import broken_links
from watchlist.engine.asof import AsOf
from watchlist.engine.errors import CorrectTheData
from watchlist.law_store.compile import law_known_at
from watchlist.law_store.history import facts_of, record
from watchlist.law_store.models import ControlList, Edition, Instrument, ListEntry, Scheduling
from watchlist.law_store.seeds.load import load_seeds
from watchlist.substances.models import Identifier, Name
from watchlist.temporal import LawTick, last_tick

pytestmark = pytest.mark.django_db
ADDED, AMENDED, REMOVED = (
    event("p2p", "added", "2000"),
    event("p2p", "amended", "2005"),
    event("p2p", "removed", "2010"),
)


def periods(substance: str = "p2p") -> list[tuple[date | None, date | None, str]]:
    rows = Scheduling.objects.current().filter(entry__substance__key=substance)
    return [(row.valid_from, row.valid_until, row.event_kind) for row in rows]


def day(year: int) -> date:
    return date(year, 1, 1)


def verbs_since(sequence: int) -> list[str]:
    events = AuditEvent.objects.filter(sequence__gt=sequence, target_kind="entry").order_by("sequence")
    return list(events.values_list("verb", flat=True))


def reload(tree: SeedTree) -> list[str]:
    """Load again, and return the verbs that were used on entries."""
    told = AuditEvent.objects.count()
    tree.load()
    return verbs_since(told)


def test_a_text_becomes_the_law(tree: SeedTree) -> None:
    report = tree.load()
    law = law_known_at()
    (listed,) = law.schedulings["acetone"]
    assert (listed.entry, listed.valid_from, listed.list.edition) == (
        "xx-list/acetone",
        day(2000),
        Edition.objects.get(origin="lists/xx/xx-list").sha256[:12],
    )
    assert [condition.required for condition in listed.conditions] == ["1 kg"]
    assert [duty.text for duty in listed.list.obligations] == ["Tell us"]
    assert law.numbers["103-79-7"][0].substance == law.names["p2p"][0].substance == "p2p"
    assert report.verbs["load"] == len(report.editions) == Edition.objects.count()


def test_the_same_text_again_writes_nothing_at_all(tree: SeedTree) -> None:
    tree.load()
    before = (AuditEvent.objects.count(), LawTick.objects.count(), Edition.objects.count())
    report = tree.load()
    assert (report.editions, report.verbs) == ((), {})
    assert (AuditEvent.objects.count(), LawTick.objects.count(), Edition.objects.count()) == before


def test_the_order_of_the_rows_says_nothing(tree: SeedTree) -> None:
    tree.load()
    for rows in tree.rows.values():
        rows.reverse()
    assert tree.load().editions == ()


def test_the_life_of_an_entry_becomes_its_periods(tree: SeedTree) -> None:
    tree.tell(ADDED, AMENDED, REMOVED, event("p2p", "added", "2012-03-01"))
    assert reload(tree) == ["record", "amend", "end", "record"]
    assert periods() == [
        (day(2000), day(2005), "added"),
        (day(2005), day(2011), "amended"),
        (date(2012, 3, 1), None, "added"),
    ]


def test_law_that_ended_in_an_unknown_part_of_a_year_held_until_its_last_day(tree: SeedTree) -> None:
    tree.tell(ADDED, event("p2p", "removed", "2010"))
    tree.load()
    on = [Scheduling.law.as_of(AsOf(d, last_tick())).exists() for d in (date(2010, 12, 31), day(2011))]
    assert on == [True, False]


def test_a_start_that_is_not_known_stays_unknown(tree: SeedTree) -> None:
    tree.tell(event("p2p", "added", ""), event("p2p", "amended", "2005-06-01"))
    tree.load()
    assert periods() == [(None, date(2005, 6, 1), "added"), (date(2005, 6, 1), None, "amended")]


def test_a_new_row_is_law_that_changed(tree: SeedTree) -> None:
    tree.tell(ADDED)
    tree.load()
    tree.tell(ADDED, AMENDED, REMOVED)
    assert reload(tree) == ["amend", "end"]


def test_a_changed_row_is_a_correction_of_what_differs_and_of_nothing_else(tree: SeedTree) -> None:
    tree.tell(ADDED, AMENDED, event("acetone", "added", "2000"))
    tree.load()
    kept = set(Scheduling.objects.current().exclude(event=AMENDED["id"]).values_list("pk", flat=True))
    then = last_tick()
    tree.tell(ADDED, AMENDED | {"reach": "salts"}, event("acetone", "added", "2000"))
    assert reload(tree) == ["correct"]
    assert set(Scheduling.objects.current().exclude(event=AMENDED["id"]).values_list("pk", flat=True)) == kept
    seen = [Scheduling.law.as_of(AsOf(day(2020), at)).get(event=AMENDED["id"]).reach for at in (then, last_tick())]
    assert seen == ["", "salts"]


def test_a_moved_day_corrects_both_periods_that_meet_there(tree: SeedTree) -> None:
    tree.tell(ADDED, AMENDED)
    tree.load()
    tree.tell(ADDED, AMENDED | {"on": "2007-01-01"})
    assert reload(tree) == ["correct"]
    assert periods() == [(day(2000), day(2007), "added"), (day(2007), None, "amended")]


def test_what_was_missing_within_the_story_is_a_correction(tree: SeedTree) -> None:
    tree.tell(ADDED, REMOVED)
    tree.load()
    tree.tell(ADDED, AMENDED, REMOVED)
    assert reload(tree) == ["correct", "record"]
    assert periods() == [(day(2000), day(2005), "added"), (day(2005), day(2011), "amended")]


def test_a_withdrawn_listing_was_never_law_and_was_once_believed(tree: SeedTree) -> None:
    tree.tell(ADDED)
    tree.load()
    then = last_tick()
    tree.tell(ADDED | {"withdrawn": "yes"})
    assert reload(tree) == ["correct"]
    assert periods() == []
    assert Scheduling.law.as_of(AsOf(day(2020), then)).exists()


def test_a_withdrawn_removal_opens_the_period_again(tree: SeedTree) -> None:
    tree.tell(ADDED, REMOVED)
    tree.load()
    tree.tell(ADDED, REMOVED | {"withdrawn": "yes"})
    assert reload(tree) == ["correct"]
    assert periods() == [(day(2000), None, "added")]


def test_what_was_withdrawn_may_return(tree: SeedTree) -> None:
    for withdrawn in ("", "yes", ""):
        tree.tell(ADDED | {"withdrawn": withdrawn})
        tree.load()
    assert periods() == [(day(2000), None, "added")]


def test_a_listing_may_be_withdrawn_for_a_better_one(tree: SeedTree) -> None:
    tree.tell(ADDED)
    tree.load()
    tree.tell(ADDED | {"withdrawn": "yes"}, event("p2p", "added", "2001-05-01"))
    assert reload(tree) == ["correct", "record"]
    assert periods() == [(date(2001, 5, 1), None, "added")]


def test_an_event_that_is_missing_is_refused_by_name(tree: SeedTree) -> None:
    tree.tell(ADDED, AMENDED)
    tree.load()
    tree.tell(ADDED)
    with pytest.raises(CorrectTheData, match=r"seeds/lists/xx/xx-list/events\.csv: event xx-list/p2p/2005/amended"):
        tree.load()


def test_a_changed_condition_corrects_its_listing(tree: SeedTree) -> None:
    tree.load()
    tree.change(CONDITIONS, 2, limit="2", required="2 kg")
    assert reload(tree) == ["correct"]
    (row,) = Scheduling.objects.current().filter(entry__substance__key="acetone")
    assert [condition.limit for condition in facts_of(row).conditions] == ["2"]


@pytest.mark.parametrize(
    ("file", "name"),
    [(SUBSTANCES, "toluene"), (INSTRUMENTS, "xx-rule"), ("authorities.csv", "yy-house")],
)
def test_what_others_refer_to_is_never_lost(tree: SeedTree, file: str, name: str) -> None:
    tree.rows["authorities.csv"].append({"key": "yy-house", "jurisdiction": "XX", "name": "Another House"})
    tree.rows[INSTRUMENTS].append(tree.rows[INSTRUMENTS][0] | {"key": "yy-act", "authority": "yy-house"})
    tree.load()
    for rows in tree.rows.values():
        rows[:] = [row for row in rows if name not in map(row.get, ("key", "substance", "authority", "material"))]
    with pytest.raises(CorrectTheData, match=f"{file}: .*{name} is missing"):
        tree.load()


def test_a_list_that_is_missing_is_refused(tree: SeedTree) -> None:
    tree.load()
    for file in ("events.csv", "list.toml"):
        (tree.root / "lists/xx/yy-list" / file).unlink()
    (tree.root / "lists/xx/yy-list").rmdir()
    with pytest.raises(CorrectTheData, match="seeds/lists/xx/yy-list is missing"):
        call_load(tree)


def call_load(tree: SeedTree) -> str:
    """Load what stands in the folder, without writing the tree again."""
    return str(load_seeds(directory=tree.root, actor="curator"))


def test_a_broken_rule_stops_the_load_and_nothing_is_written(tree: SeedTree) -> None:
    tree.load()
    told = AuditEvent.objects.count()
    tree.change(NAMES, 2, text="Aceton")
    tree.change(EVENTS, 3, reach="analogues")
    with pytest.raises(CorrectTheData, match=r"seeds/lists/xx/xx-list/events\.csv:"):
        tree.load()
    assert AuditEvent.objects.count() == told


def test_a_refusal_in_the_last_list_undoes_the_first(tree: SeedTree) -> None:
    tree.load()
    told = AuditEvent.objects.count()
    tree.change(EVENTS, 3, reach="salts")
    tree.lists["yy-list"] = tree.lists["yy-list"].replace('"precursor"', '"drug"')
    with pytest.raises(CorrectTheData, match="branch is 'precursor' and cannot become 'drug'"):
        tree.load()
    assert AuditEvent.objects.count() == told
    assert not Scheduling.objects.filter(reach="salts").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('title = "The List"', 'title = "That List"'),
        ('category = "Table"', 'category = "Table I"'),
        ('tier = "listed"', 'tier = "drug_reference"'),
        ('binds = "persons"', 'binds = "states"'),
        ('operations = ["import", "export"]', 'operations = ["import"]'),
        ('jurisdiction = "XX"', 'jurisdiction = ""'),
    ],
)
def test_what_makes_a_list_that_list_never_changes(tree: SeedTree, before: str, after: str) -> None:
    tree.load()
    tree.lists["xx-list"] = tree.lists["xx-list"].replace(before, after)
    with pytest.raises(CorrectTheData, match="open another list"):
        tree.load()


def test_a_check_by_a_person_is_recorded_and_changes_no_law(tree: SeedTree) -> None:
    tree.load()
    tree.lists["xx-list"] = tree.lists["xx-list"].replace("on = 2026-01-01", "on = 2026-02-01")
    assert dict(tree.load().verbs) == {"load": 1, "verify": 1}
    assert ControlList.objects.get(key="xx-list").checked_on == date(2026, 2, 1)
    assert law_known_at().lists["xx-list"].checked_on == date(2026, 2, 1)


def test_what_is_held_of_a_list_may_be_told_otherwise(tree: SeedTree) -> None:
    tree.load()
    tree.lists["xx-list"] = tree.lists["xx-list"].replace('scope_note = ""', 'scope_note = "All of it by now"')
    assert dict(tree.load().verbs) == {"load": 1, "verify": 1}
    assert ControlList.objects.get(key="xx-list").scope_note == "All of it by now"


def test_a_duty_that_is_worded_otherwise_is_superseded(tree: SeedTree) -> None:
    tree.load()
    then = last_tick()
    tree.lists["xx-list"] = tree.lists["xx-list"].replace("Tell us", "Tell us first")
    tree.load()
    texts = [law_known_at(at).lists["xx-list"].obligations[0].text for at in (then, last_tick())]
    assert texts == ["Tell us", "Tell us first"]


def test_duties_are_named_in_the_order_of_the_file(tree: SeedTree) -> None:
    first, second = (f'\n[[obligations]]\naction = "notify"\ntext = "{text}"\ncitation = "Act 1"\n' for text in "ba")
    head, sure = tree.lists["xx-list"], 'confidence = "confirmed"\n'
    told = []
    for order in (first + sure + second + sure, second + sure + first + sure):
        tree.lists["xx-list"] = head + order
        tree.load()
        told.append([duty.text for duty in law_known_at().lists["xx-list"].obligations])
    assert told == [["Tell us", "b", "a"], ["Tell us", "a", "b"]]


def test_a_list_that_was_changed_another_way_refuses_the_text(tree: SeedTree) -> None:
    tree.load()
    other = facts("decree", date(2000, 1, 1), event_kind="added")
    entry = ListEntry.objects.create(
        key="xx-list/toluene",
        control_list=ControlList.objects.get(key="xx-list"),
        substance_id=ListEntry.objects.get(key="xx-list/p2p").substance_id,
    )
    record(entry=entry, facts=other, actor="officer", reason="a change set")
    assert tree.load().editions == ()
    tree.change(EVENTS, 3, reach="salts")
    with pytest.raises(CorrectTheData, match="xx-list/toluene was changed after the seeds were last loaded"):
        tree.load()


def test_the_other_lists_still_take_their_text(tree: SeedTree) -> None:
    tree.load()
    entry = ListEntry.objects.get(key="xx-list/p2p")
    row = Scheduling.objects.get(entry=entry)
    record(entry=entry, facts=facts("decree", None, valid_until=row.valid_from), actor="officer")
    tree.lists["yy-list"] = tree.lists["yy-list"].replace("on = 2026-01-01", "on = 2026-02-01")
    assert tree.load().editions == ("lists/xx/yy-list",)


def test_an_act_that_is_described_otherwise_is_superseded(tree: SeedTree) -> None:
    tree.load()
    then = last_tick()
    tree.change(INSTRUMENTS, 2, citation="Act 1, as amended")
    assert dict(tree.load().verbs) == {"correct": 1, "load": 1}
    citations = [law_known_at(at).schedulings["p2p"][0].instrument.citation for at in (then, last_tick())]
    assert citations == ["Act 1", "Act 1, as amended"]
    assert Instrument.objects.filter(key="xx-act").count() == 2


def test_names_and_numbers_that_leave_the_text_are_superseded(tree: SeedTree) -> None:
    tree.rows[NAMES].append(name("p2p", "P-2-P"))
    tree.load()
    then = last_tick()
    tree.rows[NAMES].pop()
    del tree.rows[CODES][0]
    tree.change(FORMS, 3, form="base")
    tree.load()
    assert Name.objects.known_at(then).filter(text="P-2-P").exists()
    assert not Name.objects.current().filter(text="P-2-P").exists()
    assert not Identifier.objects.current().filter(scheme="hs").exists()
    assert Identifier.objects.current().get(value="103-79-7").form == "base"


def test_every_change_names_the_edition_that_made_it(tree: SeedTree) -> None:
    tree.load()
    edition = Edition.objects.get(origin="lists/xx/xx-list")
    for told in AuditEvent.objects.filter(target_kind="entry").select_related("payload"):
        assert f"seed edition lists/xx/xx-list {edition.sha256[:12]}" in told.payload.body
    assert list(broken_links()) == []


def test_the_commands_say_what_they_did(tree: SeedTree) -> None:
    folder, out = str(tree.write()), StringIO()
    call_command("check_seeds", folder, stdout=out)
    call_command("load_seeds", folder, stdout=out)
    call_command("load_seeds", folder, stdout=out)
    call_command("list_status", stdout=out)
    assert "record 9" in out.getvalue()
    assert "Nothing new" in out.getvalue()
    assert "xx-list" in out.getvalue()


def test_the_commands_fail_where_the_text_or_the_lists_do(tree: SeedTree) -> None:
    tree.load()
    tree.change(EVENTS, 3, reach="analogues")
    folder, out = str(tree.write()), StringIO()
    with pytest.raises(SystemExit, match="1"):
        call_command("check_seeds", folder, stdout=out)
    assert out.getvalue().startswith("seeds/lists/xx/xx-list/events.csv:3: reach 'analogues'")
    with pytest.raises(CommandError, match=r"events\.csv:3"):
        call_command("load_seeds", folder)
    ControlList.objects.filter(key="xx-list").update(checked_on=date(2020, 1, 1))
    call_command("list_status", stdout=out)
    with pytest.raises(SystemExit, match="1"):
        call_command("list_status", "--fail-stale", stdout=out)
