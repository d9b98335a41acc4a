"""The head of a printed name."""

from __future__ import annotations

import pytest

from watchlist.list_updates.heads import head_key, printed_head

HEADS = [
    ("N-Phenyl-4-piperidinamine and its salts", "N-Phenyl-4-piperidinamine"),
    (
        "N-Phenyl-4-piperidinamine (N-phenylpiperidin-4-amine), its salts, derivatives and analogues, including:",
        "N-Phenyl-4-piperidinamine",
    ),
    ("4-Piperidone and its salts", "4-Piperidone"),
    ("3,4-Methylenedioxyphenyl-2-propanone (1-(1,3-benzodioxole)-2-propanone), its derivatives and analogues", None),
    ("1-(1,3-benzodioxole)-2-propanone", "1-(1,3-benzodioxole)-2-propanone"),
    ("(E)-Anethole (1-methoxy-4-(prop-1-enyl)benzene)", "(E)-Anethole"),
    ("(1R,2S) (-)-Ephedrine and its salts", "(1R,2S) (-)-Ephedrine"),
    ("Butyl (2E)-but-2-enoate", "Butyl (2E)-but-2-enoate"),
    ("Methyl (phenyl) acetate", "Methyl (phenyl) acetate"),
    ("P-2-P methyl glycidic acid (BMK), butyl ester", "P-2-P methyl glycidic acid (BMK), butyl ester"),
    ("P-2-P methyl glycidic acid, butyl ester (BMK butyl glycidate)", "P-2-P methyl glycidic acid, butyl ester"),
    (
        "Any preparation or mixture that contains safrole and its salts",
        "Any preparation or mixture that contains safrole",
    ),
    (
        "Any preparation or mixture that contains a precursor set out in Part 1, except items 20 to 23, or in Part 2.",
        "Any preparation or mixture that contains a precursor set out in Part 1",
    ),
    ("Safrole (5-(2-propenyl)-1,3-benzodioxole) and any essential oil containing more than 4% safrole", "Safrole"),
    ("Hypophosphorous acid, its salts and derivatives", "Hypophosphorous acid"),
    ("Ethyl ether (gas) (diethyl ether)", "Ethyl ether"),
    ("aniline salts", "aniline salts"),
    ("Ephedrine (an open bracket", "Ephedrine (an open bracket"),
    ("麻黄素及其盐类", "麻黄素"),
    ("Éphédrine et ses sels", "Éphédrine"),
]


@pytest.mark.parametrize(("name", "head"), HEADS)
def test_the_head_of_a_name_is_what_is_listed(name: str, head: str | None) -> None:
    assert printed_head(name) == (head or name.partition(" (")[0])


def test_names_of_one_substance_in_other_words_have_one_key() -> None:
    assert head_key("4–Piperidone, its salts") == head_key("4-piperidone (piperidin-4-one)")


def test_a_name_as_long_as_a_file_allows_is_read_to_a_bound() -> None:
    assert printed_head("(a) " * 50_000) == printed_head("(a) " * 60_000)
