"""Text that a screen would hide or obey is written out; days and widths are as a person sees them."""

from __future__ import annotations

import pytest

from watchlist.engine.reports.text import all_visible, clip, columns, day, instant, short_hash, visible, wrap


@pytest.mark.parametrize(
    "code", [0x00, 0x07, 0x1B, 0x7F, 0x9B, 0x200B, 0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF, 0x2028, 0xD800]
)
def test_hidden_characters_are_written_out(code: int) -> None:
    assert visible(f"a{chr(code)}b") == f"a[U+{code:04X}]b"


def test_a_line_break_and_a_tab_are_drawn_and_other_scripts_are_left_alone() -> None:
    assert visible("ACETONE\r\nTECH\tGRADE") == "ACETONE↵TECH⇥GRADE"
    assert visible("氯化钠 нафталин می\u200cخواهم") == "氯化钠 нафталин می\u200cخواهم"


def test_every_text_of_a_record_is_made_visible_keys_too() -> None:
    assert all_visible({"a\x1b": ["\u202e", {"b": "\x07"}, 1, None]}) == {
        "a[U+001B]": ["[U+202E]", {"b": "[U+0007]"}, 1, None]
    }


def test_days_and_instants_are_written_one_way() -> None:
    assert day("2025-07-28") == "28 Jul 2025"
    assert instant("2025-07-28T11:14:00+02:00") == "28 Jul 2025 09:14 UTC"
    assert instant("2025-07-28T09:14:00") == "28 Jul 2025 09:14 UTC"


def test_what_is_no_day_is_shown_as_it_is() -> None:
    assert (day("soon"), day(None), instant("soon"), instant(None)) == ("soon", "", "soon", "")


def test_a_cut_text_says_how_long_it_was() -> None:
    assert clip("abc", 3) == "abc"
    assert clip("abcd" * 300, 3) == "abc… (1,200 characters)"


def test_a_hash_is_shortened_to_what_a_person_compares() -> None:
    assert short_hash("c81d" + "0" * 56 + "ab90") == "c81d0000…ab90"


def test_wide_characters_take_two_columns_and_combining_marks_none() -> None:
    assert (columns("abc"), columns("氯化钠"), columns("e\u0301")) == (3, 6, 1)


@pytest.mark.parametrize(
    "text", ["N-(1-phenethylpiperidin-4-yl)-N-phenylpropanamide hydrochloride", "氯化钠" * 9, "A" * 99, "a b " * 30]
)
@pytest.mark.parametrize("width", [5, 14, 40])
def test_wrapping_fits_the_width_and_loses_nothing(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("code", [0x034F, 0x115F, 0x180B, 0x3164, 0xFE0F, 0xFFA0, 0xE0041, 0xE0100, 0x200D, 0x200C])
def test_blanks_and_joiners_between_latin_letters_are_written_out(code: int) -> None:
    assert visible(f"a{chr(code)}b") == f"a[U+{code:04X}]b"
