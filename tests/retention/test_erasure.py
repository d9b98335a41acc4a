"""A person is erased by two people and a job: what law keeps stays and is told, the chain holds, no name is left."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import LazySettings, settings
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import IntegrityError, models, transaction

from tests.cases.shipments import ACETONE, opened
from tests.retention.shipments import late, salt
from watchlist.access.devices import Authenticator
from watchlist.access.lock_out import begin_attempt, fail, record_log_in, record_success
from watchlist.access.provider_accounts import ProviderAccount
from watchlist.access.saved_filters import save_filter
from watchlist.access.tokens import issue
from watchlist.audit.chain import append
from watchlist.audit.models import AuditEvent, AuditPayload
from watchlist.audit.verifying import broken_links
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.errors import AskAnotherPerson, AskForTheRight, LookAgain, SayWhy
from watchlist.jobs.models import DEAD, DONE, Job
from watchlist.manifests.models import Party
from watchlist.retention.erasing import (
    answer_erasure,
    forget_log_ins,
    party_of,
    request_party_erasure,
    request_user_erasure,
)
from watchlist.retention.legal_holds import place_party_hold
from watchlist.retention.models import Erasure
from watchlist.retention.purge import NOT_SET
from watchlist.screenings.models import Screening
from watchlist.tasks import run_job

pytestmark = pytest.mark.usefixtures("law")
__all__ = ["late"]
NAME = "Józef Müller-Nowak"
"""A person, not a company: on one shipment alone."""


@pytest.fixture
def other_lead(person: Callable[..., User]) -> User:
    return person("other-lead", "Compliance leads")


@pytest.fixture
def gone(person: Callable[..., User]) -> User:
    """Return a user who left: with a name, a token, a second factor and a session."""
    user = person("leaver", "Officers")
    User.objects.filter(pk=user.pk).update(first_name="Ada", last_name="Quist", email="ada.quist@example.org")
    issue(user=user, name="Ada's laptop", scopes=["screen"], actor="root")
    Authenticator.objects.create(user=user, name="Ada's phone", secret=Authenticator.seal_secret(b"key", user.pk))
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session.create()
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.refresh_from_db()
    return user


def carried_out(row: Erasure, actor: User) -> dict[str, Any]:
    """Agree, run the job, and return what was found."""
    job = answer_erasure(erasure=row, agreed=True, note="", actor=actor)
    assert job is not None
    run_job(str(job.pk))
    job.refresh_from_db()
    row.refresh_from_db()
    assert (job.state, job.error) == (DONE, "")
    found: dict[str, Any] = json.loads(row.result)
    return found


def asked(lead: User, name: str = NAME) -> Erasure:
    party = party_of(name)
    assert party is not None
    return request_party_erasure(party=party, note="Request 7 of the person", actor=lead)


def where_it_stands(*words: str) -> set[str]:
    """Return the fields of the whole database that hold one of some words, in any case."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.CharField | models.TextField | models.BinaryField):
                texts = model._default_manager.values_list(field.name, flat=True)
                if any(word.casefold() in _text(text).casefold() for text in texts for word in words):
                    found.add(f"{model._meta.label}.{field.name}")
    return found


def _text(value: Any) -> str:
    return bytes(value).decode(errors="replace") if isinstance(value, bytes | memoryview) else str(value or "")


@pytest.mark.usefixtures("late")
def test_no_field_of_the_database_holds_the_name_of_an_erased_party(lead: User, other_lead: User) -> None:
    salt("A-1", 2, consignee=NAME), salt("A-2")
    assert where_it_stands("Nowak") >= {"watchlist.Party.name", "watchlist.ScreenedLine.record"}
    found = carried_out(asked(lead), other_lead)
    assert where_it_stands("Nowak") == set()
    assert (found["shipments"], found["name"], found["stay"]) == (1, "erased", {})
    assert [row.manifest.reference for row in Screening.objects.select_related("manifest")] == ["A-2"]
    assert not list(broken_links())


