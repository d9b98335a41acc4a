from __future__ import annotations

import pytest

from chemistry.errors import CasError
from chemistry.names.cas import normalise_cas, one_slip_away, written_in


@pytest.mark.parametrize(
    "text",
    [
        "41661-47-6",
        " 41661 47 6 ",
        "41661476",
        "41661‑47‑6",
        "41661–47−6",
        "４１６６１－４７－６",
        "CAS 41661-47-6",
        "CAS No. 41661-47-6",
        "cas-no: 41661-47-6",
        "CAS RN: 41661-47-6",
        "CAS#41661-47-6",
        "0041661-47-6",
        "C.A.S. 41661-47-6",
        "C. A. S. No.: 41661-47-6",
        "CAS号：41661-47-6",
        "CAS登記番号 41661-47-6",
        "CAS №41661-47-6",
        "CAS n° 41661-47-6",
        "(41661-47-6)",
        "[CAS 41661-47-6].",
    ],
)
def test_a_registry_number_is_one_however_it_is_typed(text: str) -> None:
    assert normalise_cas(text) == "41661-47-6"


@pytest.mark.parametrize("text", ["", "none", "1234", "12-34-5-6", "41661-47-6 and 103-79-7", "4" * 70, "-47-6"])
def test_what_is_no_registry_number_is_malformed(text: str) -> None:
    with pytest.raises(CasError) as caught:
        normalise_cas(text)
    assert caught.value.code == "cas_malformed"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("replaces 103-79-7, CAS: 67–64–1.", ["103-79-7", "67-64-1"]),
        ("103-79-8, 2026-03-02, +49-30-12-7, A103-79-7", []),
        ("", []),
    ],
)
def test_numbers_stand_in_a_running_text(text: str, numbers: list[str]) -> None:
    assert written_in(text) == numbers


def test_a_wrong_check_digit_is_named_with_the_right_one() -> None:
    with pytest.raises(CasError) as caught:
        normalise_cas("1609-66-5")
    assert (caught.value.code, caught.value.detail) == ("cas_check_digit", "1609-66-5 should end in 1")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("103-79-8", ("103-79-7",)),
        ("130-79-7", ("130-79-0", "103-79-7")),
        ("103-97-7", ("103-97-9", "103-79-7")),
        ("CAS 103 79 8", ("103-79-7",)),
        ("103-79-7", ()),
        ("none", ()),
        ("", ()),
    ],
)
def test_a_wrong_number_is_one_slip_away_from_few(typed: str, meant: tuple[str, ...]) -> None:
    assert set(one_slip_away(typed)) >= set(meant)
    assert len(one_slip_away(typed)) <= 4
    assert bool(one_slip_away(typed)) == bool(meant)
    assert [normalise_cas(number) for number in one_slip_away(typed)] == list(one_slip_away(typed))
