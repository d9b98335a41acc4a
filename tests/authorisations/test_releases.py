"""A release under authorisation names what covers its goods, and takes of it once, when the second officer agrees."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from tests.authorisations.papers import DAY, LINE, facts, on_file
from tests.cases.releases import meet_duties
from tests.cases.shipments import line_of, opened
from watchlist.authorisations.models import Authorisation, AuthorisationUse
from watchlist.authorisations.registering import NameAnotherAuthorisation, consume, correct
from watchlist.cases.authorising import amount_taken, eligible_authorisations
from watchlist.cases.errors import NameTheAuthorisation
from watchlist.cases.hits import positions_to_judge
from watchlist.cases.judging import judge
from watchlist.cases.lifecycle import dispose, reopen
from watchlist.cases.models import Case
from watchlist.cases.referrals import answer_referral
from watchlist.engine.decision.documents import PARTS, Need
from watchlist.engine.decision.spans import MeasuredQuantity, Span
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.errors import LookAgain
from watchlist.screenings.document_needs import StoredNeed

pytestmark = pytest.mark.usefixtures("law")
ONLY_ONE = {"reason": "wrong_identification", "note": "The analysis shows another substance."}
UNDER = "released_under_authorisation"


def judged(actor: User, *lines: dict[str, str], reference: str = "SHA-HAM-0728") -> Case:
    """Return a case whose every hit is confirmed."""
    case = opened(*(lines or (LINE,)), reference=reference)
    for number in range(1, case.screening.lines.count() + 1):
        line = line_of(case, number)
        for position in positions_to_judge(line):
            judge(case=case, line=line, position=position, word="confirmed", actor=actor, seen=0)
    return case


def asked(case: Case, actor: User, *rows: Authorisation, word: str = UNDER) -> Any:
    """Ask for a release under some documents, and return the referral."""
    meet_duties(case, actor)
    return dispose(case=case, word=word, note="As granted.", actor=actor, authorisations=[row.pk for row in rows])


def test_a_release_under_authorisation_names_one(officer: User) -> None:
    case = judged(officer)
    with pytest.raises(NameTheAuthorisation):
        asked(case, officer)
    with pytest.raises(CorrectTheQuestion):
        asked(case, officer, on_file(officer), word="released")


def test_it_takes_what_the_lines_hold_when_the_second_officer_agrees(officer: User, second_officer: User) -> None:
    row = on_file(officer, quantity="100 kg")
    case = judged(officer, LINE, {**LINE, "quantity": "30"})
    referral = asked(case, officer, row)
    assert not AuthorisationUse.objects.exists()
    answer_referral(referral=referral, agreed=True, actor=second_officer)
    case.refresh_from_db()
    assert case.disposition is not None
    assert case.disposition.authorisations == referral.authorisations == str(row.pk)
    use = AuthorisationUse.objects.get()
    assert (use.amount, use.case, use.shipment, use.by) == (55_000_000, case.number, case.shipment, "officer")


def test_what_is_refused_takes_nothing(officer: User, second_officer: User) -> None:
    row = on_file(officer, single_use=True)
    answer_referral(
        referral=asked(judged(officer), officer, row), agreed=False, actor=second_officer, note="Not its site."
    )
    assert not AuthorisationUse.objects.exists()


def test_a_single_one_is_for_one_shipment_even_if_both_were_asked_before(officer: User, second_officer: User) -> None:
    row = on_file(officer, single_use=True)
    first, second = (asked(judged(officer, reference=name), officer, row) for name in ("one", "two"))
    answer_referral(referral=first, agreed=True, actor=second_officer)
    with pytest.raises(NameAnotherAuthorisation, match="for one consignment"):
        answer_referral(referral=second, agreed=True, actor=second_officer)
    with pytest.raises(NameAnotherAuthorisation, match="for one consignment"):
        asked(judged(officer, reference="three"), officer, row)
    assert AuthorisationUse.objects.count() == 1


def test_a_shipment_released_again_takes_nothing_more(officer: User, second_officer: User) -> None:
    row = on_file(officer, single_use=True, quantity="25 kg")
    case = judged(officer)
    answer_referral(referral=asked(case, officer, row), agreed=True, actor=second_officer)
    reopen(case=case, note="A line was missing.", actor=officer)
    answer_referral(referral=asked(case, officer, row), agreed=True, actor=second_officer)
    assert AuthorisationUse.objects.get().amount == 25_000_000


def test_a_limit_that_the_lines_pass_together_is_refused(officer: User) -> None:
    row = on_file(officer, quantity="49 kg")
    with pytest.raises(NameAnotherAuthorisation, match="49 kg is left, and 50 kg is asked"):
        asked(judged(officer, LINE, LINE), officer, row)


def need(
    substance: str, kilograms: str | None, list_key: str = "eu-273-cat-1", shipped: str | None = "10"
) -> StoredNeed:
    """Return what a finding on a line of some kilograms asks a document for."""
    most = Decimal(kilograms) if kilograms else None
    whole = Span(Decimal(0), Decimal(shipped) if shipped else None)
    entry = f"{list_key}/{substance}"
    of = Need("EU", list_key, entry, frozenset({"itself"}), "import", "A", "B", DAY, DAY, kilograms=most)
    return StoredNeed(1, 1, 0, of, MeasuredQuantity(shipped=whole))


@pytest.mark.parametrize(
    ("found", "kilograms"),
    [
        ([need("ephedrine", "3"), need("norephedrine", "5")], 8),
        ([need("norephedrine", "5"), need("ephedrine", "3", "eu-111-cat-1"), need("ephedrine", "3")], 8),
        ([need("ephedrine", "10"), need("norephedrine", "10")], 10),
        ([need("ephedrine", "7", shipped=None), need("norephedrine", "7", shipped=None)], 14),
        ([need("ephedrine", None), need("norephedrine", "5")], None),
    ],
)
def test_a_line_takes_of_each_substance_once_and_no_more_than_the_goods(
    found: list[StoredNeed], kilograms: int | None
) -> None:
    assert amount_taken(found, "mass") == (None if kilograms is None else kilograms * PARTS)
    assert amount_taken(found, "") == 0


def test_a_limit_is_measured_of_what_is_declared(officer: User) -> None:
    row = on_file(officer, quantity="49 kg")
    case = judged(officer, {name: text for name, text in LINE.items() if name != "quantity"})
    with pytest.raises(NameAnotherAuthorisation, match="how much line 1 holds is not known"):
        asked(case, officer, row)


def test_a_document_for_other_goods_releases_nothing(officer: User) -> None:
    row = on_file(officer, substances=("ephedrine",))
    with pytest.raises(NameAnotherAuthorisation, match="for no line of this shipment: it names other substances"):
        asked(judged(officer), officer, row)


def test_what_a_release_may_name_is_offered(officer: User) -> None:
    case = judged(officer)
    on_file(officer, number="other goods", substances=("ephedrine",))
    on_file(officer, number="used", quantity="1 kg")
    later, sooner = on_file(officer, number="later", valid_until=None), on_file(officer, number="sooner")
    used = Authorisation.objects.get(number="used")
    consume(authorisation=used, case="C-0001", shipment="reference X", amount=1_000_000, actor=officer)
    assert eligible_authorisations(case) == [sooner, later]


def test_a_line_that_is_no_such_substance_takes_nothing(officer: User, second_officer: User) -> None:
    case, row = opened(LINE, {**LINE, "quantity": "900"}), on_file(officer, quantity="100 kg")
    for number, said in ((1, {"word": "confirmed"}), (2, {"word": "dismissed", **ONLY_ONE})):
        line = line_of(case, number)
        for position in positions_to_judge(line):
            judged_so = judge(case=case, line=line, position=position, actor=officer, seen=0, **said)
            if judged_so.referral:
                answer_referral(referral=judged_so.referral, agreed=True, actor=second_officer)
    answer_referral(referral=asked(case, officer, row), agreed=True, actor=second_officer)
    assert AuthorisationUse.objects.get().amount == 25_000_000


def test_a_document_corrected_since_is_named_anew(officer: User, second_officer: User) -> None:
    row = on_file(officer)
    referral = asked(judged(officer), officer, row)
    correct(authorisation=row, facts=facts(site="Reims"), reason="The site was left out.", actor=officer)
    with pytest.raises(LookAgain, match="name it anew"):
        answer_referral(referral=referral, agreed=True, actor=second_officer)


@pytest.mark.parametrize("said", [{"word": "released"}, {"authorisations": ""}])
def test_the_database_keeps_word_and_papers_together(officer: User, said: dict[str, str]) -> None:
    referral = asked(judged(officer), officer, on_file(officer))
    case = judged(officer, reference="another")
    columns = {"word": UNDER, "authorisations": referral.authorisations, **said}
    with pytest.raises(IntegrityError), transaction.atomic():
        case.referrals.create(kind="release", note="x", asked_by=officer, asked_at=referral.asked_at, **columns)


def test_the_database_refuses_a_release_under_what_nobody_agreed_to(officer: User, second_officer: User) -> None:
    case = judged(officer)
    referral = asked(case, officer, on_file(officer))
    answer_referral(referral=referral, agreed=True, actor=second_officer)
    reopen(case=case, note="x", actor=officer)
    again = asked(case, officer, Authorisation.objects.get())
    type(again).objects.filter(pk=again.pk).update(
        answer="agreed", answered_by=second_officer, answered_at=again.asked_at
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        case.dispositions.create(
            number=2, word=UNDER, note="x", by=officer, at=again.asked_at, referral=again, authorisations="999"
        )
