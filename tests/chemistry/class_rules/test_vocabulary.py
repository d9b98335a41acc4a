from __future__ import annotations

from collections import defaultdict

import pytest
from rdkit import Chem

from chemistry.class_rules.vocabulary import belongs, classes, named
from chemistry.data import rows as data_rows
from tests.chemistry.labelled import rows


def canonical(branch: str) -> str:
    return str(Chem.MolToSmiles(Chem.MolFromSmiles(branch)))


@pytest.mark.parametrize("row", rows("substituents.csv"), ids=lambda row: f"{row['class']} {row['branch']}")
def test_a_branch_belongs_to_a_class_with_every_atom_or_not_at_all(row: dict[str, str]) -> None:
    assert belongs(canonical(row["branch"]), row["class"]) == (row["expected"] == "yes")


@pytest.mark.parametrize("name", classes())
def test_every_class_has_examples_of_both_kinds(name: str) -> None:
    expected = defaultdict(set)
    for row in rows("substituents.csv"):
        expected[row["class"]].add(row["expected"])
    assert expected[name] == {"yes", "no"}


@pytest.mark.parametrize(
    ("branch", "class_name", "words"),
    [
        ("*c1ccc(F)cc1", "aromatic_monocycle", "a 4-fluorophenyl ring"),
        ("*C(=O)C(C)C", "acyl", "a 2-methylpropanoyl group"),
        ("*CC", "alkyl", "an ethyl group"),
        ("*c1ccc(OC(C)C)cc1", "aromatic_group", "a 4-(propan-2-yloxy)phenyl ring"),
        ("*Cc1cccs1", "", "a thiophen-2-ylmethyl group"),
        ("*CC(=O)c1ccccc1", "", "a 2-oxo-2-phenylethyl group"),
        ("*OCO*", "alkylenedioxy", "a methylenedioxy group"),
        ("*CCCCCCCCC", "alkyl", "an alkyl group (C9H19)"),
        ("*c1ccc(C(C)C)nc1", "aromatic_monocycle", "a single aromatic ring (C8H10N)"),
        ("*C[Si](C)(C)C", "any", "a group C4H11Si"),
        ("*C[Si](C)(C)C", "", "a group C4H11Si"),
    ],
)
def test_a_branch_is_named_as_people_know_it(branch: str, class_name: str, words: str) -> None:
    assert named(canonical(branch), class_name) == words


def test_no_branch_has_two_names_and_no_name_two_branches() -> None:
    table = data_rows("substituent_names.csv")
    assert len({canonical(row["branch"]) for row in table}) == len(table)
    assert len({row["name"] for row in table}) == len(table)
