"""What is put on file is read, kept, corrected with a reason, and never overwritten."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from tests.authorisations.papers import facts, on_file
from watchlist.audit.models import AuditEvent
from watchlist.authorisations.facts import facts_of
from watchlist.authorisations.models import STATUSES, Authorisation, AuthorisationScan, AuthorisationUse
from watchlist.authorisations.registering import MOST_BYTES, Scan, consume, correct, register, revoke
from watchlist.engine.errors import CorrectTheData
from watchlist.errors import AskForTheRight, LookAgain, SayWhy

pytestmark = pytest.mark.usefixtures("law")
PDF = Scan("permit.pdf", b"%PDF-1.7 a permit")
TODAY = date(2026, 11, 26)


def test_a_document_is_kept_as_read_and_its_limit_in_whole_parts(officer: User) -> None:
    row = on_file(officer, quantity="1.5 t", counterparties=("Northgate Reagents Inc", ""))
    assert (row.most, row.measure, row.holder_key) == (1_500_000_000, "mass", "beauval")
    assert row.counterparties == "Northgate Reagents Inc"
    assert facts_of(row).quantity == "1.5 t"
    assert on_file(officer, number="2", quantity="250 ml").most == 250_000


def test_each_verb_is_one_event_of_the_audit(officer: User) -> None:
    row = register(facts=facts(), actor=officer, scan=PDF)
    later = correct(authorisation=row, facts=facts(site="Reims"), reason="The site was left out.", actor=officer)
    revoke(authorisation=later, on=TODAY, reason="Letter of 25 November.", actor=officer)
    events = AuditEvent.objects.filter(target_kind="authorisation", target_key=str(row.document)).order_by("sequence")
    assert [event.verb for event in events] == [
        "register_authorisation",
        "correct_authorisation",
        "revoke_authorisation",
    ]
    assert json.loads(events[0].payload.body)["scan"] == AuthorisationScan.objects.get().sha256


def test_a_correction_supersedes_and_keeps_what_was_written(officer: User) -> None:
    row = on_file(officer)
    later = correct(authorisation=row, facts=facts(quantity="5 kg"), reason="The limit was left out.", actor=officer)
    row.refresh_from_db()
    assert (row.superseded_at, row.quantity) == (later.recorded_at, "")
    assert (later.document, later.quantity, later.reason) == (row.document, "5 kg", "The limit was left out.")
    with pytest.raises(LookAgain, match="corrected or revoked in the meantime"):
        revoke(authorisation=row, on=TODAY, reason="Letter.", actor=officer)


def test_a_correction_and_a_revocation_say_why(officer: User) -> None:
    row = on_file(officer)
    with pytest.raises(SayWhy):
        correct(authorisation=row, facts=facts(), reason=" ", actor=officer)
    with pytest.raises(SayWhy):
        revoke(authorisation=row, on=TODAY, reason="", actor=officer)


def test_a_correction_does_not_undo_a_revocation(officer: User) -> None:
    revoked = revoke(authorisation=on_file(officer), on=TODAY, reason="Letter.", actor=officer)
    assert correct(authorisation=revoked, facts=facts(site="Reims"), reason="x", actor=officer).revoked_on == TODAY
    with pytest.raises(LookAgain, match="revoked already"):
        revoke(authorisation=Authorisation.objects.current().get(), on=TODAY, reason="Letter.", actor=officer)


WRONG: dict[str, dict[str, Any]] = {
    "Write the number": {"number": " "},
    "Write which authority": {"authority": ""},
    "Write who holds it": {"holder": "!!"},
    "No law of XX is held": {"jurisdiction": "XX"},
    "It ends before it begins": {"valid_until": date(2026, 1, 1)},
    "Say of which form": {"forms": ()},
    "no operation that is known": {"operations": ("smuggle",)},
    "Name the substances": {"substances": ()},
    "No substance or entry nonsense is held": {"substances": ("nonsense",)},
    "No list eu-nonsense is held": {"lists": ("eu-nonsense",)},
    "is of another law than that of EU": {"lists": ("us-list-1",)},
    "no weight or volume that can be read": {"quantity": "a lot"},
    "no weight or volume": {"quantity": "about 500 kg"},
}


@pytest.mark.parametrize("said", WRONG)
def test_what_no_document_says_is_refused(officer: User, said: str) -> None:
    with pytest.raises(CorrectTheData, match=said):
        register(facts=facts(**WRONG[said]), actor=officer)
    assert not Authorisation.objects.exists()


def test_a_document_is_on_file_once(officer: User) -> None:
    on_file(officer)
    with pytest.raises(CorrectTheData, match="on file already"):
        on_file(officer, holder="Beauval S.A.R.L.")
    assert on_file(officer, holder="Beaulieu").pk


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b"MZ\x90\x00", "none of them"), (b"%PDF-" + b"0" * MOST_BYTES, "larger than 10 MB")],
)
def test_a_scan_is_of_a_known_type_and_of_bounded_size(officer: User, content: bytes, said: str) -> None:
    with pytest.raises(CorrectTheData, match=said):
        register(facts=facts(), actor=officer, scan=Scan("permit.pdf", content))
    assert not Authorisation.objects.exists()


def test_who_has_not_the_right_writes_nothing(outsider: User, auditor: User, curator: User, officer: User) -> None:
    row = on_file(officer)
    for person in (outsider, auditor, curator):
        with pytest.raises(AskForTheRight):
            on_file(person, number="2")
        with pytest.raises(AskForTheRight):
            correct(authorisation=row, facts=facts(), reason="x", actor=person)
        with pytest.raises(AskForTheRight):
            revoke(authorisation=row, on=TODAY, reason="x", actor=person)


STOOD: dict[str, dict[str, Any]] = {
    "valid": {"valid_until": None},
    "ending": {"valid_until": TODAY + timedelta(30)},
    "coming": {"valid_from": TODAY + timedelta(1)},
    "ended": {"valid_until": TODAY},
    "used": {"single_use": True},
    "revoked": {},
}


def test_a_row_stands_as_the_register_finds_it(officer: User) -> None:
    for standing, said in STOOD.items():
        row = on_file(officer, number=standing, **said)
        if standing == "used":
            consume(authorisation=row, case="C-0001", shipment="reference X", amount=0, actor=officer)
        if standing == "revoked":
            revoke(authorisation=row, on=TODAY, reason="Letter.", actor=officer)
    rows = Authorisation.objects.current().with_uses()
    assert set(STATUSES) == set(STOOD)
    for standing in STATUSES:
        assert [row.number for row in rows.with_status(standing, TODAY)] == [standing]
    for row in rows:
        assert row.status_on(TODAY, used=row.used, times=row.times) == row.number


def test_what_was_used_stays_within_a_corrected_limit(officer: User) -> None:
    row = on_file(officer, quantity="100 kg")
    consume(authorisation=row, case="C-0001", shipment="reference X", amount=60_000_000, actor=officer)
    with pytest.raises(CorrectTheData, match="60 kg of it was used already"):
        correct(authorisation=row, facts=facts(quantity="59 kg"), reason="x", actor=officer)
    with pytest.raises(CorrectTheData, match="It was used"):
        correct(authorisation=row, facts=facts(quantity="100 l"), reason="x", actor=officer)
    assert correct(authorisation=row, facts=facts(quantity="60 kg"), reason="x", actor=officer).most == 60_000_000


def test_the_database_refuses_a_use_of_what_was_superseded_or_has_too_little(officer: User) -> None:
    row = on_file(officer, quantity="100 kg")
    said: dict[str, Any] = {
        "document": row.document,
        "single_use": False,
        "case": "C-0001",
        "shipment": "x",
        "by": "officer",
        "at": datetime.now(UTC),
    }
    AuthorisationUse.objects.create(authorisation=row, number=1, amount=60_000_000, **said)
    for wrong in ({"number": 2, "amount": 40_000_001}, {"number": 1, "amount": 0}, {"number": 3, "amount": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AuthorisationUse.objects.create(authorisation=row, **wrong, **said)
    revoke(authorisation=row, on=TODAY, reason="Letter.", actor=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuthorisationUse.objects.create(authorisation=row, number=2, amount=0, **said)
