"""A change set is taken up, edited, decided on in parts and commented on; each state is read from its rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from tests.list_updates.proposals import addition, amendment, by_hand, changes_of, said, small_law
from watchlist.audit.models import AuditEvent
from watchlist.engine.errors import CorrectTheData
from watchlist.errors import LookAgain, SayWhy
from watchlist.law_store.models import Edition, Scheduling
from watchlist.list_updates.approval import approve, claim_review, comment, edit, open_by_hand, reject
from watchlist.list_updates.change_models import Change, ChangeComment, ChangeSet, Decision, Revision
from watchlist.list_updates.change_set_status import STATES, status_of, statuses_of, with_state
from watchlist.list_updates.drafting import ChangeDraft, revise
from watchlist.list_updates.errors import CheckTheRecord, ClaimReviewFirst, DecideOnTheLatest
from watchlist.list_updates.models import ListSource
from watchlist.temporal import LawTick

pytestmark = pytest.mark.django_db
Person = Callable[..., User]


@pytest.fixture(autouse=True)
def _law(db: None) -> None:
    small_law()


@pytest.fixture
def second(person: Person) -> User:
    return person("second-curator", "Curators")


def machines(*drafts: ChangeDraft, gates: str = "") -> ChangeSet:
    """Return a change set as the machine proposes it, of a source of its own making."""
    source, _ = ListSource.objects.get_or_create(key="example")
    edition, _ = Edition.objects.get_or_create(
        origin="sources/example", sha256="0" * 64, content="[]", entries=0, defaults={"read_at": datetime.now(UTC)}
    )
    change_set = ChangeSet.objects.create(
        source=source,
        base=edition,
        edition=edition,
        title="A change",
        gates=gates,
        opened_at=datetime.now(UTC),
        opened_by="sources/example",
    )
    revise(change_set=change_set, number=0, drafts=drafts, proposed_by=None)
    return change_set


def toluene(**others: Any) -> dict[str, Any]:
    return {**said("toluene", date(2026, 3, 1)), "substance": "toluene", **others}


def test_what_a_machine_proposed_is_taken_up_before_it_is_decided_on(curator: User, second: User) -> None:
    change_set = machines(addition())
    with pytest.raises(ClaimReviewFirst):
        approve(changes=changes_of(change_set), actor=second)
    with pytest.raises(IntegrityError, match="decision_names_the_proposer"), transaction.atomic():
        Decision.objects.create(
            change=changes_of(change_set)[0],
            accepted=True,
            proposed_by=curator,
            decided_by=second,
            decided_at=datetime.now(UTC),
        )
    revision = claim_review(change_set=change_set, actor=curator)
    with pytest.raises(IntegrityError, match="decision_is_by_a_second_person"), transaction.atomic():
        Decision.objects.create(
            change=changes_of(change_set)[0],
            accepted=True,
            proposed_by=curator,
            decided_by=curator,
            decided_at=datetime.now(UTC),
        )
    assert (revision.number, revision.proposed_by) == (1, curator)
    assert approve(changes=changes_of(change_set), actor=second)


def test_a_set_is_taken_up_once(curator: User, second: User) -> None:
    change_set = machines(addition())
    claim_review(change_set=change_set, actor=curator)
    with pytest.raises(LookAgain, match="by curator"):
        claim_review(change_set=change_set, actor=second)


def test_the_proposal_of_the_machine_stays_beside_that_of_the_person(curator: User) -> None:
    change_set = machines(addition(), amendment())
    edit(change=changes_of(change_set)[0], after=toluene(), actor=curator)
    machine, human = change_set.revisions.all()
    assert [change.valid_from for change in machine.changes.all()] == [date(2026, 1, 1)] * 2
    assert [change.valid_from for change in human.changes.all()] == [date(2026, 3, 1), date(2026, 1, 1)]
    assert [change.digest for change in human.changes.all()] == [change.digest for change in machine.changes.all()]


def test_an_edit_is_of_the_last_revision(curator: User, second: User) -> None:
    change_set = machines(addition())
    old = changes_of(change_set)[0]
    claim_review(change_set=change_set, actor=curator)
    with pytest.raises(DecideOnTheLatest):
        edit(change=old, after=toluene(), actor=second)
    edit(change=changes_of(change_set)[0], after=toluene(), actor=curator)
    with pytest.raises(DecideOnTheLatest):
        approve(changes=list(change_set.revisions.get(number=1).changes.all()), actor=second)


def test_an_edit_that_breaks_a_rule_makes_no_revision(curator: User) -> None:
    change_set = machines(addition())
    with pytest.raises(CorrectTheData, match="reach 'sorts'"):
        edit(change=changes_of(change_set)[0], after=toluene(reach="sorts"), actor=curator)
    assert change_set.revisions.count() == 1


def test_nothing_is_revised_after_a_decision(curator: User, second: User) -> None:
    change_set = by_hand(curator, addition(), amendment())
    first, other = changes_of(change_set)
    approve(changes=[first], actor=second)
    with pytest.raises(LookAgain):
        edit(change=other, after=toluene(), actor=curator)
    with pytest.raises(IntegrityError, match="revision_in_turn"), transaction.atomic():
        revise(change_set=change_set, number=2, drafts=[], proposed_by=curator)


def test_where_the_gates_spoke_a_person_says_why_he_goes_on(curator: User) -> None:
    change_set = machines(addition(), gates="half of the rows are gone.")
    for verb in (
        lambda: claim_review(change_set=change_set, actor=curator),
        lambda: edit(change=changes_of(change_set)[0], after=toluene(), actor=curator),
    ):
        with pytest.raises(SayWhy):
            verb()
    with pytest.raises(IntegrityError, match="revision_minds_the_gates"), transaction.atomic():
        revise(change_set=change_set, number=1, drafts=[addition()], proposed_by=curator)
    assert claim_review(change_set=change_set, actor=curator, note="the list was divided").number == 1


def test_what_a_later_edition_overtook_is_decided_there(curator: User, second: User) -> None:
    old = machines(addition())
    claim_review(change_set=old, actor=curator)
    new = machines(addition())
    with pytest.raises(DecideOnTheLatest, match="later edition"):
        approve(changes=changes_of(old), actor=second)
    with pytest.raises(IntegrityError, match="decision_is_not_overtaken"), transaction.atomic():
        Decision.objects.create(
            change=changes_of(old)[0], accepted=True, proposed_by=curator, decided_by=second, decided_at=old.opened_at
        )
    assert (status_of(old).state, status_of(new).state) == ("overtaken", "proposed")


def test_a_rejection_says_why_and_a_decision_is_made_once(curator: User, second: User) -> None:
    changes = changes_of(by_hand(curator, addition()))
    with pytest.raises(SayWhy):
        reject(changes=changes, actor=second, reason=" ")
    reject(changes=changes, actor=second, reason="a misprint")
    with pytest.raises(LookAgain, match="by second-curator"):
        approve(changes=changes, actor=second)


def test_what_could_not_be_written_is_not_accepted(curator: User, second: User) -> None:
    change_set = machines(addition(substance=""))
    claim_review(change_set=change_set, actor=curator)
    with pytest.raises(CorrectTheData, match="no held substance"):
        approve(changes=changes_of(change_set), actor=second)
    assert reject(changes=changes_of(change_set), actor=second, reason="unknown")


def test_a_change_that_was_slipped_in_is_found_out(curator: User, second: User) -> None:
    change_set = by_hand(curator, addition())
    revision = change_set.revisions.get()
    Change.objects.create(revision=revision, position=1, kind="remove", name="P2P", digest="0" * 64)
    with pytest.raises(CheckTheRecord):
        approve(changes=changes_of(change_set)[:1], actor=second)


def test_a_comment_is_of_the_set_or_of_a_change_of_it(curator: User, second: User) -> None:
    change_set, other = by_hand(curator, addition()), by_hand(curator, amendment())
    (change,) = changes_of(change_set)
    said_of_it = comment(change_set=change_set, change=change, actor=second, text="the day is that of the gazette")
    assert ChangeComment.objects.get() == said_of_it
    for wrong in ({"change_set": other, "change": change, "text": "x"}, {"change_set": change_set, "text": " "}):
        with pytest.raises(CorrectTheData):
            comment(actor=second, **wrong)


def test_a_set_by_hand_has_a_title_and_a_change(curator: User) -> None:
    for title, changes in (("", [addition()]), ("A change", [])):
        with pytest.raises(CorrectTheData):
            open_by_hand(title=title, changes=changes, actor=curator)


def test_each_state_is_read_from_the_rows(curator: User, second: User) -> None:
    assert status_of(machines(addition(), gates="x")).state == "needs_attention"
    change_set = machines(addition(), amendment())
    seen = [status_of(change_set).state]
    claim_review(change_set=change_set, actor=curator)
    seen.append(status_of(change_set).state)
    first, other = changes_of(change_set)
    approve(changes=[first], actor=second)
    half = status_of(change_set)
    reject(changes=[other], actor=second, reason="a misprint")
    whole = status_of(change_set)
    assert [*seen, half.state, whole.state] == ["proposed", "taken_up", "taken_up", "decided"]
    assert [(one.open, one.accepted, one.rejected) for one in (half, whole)] == [(1, 1, 0), (0, 1, 1)]
    assert whole.revision == change_set.revisions.get(number=1)


def test_many_stand_where_each_stands(curator: User, django_assert_num_queries: Any) -> None:
    sets = [machines(addition()), by_hand(curator, addition()), machines(amendment())]
    with django_assert_num_queries(2):
        many = statuses_of(with_state(ChangeSet.objects.filter(pk__in=[one.pk for one in sets])))
    assert {key: one.state for key, one in many.items()} == {one.pk: status_of(one).state for one in sets}
    assert set(with_state(ChangeSet.objects.all()).values_list("state", flat=True)) <= set(STATES)


def test_each_verb_leaves_one_event(curator: User, second: User) -> None:
    change_set = machines(addition())
    claim_review(change_set=change_set, actor=curator, note="read")
    edit(change=changes_of(change_set)[0], after=toluene(), actor=second)
    comment(change_set=change_set, actor=curator, text="so be it")
    approve(changes=changes_of(change_set), actor=curator)
    told = AuditEvent.objects.filter(target_kind="changeset").order_by("sequence").values_list("verb", "actor")
    assert list(told) == [
        ("take_up", "curator"),
        ("edit", "second-curator"),
        ("comment_change_set", "curator"),
        ("approve", "curator"),
    ]
    assert Revision.objects.count() == 3


def test_two_changes_that_cannot_both_be_written_are_not_both_accepted(curator: User, second: User) -> None:
    change_set = by_hand(curator, addition(), addition(date(2026, 6, 1)))
    first, other = changes_of(change_set)
    with pytest.raises(CorrectTheData, match="listed twice at a time"):
        approve(changes=[first, other], actor=second)
    approve(changes=[first], actor=second)
    with pytest.raises(CorrectTheData, match="listed twice at a time"):
        approve(changes=[other], actor=second)
    reject(changes=[other], actor=second, reason="it is the same listing")
    assert status_of(change_set).state == "decided"


def test_one_act_is_said_in_one_way_in_a_set(curator: User, second: User) -> None:
    act = {
        "key": "xx-new",
        "authority": "xx-house",
        "kind": "act",
        "title": "An act",
        "citation": "2026, c. 9",
        "source": "read",
        "confidence": "confirmed",
    }
    one = addition(instrument="xx-new", new_instrument=act)
    other = amendment(instrument="xx-new", new_instrument={**act, "title": "Another title"})
    with pytest.raises(CorrectTheData, match="says otherwise"):
        approve(changes=changes_of(by_hand(curator, one, other)), actor=second)


def test_trying_leaves_nothing_of_the_law(curator: User, second: User) -> None:
    ticks, told = LawTick.objects.count(), AuditEvent.objects.count()
    approve(changes=changes_of(by_hand(curator, addition())), actor=second)
    assert (LawTick.objects.count(), AuditEvent.objects.count() - told) == (ticks, 2)
    assert not Scheduling.objects.filter(entry__key="xx-list/toluene").exists()
