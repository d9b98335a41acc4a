"""Nobody decides on what he proposed or wrote: not by the verbs, and not past them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from tests.list_updates.proposals import addition, amendment, by_hand, changes_of, said, small_law
from watchlist.errors import AskAnotherPerson, AskForTheRight
from watchlist.list_updates.approval import approve, edit, reject
from watchlist.list_updates.change_models import Application, Change, ChangeSet, Decision, Revision

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = {**said("toluene", date(2026, 3, 1)), "substance": "toluene"}
Person = Callable[..., User]


@pytest.fixture(autouse=True)
def _law(db: None) -> None:
    small_law()


@pytest.fixture
def second(person: Person) -> User:
    return person("second-curator", "Curators")


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root")


def decision(change: Change, by: User, proposed_by: User, *, accepted: bool = True) -> Decision:
    """Return a decision that was not asked of anybody."""
    return Decision(
        change=change,
        accepted=accepted,
        reason="because",
        proposed_by=proposed_by,
        decided_by=by,
        decided_at=NOW,
    )


@pytest.mark.parametrize("verb", [approve, reject])
def test_who_proposed_decides_nothing_though_he_may_do_all(root: User, verb: Callable[..., object]) -> None:
    changes = changes_of(by_hand(root, addition()))
    with pytest.raises(AskAnotherPerson):
        verb(changes=changes, actor=root, reason="because")


@pytest.mark.parametrize("accepted", [True, False])
def test_the_database_refuses_the_proposer_too(root: User, second: User, accepted: bool) -> None:
    (change,) = changes_of(by_hand(root, addition()))
    honest, false = (decision(change, root, of, accepted=accepted) for of in (root, second))
    with pytest.raises(IntegrityError, match="decision_is_by_a"), transaction.atomic():
        honest.save(force_insert=True)
    with pytest.raises(IntegrityError, match=r"decision_(names|is_by_a)"), transaction.atomic():
        false.save(force_insert=True)
    for rows in ([honest], [false]):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.bulk_create(rows)


def test_neither_proposer_nor_decision_is_changed_afterwards(root: User, second: User, curator: User) -> None:
    change_set = by_hand(curator, addition())
    approve(changes=changes_of(change_set), actor=second)
    for rows, change in (
        (Revision.objects.all(), {"proposed_by": root}),
        (Decision.objects.all(), {"decided_by": root}),
        (Decision.objects.all(), {"accepted": False}),
        (Change.objects.all(), {"after": "{}"}),
        (ChangeSet.objects.all(), {"gates": ""}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows._raw_delete("default")


def test_an_editor_is_the_proposer_of_what_he_revised(curator: User, second: User) -> None:
    change_set = by_hand(curator, addition(), amendment())
    (first, _) = changes_of(change_set)
    edit(change=first, after=LATER, actor=second)
    with pytest.raises(AskAnotherPerson, match="proposed revision 2"):
        approve(changes=changes_of(change_set), actor=second)


def test_who_wrote_a_change_does_not_accept_it_because_another_revised_the_set(
    curator: User, second: User, person: Person
) -> None:
    change_set = by_hand(curator, addition(), amendment())
    edit(change=changes_of(change_set)[0], after=LATER, actor=second)
    edited, untouched = changes_of(change_set)
    with pytest.raises(AskAnotherPerson, match="the words of curator"):
        approve(changes=[untouched], actor=curator)
    with pytest.raises(IntegrityError, match="decision_is_by_another_author"), transaction.atomic():
        decision(untouched, curator, second).save(force_insert=True)
    assert approve(changes=[edited], actor=curator)
    assert approve(changes=[untouched], actor=person("third-curator", "Curators"))


def test_only_what_was_accepted_is_applied_whoever_writes_the_row(curator: User, second: User) -> None:
    (change,) = changes_of(by_hand(curator, addition()))
    (rejected,) = reject(changes=[change], actor=second, reason="a misprint")
    with pytest.raises(IntegrityError, match="application_was_accepted"), transaction.atomic():
        Application.objects.create(decision=rejected, events="", applied_at=NOW)


def test_a_change_has_one_decision(curator: User, second: User, root: User) -> None:
    (change,) = changes_of(by_hand(curator, addition()))
    reject(changes=[change], actor=second, reason="a misprint")
    with pytest.raises(IntegrityError), transaction.atomic():
        decision(change, root, curator).save(force_insert=True)


def test_who_has_no_right_decides_nothing_by_a_call_from_a_shell(
    curator: User, officer: User, outsider: User, second: User
) -> None:
    changes = changes_of(by_hand(curator, addition()))
    second.is_active = False
    second.save()
    for nobody in (officer, outsider, second):
        with pytest.raises(AskForTheRight):
            approve(changes=changes, actor=nobody)
        with pytest.raises(AskForTheRight):
            by_hand(nobody, addition())


def test_who_was_deactivated_decides_nothing_though_his_row_was_read_before(curator: User, second: User) -> None:
    changes = changes_of(by_hand(curator, addition()))
    User.objects.filter(pk=second.pk).update(is_active=False)
    assert second.is_active
    with pytest.raises(AskForTheRight):
        approve(changes=changes, actor=second)
