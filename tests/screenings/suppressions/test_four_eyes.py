"""Nobody sets anything aside alone: not by the verbs, and not past them. No sure law is set aside at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from tests.screenings.suppressions.laid_down import ESTER, GUESSED, NOTE, first, in_days, stored, suppressed, today
from watchlist.audit.models import AuditEvent
from watchlist.errors import AskAnotherPerson, AskForTheRight, LookAgain, SayWhy
from watchlist.screenings.suppressions import suppressing
from watchlist.screenings.suppressions.models import Suppression, SuppressionTerm
from watchlist.temporal import tick

pytestmark = pytest.mark.usefixtures("law")
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root")


def asked_by(person: User) -> Suppression:
    """Return what a person asked for of a guess."""
    return suppressing.request_suppression(line=stored(GUESSED), position=0, until=in_days(9), note=NOTE, actor=person)


def copied(row: Suppression, **change: Any) -> Suppression:
    """Return a row like another, not stored, that was not asked of anybody."""
    held = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "id"}
    return Suppression(**{**held, **change})


def refused_with(name: str, write: Callable[[], object]) -> None:
    """Assert that the database refuses to write, by the constraint or trigger of a name."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


def test_who_asked_answers_nothing_though_he_may_do_all(root: User) -> None:
    row = asked_by(root)
    for agreed in (True, False):
        with pytest.raises(AskAnotherPerson):
            suppressing.answer_suppression(suppression=row, agreed=agreed, actor=root, note="because")
    said = {"answer": "agreed", "answered_by": root, "answered_at": NOW}
    refused_with("suppression_is_answered_by_another", lambda: Suppression.objects.update(**said))


def test_nothing_is_in_force_that_no_second_officer_agreed_to(officer: User, second_officer: User) -> None:
    row = asked_by(officer)
    term = {"suppression": row, "by": "officer", "second": "second-officer"}
    refused_with("was_agreed", lambda: SuppressionTerm.objects.create(**term, recorded_at=tick(of_law=False)))
    suppressing.answer_suppression(suppression=row, agreed=False, actor=second_officer, note="No.")
    refused_with("was_agreed", lambda: SuppressionTerm.objects.create(**term, recorded_at=tick(of_law=False)))
    agreed = {"answer": "agreed", "answered_by": second_officer, "answered_at": NOW}
    refused_with("is_asked_first", lambda: copied(row, **agreed, answer_note="").save(force_insert=True))


def test_a_term_names_two(officer: User, second_officer: User) -> None:
    row = asked_by(officer)
    Suppression.objects.filter(pk=row.pk).update(answer="agreed", answered_by=second_officer, answered_at=NOW)
    one = SuppressionTerm(suppression=row, by="officer", second="officer", recorded_at=tick(of_law=False))
    refused_with("suppressionterm_is_of_two", lambda: one.save(force_insert=True))


@pytest.mark.parametrize(
    ("tier", "certainty"),
    [
        ("listed", "exact"),
        ("listed", "parsed"),
        ("listed_form", "exact"),
        ("class_member", "parsed"),
        ("exempt", "exact"),
        ("announced", "exact"),
        ("monitored", "exact"),
        ("drug_reference", "guess"),
        ("drug_reference", "exact"),
    ],
)
def test_the_database_takes_no_suppression_of_what_is_sure(officer: User, tier: str, certainty: str) -> None:
    row = copied(asked_by(officer), tier=tier, certainty=certainty)
    refused_with(r"suppression_is_of_(no_sure_law|what_was_found)", lambda: row.save(force_insert=True))


def test_nor_one_that_calls_a_sure_finding_a_guess(officer: User) -> None:
    line = stored(ESTER)
    at = first(line, "listed_form")
    row = asked_by(officer)
    false = copied(
        row, screened_line_id=line.pk, position=at, tier="listed_form", entry_key="us-list-1/phenylacetic-acid"
    )
    refused_with("is_of_what_was_found", lambda: false.save(force_insert=True))


def test_what_was_asked_is_never_changed_and_is_answered_once(officer: User, second_officer: User, lead: User) -> None:
    row = suppressed(stored(GUESSED), 0, officer, second_officer)
    with pytest.raises(LookAgain):
        suppressing.answer_suppression(suppression=row, agreed=False, actor=lead, note="No.")
    for change in (
        {"until": in_days(300)},
        {"consignee": "x"},
        {"note": "x"},
        {"answered_by": lead},
        {"answer": "refused"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Suppression.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Suppression.objects.all()._raw_delete(using="default")
    withdrawn = suppressing.withdraw_suppression(suppression=row, actor=officer, note="Another supplier.")
    assert withdrawn.term.superseded_at == withdrawn.withdrawn_at
    with pytest.raises(IntegrityError), transaction.atomic():
        Suppression.objects.update(withdrawn_by=lead)


def test_no_suppression_ends_before_it_is_asked(officer: User) -> None:
    row = copied(asked_by(officer), until=today())
    refused_with("suppression_expires_after_it_is_asked", lambda: row.save(force_insert=True))


def test_who_may_not_is_refused_and_every_verb_is_in_the_trail(
    officer: User, second_officer: User, auditor: User
) -> None:
    row = asked_by(officer)
    for actor in (auditor, officer):
        with pytest.raises((AskForTheRight, AskAnotherPerson)):
            suppressing.answer_suppression(suppression=row, agreed=True, actor=actor)
    with pytest.raises(SayWhy):
        suppressing.answer_suppression(suppression=row, agreed=False, actor=second_officer, note=" ")
    suppressing.answer_suppression(suppression=row, agreed=True, actor=second_officer)
    suppressing.withdraw_suppression(suppression=row, actor=officer, note="Another supplier.")
    verbs = AuditEvent.objects.filter(target_key=str(row)).order_by("sequence").values_list("verb", "actor")
    assert list(verbs) == [
        ("ask_suppression", "officer"),
        ("agreed_suppression", "second-officer"),
        ("withdraw_suppression", "officer"),
    ]
