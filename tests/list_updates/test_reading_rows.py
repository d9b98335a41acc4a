"""A printed row: its names, and the forms that its words extend to."""

from __future__ import annotations

import pytest

from watchlist.list_updates.heads import names_in, read_row


@pytest.mark.parametrize(
    ("name", "printed", "reach"),
    [
        ("Toluene", "Toluene", ""),
        ("Anthranilic acid (2-aminobenzoic acid) and its salts", "Anthranilic acid (2-aminobenzoic acid)", "salts"),
        (
            "Methaqualone, its salts, optical isomers, and salts of optical isomers",
            "Methaqualone",
            "salts optical_isomers",
        ),
        ("4-Piperidone and its salts, including:", "4-Piperidone", "salts"),
        ("4-Piperidone, its salts, derivatives and analogues", "4-Piperidone", None),
    ],
)
def test_a_printed_row_is_read(name: str, printed: str, reach: str | None) -> None:
    read = read_row(name, "en")
    assert (read.printed, read.reach) == (printed, reach)


def test_a_printed_name_gives_its_other_names() -> None:
    names = ["4-AP (4-anilinopiperidine; N-phenyl-4-piperidinamine)", "4-AP"]
    assert list(names_in(names[0]))[:2] == names
    assert {"4-anilinopiperidine", "N-phenyl-4-piperidinamine"} <= set(names_in(names[0]))
