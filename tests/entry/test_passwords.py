"""Passwords: which are taken, how they are kept, and that a person who left is nowhere any more."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from tests.entry.conftest import LOG_IN, PASSWORD
from watchlist.access.tokens import issue

DESK, OWN = "/admin/", "/api/v1/tokens/mine/"


@pytest.fixture
def bert(officer: User) -> User:
    """Return an officer whose password is kept as the house keeps it."""
    officer.set_password(PASSWORD)
    officer.save()
    return officer


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("elevenchars", "password_too_short"),
        ("telechargement", "password_too_common"),
        ("second.officer", "password_too_similar"),
    ],
)
def test_a_password_is_long_and_neither_common_nor_the_name(second_officer: User, password: str, why: str) -> None:
    second_officer.username = "second.officer"
    with pytest.raises(ValidationError) as refused:
        validate_password(password, second_officer)
    assert why in [error.code for error in refused.value.error_list]


def test_nobody_asks_for_capitals_and_digits(second_officer: User) -> None:
    validate_password("a ferry in the rain", second_officer)


def test_a_form_asks_for_a_long_one(client: Client, bert: User) -> None:
    client.force_login(bert, backend="watchlist.access.password_backend.PasswordBackend")
    said = {"old_password": PASSWORD, "new_password1": "wet ferry", "new_password2": "wet ferry"}
    assert "at least 12 characters" in client.post("/admin/password_change/", said).content.decode()
    bert.refresh_from_db()
    assert bert.check_password(PASSWORD)


def test_a_password_is_kept_by_argon2_and_an_older_hash_is_made_anew_at_the_log_in(client: Client, bert: User) -> None:
    assert identify_hasher(bert.password).algorithm == "argon2"
    User.objects.filter(pk=bert.pk).update(password=make_password(PASSWORD, hasher="pbkdf2_sha256"))
    assert client.post(LOG_IN, {"username": "officer", "password": PASSWORD}).status_code == 302
    bert.refresh_from_db()
    assert identify_hasher(bert.password).algorithm == "argon2"
    assert bert.check_password(PASSWORD)


def test_who_is_deactivated_is_out_at_the_next_call(client: Client, bert: User) -> None:
    _token, text = issue(user=bert, scopes=["read_lists"], actor="root")
    program = Client(headers={"Authorization": f"Token {text}"})
    client.post(LOG_IN, {"username": "officer", "password": PASSWORD})
    assert (client.get(DESK).status_code, program.get(OWN).status_code) == (200, 200)
    User.objects.filter(pk=bert.pk).update(is_active=False)
    assert client.get(DESK)["Location"].startswith(LOG_IN)
    assert program.get(OWN).status_code == 401
    client.post(LOG_IN, {"username": "officer", "password": PASSWORD})
    assert client.get(DESK).status_code == 302
