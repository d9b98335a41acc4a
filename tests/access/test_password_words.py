"""A password is not made of the words that everybody here thinks of first."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


@pytest.mark.parametrize("password", ["PrecursorWatchlist2026!", "compliance-officer", "watchlist12345"])
def test_words_of_this_service_do_not_count(password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert "our_words" in [error.code for error in refused.value.error_list]


@pytest.mark.parametrize("password", ["the officer of nine green lamps", "kettle-drum-watchlist-74"])
def test_beside_them_a_password_is_as_good_as_without(password: str) -> None:
    validate_password(password)
