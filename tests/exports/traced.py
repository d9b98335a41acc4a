"""Lines whose findings say how they came about: limbs, an open question, what fails, a relative. All invented."""

from __future__ import annotations

from typing import Any

from tests.exports.records import Record, finding, line

MEMBER_SMILES = "CC(=O)N(c1ccc(F)cc1)C1CCN(CCc2cccs2)CC1"
OPEN_SMILES = "COC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"
NEAR_SMILES = "c1ccc(CCN2CCC(Nc3ccccc3)CC2)cc1"
MASKED_SMILES = "CC(C)(C)OC(=O)N1CCC(=O)CC1"

LIMBS = {
    "A": "any single ring in place of the phenyl of the phenethyl group, further substituted or not",
    "D": "any single aromatic ring in place of the phenyl on the amide nitrogen, further substituted or not",
    "E": "another acyl group in place of the propanoyl on the amide nitrogen",
}


def site(name: str, limb: str, substituent: str, atoms: range, **facts: Any) -> Record:
    """A site of a class rule as its trace tells it."""
    told = {"site": name, "limb": limb, "substituent": substituent, "class": "", "verdict": "yes", "words": ""}
    return told | {"atoms": list(atoms)} | facts


def reading(smiles: str, name: str) -> Record:
    """What the field `smiles` was read as."""
    return {
        "from": "smiles",
        "value": smiles,
        "substance": None,
        "name": name,
        "inchikey": "",
        "smiles": smiles,
        "certainty": "exact",
        "by": "structure",
    }


NO_TRACE: Record = {"limb_words": {}, "sites": [], "failures": [], "questions": []}


def class_finding(rule: Record, **facts: Any) -> Record:
    """A finding of the US class of fentanyl-related substances."""
    of_class: Record = {
        "tier": "class_member",
        "branch": "drug",
        "jurisdiction": "US",
        "list": "us-schedule-1-fentanyl-related",
        "list_title": "Schedule I, fentanyl-related substances",
        "category": "Schedule I",
        "substance": "fentanyl-related substances",
        "substance_inchikey": "",
        "instrument": {"key": "us-hfa", "citation": "21 U.S.C. 812(c), Schedule I(e)(2)", "url": ""},
        "rule": {"key": "us-fentanyl-related", "version": "3", **NO_TRACE, **rule},
        "read_from": "smiles",
    }
    return finding(**of_class | facts)


US_SITES = [
    site("propanoyl", "E", "*C(C)=O", range(3), **{"class": "acyl"}),
    site("phenyl", "D", "*c1ccc(F)cc1", range(4, 11), **{"class": "aromatic_monocycle"}),
    site("2-phenylethyl", "", "*CCc1cccs1", range(15, 22), **{"class": "2-phenylethyl"}),
    site("the phenyl of the phenethyl group", "A", "*c1cccs1", range(17, 22), **{"class": "monocycle"}),
]

MEMBER = line(
    line=21,
    verdict="controlled",
    action="unknown",
    severity="high",
    declared={"name": "Research sample F-7", "smiles": MEMBER_SMILES, "quantity": "5", "unit": "g"},
    resolution=[reading(MEMBER_SMILES, "N-(4-fluorophenyl)-N-[1-(2-thiophen-2-ylethyl)piperidin-4-yl]acetamide")],
    findings=[
        class_finding(
            {"limbs": ["A", "D", "E"], "limb_words": LIMBS, "sites": US_SITES},
            explanation="Inside the class “fentanyl-related substances” by limbs A, D and E.",
            wording="(A) By replacement of the phenyl portion of the phenethyl group by any monocycle",
        ),
        class_finding(
            {
                "key": "cn-fentanyl",
                "limbs": ["1", "2", "4"],
                "sites": [
                    US_SITES[0] | {"limb": "1"},
                    US_SITES[1] | {"limb": "2"},
                    US_SITES[2] | {"limb": "4"},
                ],
            },
            jurisdiction="CN",
            list="cn-narcotics",
            list_title="Supplementary catalogue of narcotic drugs",
            category="Supplement",
            valid_from="2019-05-01",
            instrument={"key": "cn-2019", "citation": "Announcement of 1 April 2019", "url": ""},
            explanation="Inside the class “fentanyl-related substances” by limbs 1, 2 and 4.",
        ),
    ],
    explanation="Fentanyl-related substances. Controlled by US Schedule I and CN Supplement on 28 Jul 2025.",
)

QUESTION = "Is the alkoxycarbonyl group of a carbamate an “acyl group”?"
MAY_BE = "May be inside the class “fentanyl-related substances” by limb E."
OPEN = line(
    line=22,
    verdict="review",
    action="unknown",
    severity="medium",
    declared={"name": "Compound 31", "smiles": OPEN_SMILES},
    resolution=[reading(OPEN_SMILES, "methyl N-phenyl-N-[1-(2-phenylethyl)piperidin-4-yl]carbamate")],
    findings=[
        class_finding(
            {
                "limbs": ["E"],
                "sites": [
                    site("propanoyl", "E", "*C(=O)OC", range(4), verdict="question", **{"class": "alkoxycarbonyl"}),
                    site("phenyl", "", "*c1ccccc1", range(5, 11)),
                ],
                "questions": [QUESTION],
                "statement": MAY_BE,
            },
            certainty="guess",
            severity="medium",
            explanation=f"{MAY_BE} Open question: {QUESTION}",
        )
    ],
    explanation="A person must look: it may be inside a class of Schedule I.",
)

LACKS = "nothing but hydrogen where fentanyl has propanoyl"
LACKED = {"site": "propanoyl", "group": "nothing but hydrogen"}
NEAR = line(
    line=23,
    verdict="review",
    action="unknown",
    severity="medium",
    declared={"name": "Intermediate 4", "smiles": NEAR_SMILES},
    resolution=[reading(NEAR_SMILES, "N-phenyl-1-(2-phenylethyl)piperidin-4-amine")],
    findings=[
        class_finding(
            {
                "limbs": [],
                "sites": [site("phenyl", "", "*c1ccccc1", range(11, 17))],
                "failures": [{"condition": "acyl", "words": LACKS, **LACKED, "atoms": [10]}],
            },
            tier="near_boundary",
            severity="medium",
            explanation=f"Outside the class “fentanyl-related substances” by one condition: {LACKS}.",
        )
    ],
    explanation="A person must look: it stands close to a class of Schedule I, outside it by one condition.",
)

RESEMBLES = line(
    line=24,
    verdict="review",
    action="none_known",
    severity="high",
    declared={"name": "Building block B-1020", "smiles": MASKED_SMILES, "quantity": "10", "unit": "kg"},
    resolution=[reading(MASKED_SMILES, "tert-butyl 4-oxopiperidine-1-carboxylate")],
    findings=[
        finding(
            tier="analogue",
            severity="high",
            certainty="guess",
            bears="unknown",
            atoms=[7, 8, 9, 10, 11, 12, 13],
            read_from="smiles",
            explanation="On no list held here. Its structure resembles 4-piperidone, which is listed; many lawful "
            "chemicals do. It is not a statutory analogue finding, and says nothing about the parties.",
            evidence={
                "kind": "masked",
                "mask": "tert-butoxycarbonyl",
                "family": "piperidones",
                "words": "without its tert-butoxycarbonyl group it is 4-piperidone.",
                "relative_smiles": "O=C1CCNCC1",
            },
        )
    ],
    explanation="A person must look: its structure resembles 4-piperidone, which is listed.",
)

TRACED = (MEMBER, OPEN, NEAR, RESEMBLES)
