"""What a line states of its strength and its product form, by its fields or by the words on its name."""

from __future__ import annotations

import pytest

from watchlist.engine.decision.measures import stated_fields
from watchlist.engine.identification.records import StrippedWords

STRENGTH = StrippedWords("concentration", "35 %")
TABLETS = StrippedWords("medicine", "tablets", "medicine")


def test_words_on_the_name_speak_where_the_fields_are_silent() -> None:
    said = stated_fields({"name": "x"}, (STRENGTH, TABLETS))
    assert (said["concentration"], said["product_form"]) == ("35 %", "medicine")


def test_a_field_comes_before_the_words() -> None:
    said = stated_fields({"concentration": "20 %", "product_form": "raw"}, (STRENGTH, TABLETS))
    assert (said["concentration"], said["product_form"]) == ("20 %", "raw")


@pytest.mark.parametrize(
    ("fields", "form"),
    [
        ({"hs_code": "3004.90"}, "medicine"),
        ({"hs_code": "3822.90.00"}, "standard"),
        ({"hs_code": "2914.11"}, None),
        ({"product_form": "Tabletten"}, "medicine"),
        ({"product_form": "片剂"}, "medicine"),
        ({"product_form": "lumps"}, "lumps"),
    ],
)
def test_a_product_form_is_read_from_heading_and_word(fields: dict[str, str], form: str | None) -> None:
    assert stated_fields(fields, ()).get("product_form") == form