@pytest.mark.usefixtures("late")
def test_what_an_act_of_an_earlier_version_said_goes_with_it(lead: User, other_lead: User) -> None:
    """Before, the act kept the summary whole: of a shipment that is stored, and of one let go long ago."""
    row = salt("A-1", consignee=NAME)
    summary = {"parties": [{"name": NAME, "key": Party.objects.get(name=NAME).key}]}
    said: dict[str, Any] = {"actor": "officer", "verb": "screen", "target_kind": "screening", "at": row.made_at}
    acts = [append(target_key=key, payload={"summary": summary}, **said).pk for key in (str(row.pk), str(uuid4()))]
    other = append(target_key=str(uuid4()), payload={"summary": {"parties": [{"name": "X", "key": "x"}]}}, **said)
    found = carried_out(asked(lead), other_lead)
    assert where_it_stands("Nowak") == set()
    assert not AuditPayload.objects.filter(pk__in=acts).exists()
    assert AuditPayload.objects.filter(pk=other.pk).exists()
    assert found["payloads"] == 1, "the other went with its screening"
    assert not list(broken_links())


@pytest.mark.usefixtures("late")
def test_what_a_case_and_a_hold_keep_stays_and_the_name_with_it(lead: User, other_lead: User) -> None:
    opened({**ACETONE, "consignee": NAME}, reference="A-1")
    salt("A-2", consignee=NAME)
    found = carried_out(asked(lead), other_lead)
    assert (found["shipments"], found["name"], found["stay"]) == (1, "stays", {"case": 1})
    assert found["which"] == [str(Screening.objects.get(manifest__reference="A-1").pk)]
    assert Party.objects.filter(name=NAME).exists()
    place_party_hold(party=Party.objects.get(name=NAME), reason="Court order 12", actor=lead)
    again = carried_out(asked(lead), other_lead)
    assert (again["name"], again["named_by"]["holds"]) == ("stays", 1)


def test_a_period_that_is_not_over_stays_and_the_day_is_told(
    settings: LazySettings, lead: User, other_lead: User
) -> None:
    settings.RETENTION_YEARS = 1
    row = salt("A-1", consignee=NAME)
    found = carried_out(asked(lead), other_lead)
    assert (found["stay"], found["which"], found["name"]) == ({"period": 1}, [str(row.pk)], "stays")
    assert row.made_at is not None
    assert found["kept_until"] > row.made_at.date().isoformat()


@pytest.mark.usefixtures("late")
def test_the_trail_says_what_went_in_numbers_by_whom_and_who_agreed(lead: User, other_lead: User) -> None:
    salt("A-1", consignee=NAME)
    row = asked(lead)
    carried_out(row, other_lead)
    rows = AuditEvent.objects.filter(target_kind="erasure").order_by("sequence")
    assert list(rows.values_list("verb", "actor", "target_key")) == [
        ("ask_erasure", "lead", str(row)),
        ("agreed_erasure", "other-lead", str(row)),
        ("erase", "lead", str(row)),
    ]


@pytest.mark.usefixtures("late")
def test_nobody_erases_alone_without_the_right_or_without_a_reason(
    lead: User, other_lead: User, officer: User, auditor: User
) -> None:
    salt("A-1", consignee=NAME)
    party = Party.objects.get(name=NAME)
    for person in (officer, auditor):
        with pytest.raises(AskForTheRight):
            request_party_erasure(party=party, note="x", actor=person)
    with pytest.raises(SayWhy):
        request_party_erasure(party=party, note=" ", actor=lead)
    row = asked(lead)
    with pytest.raises(LookAgain):
        asked(other_lead)
    with pytest.raises(AskAnotherPerson):
        answer_erasure(erasure=row, agreed=True, note="", actor=lead)
    with pytest.raises(AskForTheRight):
        answer_erasure(erasure=row, agreed=True, note="", actor=officer)
    with pytest.raises(SayWhy):
        answer_erasure(erasure=row, agreed=False, note="", actor=other_lead)
    assert answer_erasure(erasure=row, agreed=False, note="He is a customer", actor=other_lead) is None
    assert not Job.objects.filter(kind="erase_person").exists()
    assert Party.objects.filter(pk=party.pk).exists()


