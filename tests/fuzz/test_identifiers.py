"""Registry numbers, codes, keys and names: only what is valid is read as valid, and a key of a key is that key."""

from __future__ import annotations

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import strategies as st

from chemistry.errors import CasError
from chemistry.names.cas import normalise_cas, one_slip_away, written_in
from chemistry.names.nomenclature import normalise_name, peel_counterion
from tests.chemistry.labelled import rows
from tests.fuzz.drawn import damaged_text
from tests.fuzz.searching import fuzzed
from watchlist.engine.identification.codes import codes_in
from watchlist.engine.identification.confusions import MOST_READINGS, repaired
from watchlist.engine.identification.elements import elements_of
from watchlist.engine.identification.wordings import MOST_TRADE_WORDS, readings, vague
from watchlist.engine.reading.characters import clean
from watchlist.engine.reports.csvfile import inert
from watchlist.engine.reports.text import HIDDEN, visible
from watchlist.webhooks.verifying import verify

pytestmark = pytest.mark.long

NUMBERS = ["67-64-1", "CAS No. 103-79-7", "C.A.S. 0050-98-6", "CAS号 299-42-3", "67641", "６７－６４－１", "103 79 7"]
CODES = ["2914.31.00", "HS 291431", "UN 1090", "UN1830, 8, II", "CN 2939 41 00", "2933399073", "8(a)", "29.14/31"]
NAMES = [row["name"] for row in rows("resolution.csv") if row["name"]] + [
    row["written"] for row in rows("systematic_names.csv")
]


def _check_digit(digits: str) -> int:
    return sum(place * int(digit) for place, digit in enumerate(reversed(digits), start=1)) % 10


@fuzzed(damaged_text(NUMBERS))
def test_registry_numbers(text: str) -> None:
    with suppress(CasError):
        number = normalise_cas(text)
        digits = number.replace("-", "")
        assert _check_digit(digits[:-1]) == int(digits[-1])
        assert normalise_cas(number) == number
        assert number.isascii()
        read = [str(unicodedata.digit(mark)) for mark in unicodedata.normalize("NFKC", text) if mark.isdigit()]
        assert "".join(read).lstrip("0") == digits
    assert all(normalise_cas(number) == number for number in (*written_in(text), *one_slip_away(text)))


@fuzzed(st.sampled_from(("hs_code", "cn_code", "un_number")), damaged_text(CODES))
def test_codes(field: str, text: str) -> None:
    for code in codes_in(field, text):
        assert code.isascii()
        assert code.isdigit()
        assert len(code) in (4, 6, 8, 10) or field != "un_number"


@fuzzed(damaged_text(NAMES))
def test_names(text: str) -> None:
    key = normalise_name(text)
    assert normalise_name(text) == key
    assert key == key.casefold() or not key.isascii()
    peeled = peel_counterion(text)
    assert peeled is None or (peeled.base and peeled.forms)
    assert len(readings(text)) <= 8 * MOST_TRADE_WORDS
    assert len(repaired(text)) <= MOST_READINGS
    vague(text)
    elements_of(text)


@fuzzed(damaged_text(NAMES))
def test_cells_and_what_is_shown_of_them(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert not [mark for mark in shown if unicodedata.category(mark) in HIDDEN and mark not in "\u200c\u200d"]
    assert inert(text).endswith(text)
    assert inert(text)[:1] not in tuple("=+-@\t\r\n＝＋－＠")
    cleaned = clean(text)
    assert clean(cleaned.text).text == cleaned.text
    assert "\0" not in cleaned.declared


@fuzzed(damaged_text([f"t=1700000000,v1={'0' * 64}", "t=1,v1=a,v1=b"]), damaged_text(["a-delivery"]))
def test_signatures(signature: str, delivery: str) -> None:
    assert not verify(secret="s", signature=signature, delivery=delivery, body=b"{}")
