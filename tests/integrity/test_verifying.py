"""The comparison of the whole: by the command, by the job of each night, and what readiness tells of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from tests.audit.told import said_last, told_last
from watchlist.access.accounts import facts_of, record_account_change, record_password_set
from watchlist.access.password_backend import PasswordBackend
from watchlist.audit import covered_rows
from watchlist.audit.covered_rows import row_differences
from watchlist.integrity.models import IntegrityCheck
from watchlist.integrity.verifying import screenings_of_tonight
from watchlist.jobs.models import DONE, Job
from watchlist.manifests.models import Manifest
from watchlist.periodic_tasks import verify_records
from watchlist.screenings.models import Screening
from watchlist.tasks import run_job

pytestmark = pytest.mark.django_db
PASSWORD = "a long sentence of one's own"


@pytest.fixture
def person() -> User:
    user = User(username="ann")
    user.password = PBKDF2PasswordHasher().encode(PASSWORD, "a-salt-of-this-test", 1_000)
    user.save()
    record_account_change(verb="add", row=user, old_facts={}, new_facts=facts_of(user), actor="root")
    return user


def test_a_right_that_was_given_by_sql_is_named_and_the_status_is_one(
    person: User, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify_records")
    assert "Nothing differs." in capsys.readouterr().out
    User.objects.filter(pk=person.pk).update(is_superuser=True)
    with pytest.raises(CommandError, match="1 difference"):
        call_command("verify_records")
    assert f"row auth_user {person.pk}: it was altered since event 1" in capsys.readouterr().out
    other = User.objects.create_user("bert")
    call_command("verify_records", "--keep-as-found", "root was made in the shell")
    assert told_last()[:2] == ("operator", "keep_rows_as_found")
    assert [row[:2] for row in said_last()["rows"]] == [["auth_user", str(person.pk)], ["auth_user", str(other.pk)]]
    other_key = other.pk
    other.delete()
    with pytest.raises(CommandError):
        call_command("verify_records")
    assert f"row auth_user {other_key}: it is missing" in capsys.readouterr().out
    call_command("verify_records", "--keep-as-found", "and taken away again")


def test_the_job_of_the_night_keeps_what_it_found_and_readiness_tells_it(person: User, client: Client) -> None:
    assert client.get("/api/v1/readyz").json()["records"] == "not_checked"
    for altered, state in ((False, "ok"), (True, "failed")):
        User.objects.filter(pk=person.pk).update(is_superuser=altered)
        assert verify_records() == "1 job started"
        job = Job.objects.latest("created_at")
        run_job(str(job.pk))
        job.refresh_from_db()
        assert job.state == DONE, job.error
        assert client.get("/api/v1/readyz").json()["records"] == state
    check = IntegrityCheck.objects.latest("at")
    assert (check.differences, "auth_user" in check.first) == (1, True)
    IntegrityCheck.objects.create(at=datetime.now(UTC) - timedelta(days=3), differences=0)
    assert client.get("/api/v1/readyz").json()["records"] == "failed"


def test_each_screening_is_read_once_in_thirty_nights_and_the_newest_at_once() -> None:
    now = datetime(2026, 1, 31, tzinfo=UTC)
    manifest = Manifest.objects.create(
        source="a.csv", sha256="0" * 64, original=b"", received_at=now, received_by="ann"
    )
    same = {"manifest": manifest, "known_at": now, "question": "{}", "coverage": "{}", "summary": "{}"}
    for number in range(60):
        age = timedelta(days=40 if number else 1)
        Screening.objects.create(pk=UUID(int=number), made_at=now - age, made_by="ann", **same)
    nights = [set(screenings_of_tonight(now + timedelta(days=day)).values_list("pk", flat=True)) for day in range(30)]
    assert UUID(int=0) in nights[0]
    assert set[UUID]().union(*nights) == {UUID(int=number) for number in range(60)}
    assert all(len(night) <= 3 for night in nights)


def test_a_hash_that_a_log_in_makes_anew_is_told_of_and_hides_nothing_that_was_altered(person: User) -> None:
    assert PasswordBackend().authenticate(None, "ann", PASSWORD) == person
    assert User.objects.get(pk=person.pk).password.startswith("argon2")
    assert list(row_differences()) == []
    User.objects.filter(pk=person.pk).update(
        is_superuser=True, password=PBKDF2PasswordHasher().encode(PASSWORD, "a-salt-of-this-test", 1_000)
    )
    assert PasswordBackend().authenticate(None, "ann", PASSWORD) == person
    assert [found.table for found in row_differences()] == ["auth_user"]


def test_what_the_service_writes_meanwhile_is_no_difference(person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    last_digests = covered_rows._last_digests

    def and_then_a_verb(table: str) -> dict[str, covered_rows.LastDigest]:
        before = last_digests(table)
        if table == "auth_user":
            person.set_password(PASSWORD)
            person.save()
            record_password_set(user=person, actor="ann")
        return before

    monkeypatch.setattr(covered_rows, "_last_digests", and_then_a_verb)
    assert list(row_differences()) == []
