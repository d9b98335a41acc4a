"""Passwords that are guessed soon are refused, whatever their length; long ones of unlike words are taken."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tests.exploding import in_time
from watchlist.access.guessable_passwords import guesses

HAS_NAME, GUESSED = "has_name", "easily_guessed"
ADA = User(username="aquist", first_name="Ada-Maria", last_name="Quist Ødegård", email="ada.lovelace@example.org")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        # A name of hers, or what her address begins with, whole or in part, and in any case.
        ("green-lamps-AQUIST-ferry", HAS_NAME),
        ("seven quist kettles", HAS_NAME),
        ("my-MARIA-in-the-harbour", HAS_NAME),
        ("ødegårds nine lamps", HAS_NAME),
        ("Lovelace and the nine kettles", HAS_NAME),
        # Keys that lie side by side, on three keyboards, there and back.
        ("qwertyuiop[]asdf", GUESSED),
        ("1qaz2wsx3edc4rfv", GUESSED),
        ("qwertzuiopasdf", GUESSED),
        ("azertyuiopqsdf", GUESSED),
        ("poiuytrewqlkjhgfdsa", GUESSED),
        ("qwer1234asdf5678", GUESSED),
        # The common ones, dressed up.
        ("Password12345678", GUESSED),
        ("P@ssw0rd12345", GUESSED),
        ("iloveyou12345", GUESSED),
        ("letmein-letmein", GUESSED),
        ("trustno1trustno1", GUESSED),
        # Repeats, sequences and dates.
        ("abcdefghijklmnop", GUESSED),
        ("111111222222333333", GUESSED),
        ("aB3$aB3$aB3$aB3$", GUESSED),
        ("19850412198504", GUESSED),
        ("x" * 1_000, GUESSED),
    ],
)
def test_a_password_that_is_guessed_soon_is_refused(password: str, why: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, ADA)
    assert why in [error.code for error in refused.value.error_list]


@pytest.mark.parametrize(
    "password",
    [
        "a ferry in the rain",
        "nine-lamps-below-the-quay",
        "lampe kaffee treppe wolke",
        "j8Kq2mXw9PzL4",
        "ada and the nine kettles",  # three letters stand in many words
        "四条河原町の夜は長い雨でした",
        "nine kettles below the quay " * 200,
    ],
)
def test_one_of_unlike_words_is_taken(password: str) -> None:
    validate_password(password, ADA)


@pytest.mark.parametrize("password", ["@8({3#6!|10$57%2" * 500, "4@81" * 2_000, "1a" * 4_000])
def test_no_password_takes_long_to_look_at(password: str) -> None:
    with in_time():
        guesses(password, ["aquist"])


def test_who_has_no_name_yet_is_asked_for_no_less() -> None:
    validate_password("seven quist kettles", User())
    with pytest.raises(ValidationError):
        validate_password("qwertyuiop[]asdf")
