"""What no person does alone is refused by the database too, by whatever way the row is written, to whomever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction

from tests.cases.releases import OVERRIDE, meet_duties
from tests.cases.shipments import ACETONE, PIPERIDONE, PIPRONAL, line_of, opened
from tests.cases.test_judging import ONLY_ONE, judge_all
from watchlist.cases.judgement_models import Disposition, Judgement, Referral
from watchlist.cases.judging import judge
from watchlist.cases.lifecycle import dispose, reopen
from watchlist.cases.models import Case, DutyStep
from watchlist.cases.override_models import ReleaseOverride
from watchlist.cases.referrals import answer_referral

pytestmark = pytest.mark.usefixtures("law")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
PUT = {
    "sqlite": "INSERT OR REPLACE INTO {table} ({columns}) SELECT {values} FROM {table} WHERE {key} = %s",
    "postgresql": "INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE {key} = %s "
    "ON CONFLICT ({key}) DO UPDATE SET {set}",
}


@pytest.fixture
def root(db: None) -> User:
    return User.objects.create_superuser("root")


def dismissal_of(case: Case, by: User, **changed: Any) -> Judgement:
    """Return a dismissal of the first finding of a case, asked of nobody, and not stored."""
    said = {"case": case, "screened_line": line_of(case, 1), "position": 0, "number": 1, "word": "dismissed"}
    return Judgement(**{**said, "reason": "wrong_identification", "note": "x", "by": by, "at": NOW, **changed})


def release_of(case: Case, by: User, **changed: Any) -> Disposition:
    """Return a release of a case, asked of nobody, and not stored."""
    said = {"case": case, "number": 1, "word": "released", "note": "x", "by": by, "at": NOW}
    return Disposition(**{**said, **changed})


def asked(case: Case, by: User, **changed: Any) -> Referral:
    """Return what is asked of a second officer, and not stored."""
    said = {"case": case, "kind": "release", "word": "released", "note": "x", "asked_by": by, "asked_at": NOW}
    return Referral(**{**said, **changed})


def override_of(referral: Referral, by: User, **changed: Any) -> ReleaseOverride:
    """Return an override of a release that was asked for, confirmed by nobody, and not stored."""
    fields = {"case": referral.case, "referral": referral, "reason": "other", "sentence": "x", "obstacles": "[]"}
    return ReleaseOverride(**{**fields, "by": by, "at": NOW, **changed})


def refused(row: Any, why: str) -> None:
    """Say that a row is stored by no way of the ORM."""
    ways: tuple[Callable[[], Any], ...] = (
        lambda: row.save(force_insert=True),
        lambda: type(row)._default_manager.bulk_create([row]),
    )
    for way in ways:
        with pytest.raises(IntegrityError, match=why), transaction.atomic():
            way()


def test_sure_law_is_dismissed_by_nobody_alone(root: User) -> None:
    case = opened(PIPERIDONE)
    refused(dismissal_of(case, root), "of_law_is_dismissed_by_two")
    refused(dismissal_of(case, root, position=-1), "of_law_is_dismissed_by_two")


def test_a_judgement_names_what_its_own_author_asked_in_its_own_case(root: User, officer: User) -> None:
    case, other = opened(PIPERIDONE, reference="A"), opened(PIPERIDONE, reference="B")
    word = {"kind": "dismissal", "word": "dismissed"}
    of_another, of_another_case, of_a_release = (
        asked(case, officer, **word),
        asked(other, root, **word),
        asked(case, root),
    )
    for referral in (of_another, of_another_case, of_a_release):
        referral.save(force_insert=True)
        refused(dismissal_of(case, root, referral=referral), "names_what_it_asked")


def test_a_judgement_is_of_a_line_of_its_case(root: User) -> None:
    case, other = opened(PIPRONAL, reference="A"), opened(PIPRONAL, reference="B")
    refused(dismissal_of(case, root, screened_line=line_of(other, 1), word="confirmed", reason=""), "is_of_its_case")


def test_what_is_controlled_is_released_by_nobody_alone(root: User) -> None:
    case = opened(ACETONE)
    meet_duties(case, root)
    for word in ("released", "released_under_authorisation"):
        refused(release_of(case, root, word=word), "of_what_is_controlled_is_by_two")


def test_a_release_names_what_another_agreed_to(root: User, officer: User, second_officer: User) -> None:
    case, other = opened(ACETONE, reference="A"), opened(ACETONE, reference="B")
    meet_duties(case, root)
    waiting, elsewhere = asked(case, root), asked(other, root)
    for referral in (waiting, elsewhere):
        referral.save(force_insert=True)
    refused(release_of(case, root, referral=waiting), "names_what_was_agreed")
    for referral in (waiting, elsewhere):
        Referral.objects.filter(pk=referral.pk).update(answer="agreed", answered_by=second_officer, answered_at=NOW)
    refused(release_of(case, root, referral=elsewhere), "names_what_was_agreed")
    refused(release_of(case, officer, referral=waiting), "names_what_was_agreed")
    refused(release_of(case, root, referral=waiting, word="released_under_authorisation"), "names_what_was_agreed")
    release_of(case, root, referral=waiting).save(force_insert=True)


def test_what_asks_a_document_goes_past_it_by_an_override_that_who_agreed_confirmed(
    root: User, officer: User, second_officer: User
) -> None:
    case, other = opened(PIPERIDONE, reference="A"), opened(PIPERIDONE, reference="B")
    referral, elsewhere = asked(case, root), asked(other, root)
    for row in (referral, elsewhere):
        row.save(force_insert=True)
    refused(override_of(referral, root, confirmed_by=second_officer, confirmed_at=NOW), "is_of_what_was_asked")
    refused(override_of(referral, officer), "is_of_what_was_asked")
    refused(override_of(elsewhere, root, case=case), "is_of_what_was_asked")
    override = override_of(referral, root)
    override.save(force_insert=True)
    confirmation = {"confirmed_by": second_officer, "confirmed_at": NOW}
    changed = ({"sentence": "y"}, confirmation, {"confirmed_by": root, "confirmed_at": NOW})
    for fields in changed:
        with pytest.raises(IntegrityError), transaction.atomic():
            ReleaseOverride.objects.filter(pk=override.pk).update(**fields)
    Referral.objects.filter(pk=referral.pk).update(answer="agreed", answered_by=second_officer, answered_at=NOW)
    refused(release_of(case, root, referral=referral), "is_not_past_what_is_missing")
    under = {"word": "released_under_authorisation", "authorisations": "999"}
    refused(release_of(case, root, **under), "is_not_past_what_is_missing|of_what_is_controlled_is_by_two")
    ReleaseOverride.objects.filter(pk=override.pk).update(**confirmation)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReleaseOverride.objects.filter(pk=override.pk).update(confirmed_by=officer)
    release_of(case, root, referral=referral).save(force_insert=True)


def test_a_duty_does_not_lapse_while_a_finding_of_its_list_stands(root: User) -> None:
    case = opened(PIPERIDONE)
    duty = case.duties.filter(action="authorise").first()
    refused(DutyStep(duty=duty, number=1, kind="lapsed", by=root, at=NOW), "lapses_where_no_finding_stands")


def test_nobody_answers_himself_and_nothing_is_asked_with_its_answer(root: User, second_officer: User) -> None:
    case = opened(PIPERIDONE)
    said = {"answer": "agreed", "answered_at": NOW}
    refused(asked(case, root, answered_by=second_officer, **said), "is_asked_before_it_is_answered")
    referral = asked(case, root)
    referral.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.update(answered_by=root, **said)
    Referral.objects.update(answered_by=second_officer, **said)
    for change in ({"answered_by": root}, {"asked_by": second_officer}, {"answer": "refused"}, {"word": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Referral.objects.update(**change)


@pytest.mark.parametrize(
    ("model", "column"), [(Judgement, "word"), (Disposition, "note"), (Referral, "note"), (ReleaseOverride, "sentence")]
)
def test_no_row_of_two_is_replaced_or_removed(model: Any, column: str, officer: User, second_officer: User) -> None:
    case = opened(PIPERIDONE)
    judge_all(case, officer)
    referral = dispose(case=case, word="released", note="Permit 12.", actor=officer, override=OVERRIDE)
    assert isinstance(referral, Referral)
    answer_referral(referral=referral, agreed=True, actor=second_officer, confirms_override=True)
    row = model.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        _put_anew(row, {column: "confirmed"})
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.all()._raw_delete(using="default")


@pytest.mark.alters_rows
def test_a_case_is_closed_by_no_other_case_s_disposition(officer: User) -> None:
    case, other = opened(PIPERIDONE, reference="A"), opened(PIPRONAL, reference="B")
    row = dispose(case=other, word="refused", note="x", actor=officer)
    Case.objects.filter(pk=other.pk).update(state="investigating", disposition=None)
    with pytest.raises(IntegrityError, match="case_is_closed_by_its_last_disposition"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state="closed", disposition=row.pk)
    with pytest.raises(IntegrityError, match="case_is_closed_by_its_last_disposition"), transaction.atomic():
        _put_anew(case, {"state": "closed", "disposition_id": row.pk})


@pytest.mark.parametrize("how", ["reopen", "screened again"])
def test_a_case_opened_again_is_not_closed_by_what_closed_it_before(
    how: str, officer: User, second_officer: User
) -> None:
    case = opened(PIPERIDONE)
    judge_all(case, officer)
    referral = dispose(case=case, word="released", note="Permit 12.", actor=officer, override=OVERRIDE)
    assert isinstance(referral, Referral)
    answer_referral(referral=referral, agreed=True, actor=second_officer, confirms_override=True)
    closed_by = case.dispositions.get()
    if how == "reopen":
        reopen(case=case, note="The permit was another's.", actor=officer)
    else:
        opened(PIPERIDONE)
    with pytest.raises(IntegrityError, match="case_is_closed_by_its_last_disposition"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state="closed", disposition=closed_by)


def test_a_case_is_not_closed_without_a_disposition() -> None:
    opened(PIPERIDONE)
    with pytest.raises(IntegrityError, match="case_is_closed_by_a_disposition"), transaction.atomic():
        Case.objects.update(state="closed")


def test_a_dismissal_holds_once_another_agreed(officer: User) -> None:
    case = opened(PIPERIDONE)
    row = judge(case=case, line=line_of(case, 1), position=0, word="dismissed", actor=officer, seen=0, **ONLY_ONE)
    assert row.holds == "waiting"
    with pytest.raises(IntegrityError), transaction.atomic():
        Judgement.objects.update(referral=None)


def _put_anew(row: Any, changed: dict[str, Any]) -> None:
    """Put a row in its own place again by plain SQL, with some columns changed."""
    meta = row._meta
    columns = [field.column for field in meta.concrete_fields]
    values = [f"'{changed[column]}'" if column in changed else f'"{column}"' for column in columns]
    sql = PUT[connection.vendor].format(
        table=meta.db_table,
        columns=", ".join(f'"{column}"' for column in columns),
        values=", ".join(values),
        key=meta.pk.column,
        set=", ".join(f'"{column}" = EXCLUDED."{column}"' for column in changed),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [row.pk])
