"""Which ground holds on a class, in a form that its words reach and in one that they do not."""

from __future__ import annotations

from datetime import date

import pytest

from tests.chemistry.class_rules.invented import RULE, traced
from tests.screenings.law import control_list, scheduling
from watchlist.engine.decision.class_grounds import ClassListingMatch, class_ground_of
from watchlist.engine.decision.movement import Window

DAY = date(2020, 6, 1)
DRUGS = control_list(branch="drug", title="Schedule I")
CHLORO, ESTER, LEFT_OUT = "NCc1ccc(Cl)cc1", "NCc1ccc(OC(C)=O)cc1", "NCc1ccc(F)cc1"
IN_DOUBT = RULE + 'question = "acyl"\n'
ANSWERED = IN_DOUBT + '\n[[answers]]\nquestion = "acyl"\nanswer = "yes"\ncitation = "said so"\nsource = "invented"\n'


class Goods:
    """What chemistry found: forms, and no atoms."""

    def __init__(self, forms: tuple[str, ...]) -> None:
        self.forms = forms
        self.atoms = ()


def ground(smiles: str, forms: str = "", reach: str = "", text: str = RULE) -> tuple[str, str] | None:
    row = scheduling(list=DRUGS, reach=frozenset(reach.split()))
    window = Window(DAY, DAY, "given", DAY)
    return class_ground_of(ClassListingMatch(Goods(tuple(forms.split())), row, window, (), traced(smiles, text)))


@pytest.mark.parametrize(
    ("smiles", "forms", "reach", "tier"),
    [
        (CHLORO, "", "", "class_member"),
        (CHLORO, "salt", "salts", "class_member"),
        (CHLORO, "salt", "", "drug_reference"),  # the drug is there, whatever the words reach
        (ESTER, "ester", "esters", "class_member"),
        (ESTER, "ester", "", "drug_reference"),  # nothing that the words reach is there, but a form of a drug is
        (ESTER, "ester salt", "salts", "drug_reference"),
    ],
)
def test_a_form_of_a_drug_inside_a_class_is_never_merely_near_it(
    smiles: str, forms: str, reach: str, tier: str
) -> None:
    found = ground(smiles, forms, reach)
    assert found is not None
    assert found[0] == tier


def test_a_sentence_never_says_both_that_the_law_reaches_a_form_and_that_it_does_not() -> None:
    outside = "Outside Schedule I by one condition: its words do not reach esters."
    but_for = "But for that it would be inside the class, by limb ring."
    drug = "A form of a controlled drug; drug law applies, not precursor law."
    assert ground(ESTER, "ester") == ("drug_reference", f"{outside} {but_for} {drug}")
    salt = ground(CHLORO, "salt")
    assert salt is not None
    assert salt[1].endswith("(ring). A controlled drug, in another form; drug law applies, not precursor law.")


def test_what_an_answer_takes_out_of_a_class_is_no_controlled_drug() -> None:
    named, in_doubt, taken_out = (ground(LEFT_OUT, text=text) for text in (RULE, IN_DOUBT, ANSWERED))
    assert named is not None
    assert in_doubt is not None
    assert (named[0], in_doubt[0], taken_out) == ("drug_reference", "class_member", None)
    assert "4-fluorophenylmethanamine is a controlled drug" in named[1]
