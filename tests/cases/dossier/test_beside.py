"""A dossier holds the links of what it rests on, and whatever is altered of rulings or documents is found by them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.contrib.auth.models import User

from tests.authorisations.papers import LINE, facts, on_file
from tests.cases.dossier.test_rested_on import US_EXPORT, Change, failed, parts_of
from tests.cases.releases import meet_duties
from tests.cases.shipments import PIPRONAL, line_of, opened
from tests.screenings.suppressions.laid_down import TABLETS, all_suppressed, determined, stored
from watchlist.authorisations.registering import correct, revoke
from watchlist.cases.dossier.making import dossier_json
from watchlist.cases.dossier.sealing import digest_of, verify, written
from watchlist.cases.hits import positions_to_judge
from watchlist.cases.judging import judge
from watchlist.cases.lifecycle import dispose
from watchlist.cases.models import Case
from watchlist.cases.referrals import answer_referral
from watchlist.screenings.suppressions import suppressing

SUBJECT = "audit beside it"
OLD = Path(__file__).parents[3] / "fixtures" / "dossiers" / "format-1.json"

Released = Callable[[int], Case]


@pytest.fixture
def released(law: object, officer: User, second_officer: User) -> Released:
    """Return who releases a shipment under a document; a finding of its first line is suppressed."""
    all_suppressed(PIPRONAL, officer, second_officer)

    def make(key: int, reference: str = "later") -> Case:
        case = opened(PIPRONAL, LINE, reference=reference)
        line = line_of(case, 2)
        for position in positions_to_judge(line):
            judge(case=case, line=line, position=position, word="confirmed", actor=officer, seen=0)
        under = {"word": "released_under_authorisation", "authorisations": [key]}
        meet_duties(case, officer)
        asked: Any = dispose(case=case, note="As granted.", actor=officer, **under)
        answer_referral(referral=asked, agreed=True, actor=second_officer)
        return case

    return make


def verbs(made: bytes) -> list[str]:
    return [link["verb"] for link in parts_of(made)["audit_beside"]]


def test_the_links_of_what_it_rests_on_stand_in_it(released: Released, officer: User, lead: User) -> None:
    paper = on_file(officer, quantity="100 kg")
    released(paper.pk)
    made = dossier_json(Case.objects.get(), lead)
    asked = ["ask_suppression", "agreed_suppression"] * len(parts_of(made)["rulings"]["suppressions"])
    assert asked
    assert verbs(made) == [*asked, "register_authorisation", "use_authorisation"]
    found = verify(made)
    assert found.holds
    assert "links hold, and each of" in {check.subject: check.detail for check in found.checks}[SUBJECT]


def test_of_a_document_that_others_use_too_it_holds_what_is_of_its_case(
    released: Any, officer: User, lead: User
) -> None:
    paper = on_file(officer, quantity="100 kg")
    case, _ = released(paper.pk), released(paper.pk, reference="another")
    made = dossier_json(case, lead)
    assert verbs(made).count("use_authorisation") == 1
    assert "another" not in json.dumps(parts_of(made)["audit_beside"])
    assert verify(made).holds


def test_what_was_corrected_revoked_and_withdrawn_since_holds(released: Released, officer: User, lead: User) -> None:
    paper = correct(authorisation=on_file(officer), facts=facts(number=" FR-2 "), reason="Misread.", actor=officer)
    case = released(paper.pk)
    revoke(authorisation=paper, on=date(2030, 1, 1), reason="By the authority.", actor=officer)
    for row in suppressing.Suppression.objects.all():
        suppressing.withdraw_suppression(suppression=row, actor=officer, note="Another supplier.")
    officer.username = "another-name"
    officer.save()
    made = dossier_json(case, lead)
    assert {"correct_authorisation", "revoke_authorisation", "withdraw_suppression"} <= set(verbs(made))
    assert verify(made).holds


def test_a_determination_stands_in_the_links(law: object, officer: User, second_officer: User, lead: User) -> None:
    line = stored(TABLETS, **US_EXPORT)
    found = orjson.loads(line.record)["findings"]
    at = next(at for at, one in enumerate(found) if one["entry"] == "us-list-1/ephedrine")
    determined(line, at, "us-list-1/ephedrine/2007/amended/drug-product", officer, second_officer)
    made = dossier_json(opened(TABLETS, LINE, reference="later", **US_EXPORT), lead)
    assert verbs(made) == ["ask_determination", "agreed_determination"]
    assert verify(made).holds
    for name in ("supplier", "product", "composition", "condition", "required", "entry", "note", "asked_at"):
        altered = _altered("rulings", "determinations", name)
        assert SUBJECT in failed(made, altered), name


def test_who_may_not_know_of_reports_is_given_no_links(released: Released, officer: User) -> None:
    made = dossier_json(released(on_file(officer).pk), officer)
    assert "audit_beside" not in parts_of(made)
    assert verify(made).holds


def _altered(*way: str) -> Change:
    """Return what alters one field of the first row of a part."""

    def change(parts: Any) -> None:
        *path, name = way
        rows = parts
        for step in path:
            rows = rows[step]
        was = rows[0][name]
        rows[0][name] = not was if isinstance(was, bool) else f"{was or ''}x"

    return change


def _every_alteration() -> Iterator[tuple[str, Change]]:
    """Yield one of each: a field of a ruling, of a document or of a use; a link gone, doubled, or of something else."""
    ruling = ("kind", "tier", "certainty", "entry", "code", "about", "consignor", "consignee", "note", "asked_at")
    ruling += ("asked_by", "answered_by", "answered_at", "answer_note", "until", "answer")
    ruling += ("withdrawn_by", "withdrawn_at", "withdrawal_note")
    paper = ("kind", "number", "authority", "jurisdiction", "citation", "holder", "role", "quantity", "single_use")
    paper += ("valid_from", "valid_until", "revoked_on", "recorded_by", "recorded_at", "document")
    yield from ((name, _altered("rulings", "suppressions", name)) for name in ruling)
    yield from ((name, _altered("authorisations", name)) for name in paper)
    yield "uses", lambda parts: parts["authorisations"][0]["uses"].clear()
    for name in ("case", "amount", "by", "at"):
        yield name, lambda parts, name=name: parts["authorisations"][0]["uses"][0].update({name: "x"})
    yield from ((name, _altered("audit_beside", name)) for name in ("at", "actor", "verb", "body", "salt", "digest"))
    yield "no links", lambda parts: parts["audit_beside"].clear()
    yield "first link", lambda parts: parts["audit_beside"].pop(0)
    yield "last link", lambda parts: parts["audit_beside"].pop()
    yield "doubled link", lambda parts: parts["audit_beside"].append(parts["audit_beside"][-1])
    yield "foreign link", lambda parts: parts["audit_beside"].append(parts["audit"][-1])


def test_every_alteration_of_rulings_and_documents_is_found(released: Released, officer: User, lead: User) -> None:
    made = dossier_json(released(on_file(officer, quantity="100 kg").pk), lead)
    unseen = [name for name, change in _every_alteration() if SUBJECT not in failed(made, change)]
    assert unseen == []


def test_the_links_cannot_be_taken_out(released: Released, officer: User, lead: User) -> None:
    made = dossier_json(released(on_file(officer).pk), lead)
    assert failed(made, lambda parts: parts.pop("audit_beside")) == {"parts"}


def test_a_dossier_from_before_there_were_links_is_checked_as_it_was() -> None:
    found = verify(OLD.read_bytes())
    assert found.holds
    said = {check.subject: check.detail for check in found.checks}
    assert said[SUBJECT] == "the links of what it rests on are not in this dossier"
    assert "1 authorisations" in said["authorisations"]


@pytest.mark.parametrize("form", [f"precursor-watchlist-dossier/{number}" for number in (2, 3, 4, 5, 6, 7)])
def test_an_older_dossier_is_none_of_a_later_format(form: str) -> None:
    sealed = orjson.loads(OLD.read_bytes())
    sealed["format"] = form
    if form.endswith("/7"):
        with pytest.raises(Exception, match="this service reads"):
            verify(written(sealed))
    else:
        assert {check.subject for check in verify(written(sealed)).checks if not check.holds} == {"parts", "signature"}


def test_an_older_dossier_that_is_altered_is_found() -> None:
    sealed = orjson.loads(OLD.read_bytes())
    sealed["parts"]["rulings"]["suppressions"][0]["until"] = "2999-01-01"
    sealed["digests"]["rulings"] = digest_of(sealed["parts"]["rulings"])
    found = {check.subject for check in verify(written(sealed)).checks if not check.holds}
    assert found == {"digest of the digests", "rulings"}
