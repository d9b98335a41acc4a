"""What no person does alone to a line is refused by the database too, by whatever way the row is written."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from tests.cases.releases import OVERRIDE, meet_duties
from tests.cases.shipments import ACETONE, PIPERIDONE, SALT, VAGUE, line_of, opened
from tests.cases.test_four_eyes import NOW, asked, override_of, refused, release_of
from tests.cases.test_judging import judge_all
from tests.cases.test_look_backs import CITRIC, listed_later
from watchlist.cases.judgement_models import Referral
from watchlist.cases.line_disposition_models import LineDisposition, ReferralLine
from watchlist.cases.line_dispositions import dispose_lines
from watchlist.cases.models import Case, DutyStep
from watchlist.cases.override_models import ReleaseOverride
from watchlist.cases.referrals import answer_referral

pytestmark = pytest.mark.usefixtures("law")
AGREED = {"answer": "agreed", "answered_at": NOW}


@pytest.fixture
def root(db: None) -> User:
    """Return somebody who may do everything, and alone may do none of this."""
    return User.objects.create_superuser("root")


def word_on(case: Case, line: int, by: User, word: str = "released", **changed: Any) -> LineDisposition:
    """Return a word on a line of a case, asked of nobody, and not stored."""
    fields = {"case": case, "screened_line": line_of(case, line), "number": 1, "word": word, "note": "x", "by": by}
    return LineDisposition(**{**fields, "at": NOW, **changed})


def agreed_for(case: Case, by: User, second: User, *numbers: int, **changed: Any) -> Referral:
    """Return a release of lines that was asked for and agreed to, as rows alone."""
    referral = asked(case, by, **changed)
    referral.save(force_insert=True)
    for number in numbers:
        ReferralLine.objects.create(referral=referral, screened_line=line_of(case, number))
    Referral.objects.filter(pk=referral.pk).update(answered_by=second, **AGREED)
    return referral


def test_a_controlled_line_is_released_by_two_and_named_in_what_was_agreed(
    root: User, officer: User, second_officer: User
) -> None:
    case = opened(ACETONE, {**ACETONE, "quantity": "30"}, VAGUE)
    meet_duties(case, root)
    refused(word_on(case, 1, root), "of_what_is_controlled_is_by_two")
    referral = agreed_for(case, root, second_officer, 1)
    refused(word_on(case, 2, root, referral=referral), "names_what_was_agreed")
    refused(word_on(case, 1, officer, referral=referral), "names_what_was_agreed")
    refused(word_on(case, 1, root, "refused", referral=referral), "names_what_was_agreed")
    refused(release_of(case, root, referral=referral), "names_what_was_agreed")
    refused(ReferralLine(referral=referral, screened_line=line_of(case, 2)), "is_asked_with_its_release")
    word_on(case, 1, root, referral=referral).save(force_insert=True)
    refused(word_on(case, 1, root, "refused"), "comes_in_turn")
    word_on(case, 3, root).save(force_insert=True)


def test_a_release_of_the_whole_is_none_of_a_line(root: User, second_officer: User) -> None:
    case = opened(ACETONE)
    meet_duties(case, root)
    whole = agreed_for(case, root, second_officer)
    refused(word_on(case, 1, root, referral=whole), "names_what_was_agreed")


@pytest.mark.parametrize("goods", [PIPERIDONE, ACETONE], ids=["a document", "a notice"])
def test_a_line_that_lacks_a_document_or_a_notice_goes_by_a_confirmed_override(
    root: User, second_officer: User, goods: dict[str, str]
) -> None:
    case = opened(goods, VAGUE)
    referral = asked(case, root)
    referral.save(force_insert=True)
    ReferralLine.objects.create(referral=referral, screened_line=line_of(case, 1))
    override = override_of(referral, root)
    override.save(force_insert=True)
    Referral.objects.filter(pk=referral.pk).update(answered_by=second_officer, **AGREED)
    refused(word_on(case, 1, root, referral=referral), "is_not_past_what_is_missing")
    ReleaseOverride.objects.filter(pk=override.pk).update(confirmed_by=second_officer, confirmed_at=NOW)
    word_on(case, 1, root, referral=referral).save(force_insert=True)


def test_a_notice_that_is_not_done_keeps_the_whole_from_going_plainly(root: User, second_officer: User) -> None:
    case = opened(ACETONE)
    referral = agreed_for(case, root, second_officer)
    refused(release_of(case, root, referral=referral), "is_not_past_what_is_missing")
    meet_duties(case, root)
    release_of(case, root, referral=referral).save(force_insert=True)


def test_a_line_that_only_a_look_back_found_goes_not_past_its_duties(root: User, second_officer: User) -> None:
    screening, _ = listed_later(CITRIC)
    case = Case.objects.get(screening=screening)
    referral = agreed_for(case, root, second_officer, 1)
    refused(word_on(case, 1, root, referral=referral), "is_not_past_what_is_missing")
    meet_duties(case, root)
    word_on(case, 1, root, referral=referral).save(force_insert=True)


def test_the_word_of_a_case_follows_from_its_lines(root: User) -> None:
    case = opened(VAGUE, {**VAGUE, "quantity": "15"}, SALT)
    counted: dict[str, Any] = {"line_counts": '{"released": 1}'}
    refused(release_of(case, root, **counted), "follows_from_its_lines")
    refused(release_of(case, root, word="in_part"), "in_part_counts_its_lines")
    word_on(case, 1, root).save(force_insert=True)
    refused(release_of(case, root, **counted), "follows_from_its_lines")  # line 2 needs a word
    word_on(case, 2, root, "held").save(force_insert=True)
    refused(release_of(case, root, **counted), "follows_from_its_lines")  # line 2 is held back
    word_on(case, 2, root, "refused", number=2).save(force_insert=True)
    for word in ("released", "refused", "withdrawn"):
        refused(release_of(case, root, word=word, **counted), "follows_from_its_lines")
    refused(release_of(case, root, word="in_part", authorisations=""), "follows_from_its_lines|counts_its_lines")
    release_of(case, root, word="in_part", **counted).save(force_insert=True)


def test_goods_of_which_none_is_released_are_not_released(root: User) -> None:
    case = opened(VAGUE, SALT)
    counted: dict[str, Any] = {"line_counts": '{"refused": 1}'}
    word_on(case, 1, root, "refused").save(force_insert=True)
    for word in ("released", "in_part", "refused"):  # nobody said what becomes of line 2
        refused(release_of(case, root, word=word, **counted), "follows_from_its_lines")
    word_on(case, 2, root, "refused").save(force_insert=True)
    refused(release_of(case, root, word="seized", **counted), "follows_from_its_lines")
    release_of(case, root, word="refused", **counted).save(force_insert=True)


def test_a_word_is_of_a_line_of_an_open_case_and_of_its_last_screening(root: User, officer: User) -> None:
    case, other = opened(VAGUE, reference="A"), opened(VAGUE, reference="B")
    first = line_of(case, 1)
    refused(word_on(case, 1, root, screened_line=line_of(other, 1)), "is_of_an_open_case")
    opened(VAGUE, reference="A")
    refused(word_on(case, 1, root, screened_line=first), "is_of_an_open_case")
    dispose_lines(case=other, lines=[1], word="refused", note="x", actor=officer)
    refused(word_on(other, 1, root, number=2), "is_of_an_open_case")


def test_words_on_lines_never_change(root: User) -> None:
    case = opened(VAGUE)
    word_on(case, 1, root, "held").save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        LineDisposition.objects.update(note="y")
    with pytest.raises(IntegrityError), transaction.atomic():
        LineDisposition.objects.all().delete()


@pytest.mark.alters_rows
def test_a_duty_lapses_for_a_line_whose_goods_do_not_move(root: User) -> None:
    case = opened(PIPERIDONE, VAGUE)
    duty = case.duties.filter(action="authorise").first()
    step = DutyStep(duty=duty, number=1, kind="lapsed", by=root, at=NOW)
    word_on(case, 1, root, "held").save(force_insert=True)
    refused(step, "lapses_where_no_finding_stands")
    word_on(case, 1, root, "refused", number=2).save(force_insert=True)
    step.save(force_insert=True)


def test_an_agreed_release_of_lines_by_the_verbs_passes_every_guard(officer: User, second_officer: User) -> None:
    case = opened(PIPERIDONE, ACETONE)
    judge_all(case, officer)
    outcome = dispose_lines(case=case, lines=[1, 2], word="released", note="x", actor=officer, override=OVERRIDE)
    assert outcome.referral is not None
    answer_referral(referral=outcome.referral, agreed=True, actor=second_officer, confirms_override=True)
    case.refresh_from_db()
    assert case.state == "closed"
