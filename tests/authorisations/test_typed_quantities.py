"""A quantity that a person types is read the same in every language: exactly, or not at all."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.utils.translation import override

from watchlist.authorisations.facts import read_limit
from watchlist.engine.errors import CorrectTheData

GRAMS = 1_000
LANGUAGES = [code for code, _ in settings.LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("typed", "grams"),
    [
        ("1,5 kg", 1_500),
        ("1.5 kg", 1_500),
        ("1 500,5 kg", 1_500_500),
        ("1.234,5 kg", 1_234_500),
        ("1,234.5 kg", 1_234_500),
        ("1.500 kg", None),
        ("1,500 kg", None),
    ],
)
def test_a_decimal_sign_is_read_exactly_or_the_quantity_is_refused(
    language: str, typed: str, grams: int | None
) -> None:
    with override(language):
        if grams is None:
            with pytest.raises(CorrectTheData):
                read_limit(typed)
        else:
            assert read_limit(typed) == (grams * GRAMS, "mass")
