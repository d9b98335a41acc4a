"""Words that whoever guesses a password of this service tries first. Data: `password_words.csv`."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEAST: Final = 6


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
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as rows:
        return re.compile("|".join(re.escape(row["word"]) for row in csv.DictReader(rows)))
