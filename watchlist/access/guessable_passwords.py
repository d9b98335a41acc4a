"""Passwords that whoever guesses comes to soon: those with a name of their person, and those that zxcvbn finds.

It knows common passwords, words and names, dates, repeats, sequences, and keys that lie side by side.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Final

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn.matching import RANKED_DICTIONARIES, build_ranked_dict, omnimatch
from zxcvbn.scoring import most_guessable_match_sequence

LEAST: Final = 6
LEAST_GUESSES: Final = 10**10
"""The highest of zxcvbn's five steps: beyond what is tried against a stored hash in reasonable time."""
READ: Final = 50
"""Characters that are looked at: the time grows with more than their square, and what follows only adds guesses."""
SHORTEST_NAME: Final = 4


class HasNoName:
    """Takes a password that contains no name of its person, nor a part of one."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise `ValidationError` where it contains one."""
        if any(name in password.casefold() for name in names_of(user)):
            raise ValidationError(_("The password contains your name, or a part of it."), code="has_name")

    def get_help_text(self) -> str:
        """Return the rule, as the form of a new password shows it."""
        return _("The password contains no part of your name or of your address.")


class IsHardToGuess:
    """Takes a password of which so many others would be tried first."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise `ValidationError` where too few would be."""
        if guesses(password, names_of(user)) < LEAST_GUESSES:
            raise ValidationError(
                _(
                    "The password is easily guessed: it is made of common words, dates, repeats, or keys that lie side"
                    " by side. Take several words that nobody would put together."
                ),
                code="easily_guessed",
            )

    def get_help_text(self) -> str:
        """Return the rule, as the form of a new password shows it."""
        return _("Several words that nobody would put together are hard to guess; keys side by side are not.")


def names_of(user: User | None) -> list[str]:
    """Return the names of a person and of the account, and what their address begins with, in parts of some length."""
    if user is None:
        return []
    texts = (user.get_username(), user.first_name, user.last_name, user.email.partition("@")[0])
    parts = {part for text in texts for part in re.split(r"[\W_]+", text.casefold())}
    return sorted(part for part in parts if len(part) >= SHORTEST_NAME)


def guesses(password: str, names: list[str]) -> float:
    """Return how many passwords would be tried before this one, by who knows some names."""
    # As its own entry does, which would keep the names in a dictionary of the whole process.
    dictionaries = {**RANKED_DICTIONARIES, "names": build_ranked_dict(names)}
    read = password[:READ]
    return float(most_guessable_match_sequence(read, omnimatch(read, dictionaries))["guesses"])


class NotOfOurWords:
    """Takes a password of which six characters or more are left without the words of this service."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise `ValidationError` where too little is left."""
        if len(_words().sub("", password.casefold())) < LEAST:
            raise ValidationError(_("Without the words of this service the password is too short."), code="our_words")

    def get_help_text(self) -> str:
        """Return the rule, as the form of a new password shows it."""
        return _("Words of this service, as “watchlist” or “officer”, do not count towards its length.")


@cache
def _words() -> re.Pattern[str]:
    with Path(__file__).with_name("password_words.csv").open(encoding="utf-8", newline="") as rows:
        return re.compile("|".join(re.escape(row["word"]) for row in csv.DictReader(rows)))