def test_the_database_refuses_what_one_person_agrees_to_and_what_was_never_agreed(lead: User) -> None:
    party = Party.objects.create(key="x")
    row = Erasure.objects.create(party=party.pk, note="x", asked_by=lead, asked_at="2026-01-01T00:00Z")
    at: dict[str, Any] = {"answered_at": row.asked_at}
    ways: list[tuple[str, Callable[[], Any]]] = [
        ("is_answered_by_another", lambda: Erasure.objects.update(answer="agreed", answered_by=lead, **at)),
        ("is_done_once_agreed", lambda: Erasure.objects.update(done_at=row.asked_at, result="{}")),
        ("is_of_one_person", lambda: Erasure.objects.create(note="x", asked_by=lead, asked_at=row.asked_at)),
        (
            "is_asked_before_it_is_answered",
            lambda: Erasure.objects.create(
                party=1, note="x", asked_by=lead, asked_at=row.asked_at, answer="refused", answer_note="x"
            ),
        ),
    ]
    for why, way in ways:
        with pytest.raises(IntegrityError, match=why), transaction.atomic():
            way()


@pytest.mark.usefixtures("late")
def test_an_erasure_that_lost_its_worker_is_carried_out_by_the_next(
    lead: User, other_lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        salt(f"A-{number}", consignee=NAME)
    row = asked(lead)
    job = answer_erasure(erasure=row, agreed=True, note="", actor=other_lead)
    assert job is not None
    with monkeypatch.context() as patched:
        patched.setattr("watchlist.retention.erasing._forget_party", _lose)
        run_job(str(job.pk))
    assert Screening.objects.count() == 0
    Job.objects.filter(pk=job.pk).update(not_before=job.created_at)
    run_job(str(job.pk))
    row.refresh_from_db()
    assert json.loads(row.result)["shipments"] == 3
    assert where_it_stands("Nowak") == set()


def _lose(*_: object) -> None:
    raise ConnectionError("the server closed the connection")


def test_a_house_that_never_said_how_long_it_keeps_erases_no_party(
    settings: LazySettings, lead: User, other_lead: User
) -> None:
    salt("A-1", consignee=NAME)
    with pytest.raises(CorrectTheQuestion):
        asked(lead)
    settings.RETENTION_YEARS = 1
    job = answer_erasure(erasure=asked(lead), agreed=True, note="", actor=other_lead)
    settings.RETENTION_YEARS = 0
    assert job is not None
    run_job(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.error) == (DEAD, NOT_SET)


def test_of_a_user_who_left_all_goes_but_the_name_of_the_account(gone: User, lead: User, other_lead: User) -> None:
    at = datetime.now(UTC)
    record_log_in(user=gone, address="203.0.113.7", at=at)
    record_success(attempt=begin_attempt(name="leaver", address="203.0.113.7", at=at), user=gone)
    for _ in range(settings.LOG_IN_TRIES):
        last = begin_attempt(name="leaver", address="203.0.113.7", at=at)
    fail(attempt=last)
    save_filter(user=gone, page="cases:list", name="Mine", query="whose=mine", at=at)
    ProviderAccount.objects.create(user=gone, issuer="https://id.house.example", subject="Quist", linked_at=at)
    row = request_user_erasure(user=gone, note="Request 8", actor=lead)
    found = carried_out(row, other_lead)
    assert found.pop("links") == 1
    assert found == {"tokens": 1, "devices": 1, "tries": 1, "places": 1, "filters": 1, "sessions": 1, "payloads": 2}
    # The count of the place itself, whoever tried there, is deleted each night.
    assert where_it_stands("Quist", "203.0.113.7", "Ada's phone") == {"watchlist.LogInTries.place"}
    forget_log_ins(actor="schedule", at=at + settings.LOCK_OUT)
    assert where_it_stands("Quist", "203.0.113.7", "Ada's phone") == set()
    assert "watchlist.AuditEvent.actor" in where_it_stands("leaver")
    assert not User.objects.get(pk=gone.pk).has_usable_password()
    assert not Session.objects.exists()
    assert not list(broken_links())


def test_an_account_is_deactivated_before_it_is_erased(gone: User, lead: User, other_lead: User) -> None:
    with pytest.raises(LookAgain):
        request_user_erasure(user=other_lead, note="x", actor=lead)
    row = request_user_erasure(user=gone, note="x", actor=lead)
    User.objects.filter(pk=gone.pk).update(is_active=True)
    job = answer_erasure(erasure=row, agreed=True, note="", actor=other_lead)
    assert job is not None
    run_job(str(job.pk))
    job.refresh_from_db()
    assert job.state == DEAD
    assert User.objects.get(pk=gone.pk).last_name == "Quist"
