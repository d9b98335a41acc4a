"""Screening records as the pipeline gives them: each verdict, and a line that attacks its reader. All invented.

They are plain JSON, to be changed key by key; `typed` makes the records of them that writers are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any, TextIO

from watchlist.engine import answer as types
from watchlist.engine.answer_codec import decode

Record = dict[str, Any]

FINDING: Record = {
    "tier": "listed",
    "branch": "precursor",
    "severity": "high",
    "certainty": "exact",
    "confidence": "confirmed",
    "bears": "yes",
    "jurisdiction": "UN",
    "list": "un-table-1",
    "list_title": "1988 Convention, Table I",
    "category": "Table I",
    "entry": "un-table-1/4-piperidone",
    "substance": "4-piperidone",
    "substance_inchikey": "VRJHQPZVIGNGMX-UHFFFAOYSA-N",
    "form": None,
    "forms": [],
    "as_of": "2025-07-28",
    "date_basis": "export",
    "valid_from": "2024-12-03",
    "date_precision": "day",
    "date_confidence": "confirmed",
    "valid_until": None,
    "wording": "",
    "instrument": {"key": "cnd-67-6", "citation": "CND decision 67/6", "url": "https://www.unodc.org/"},
    "rule": None,
    "evidence": None,
    "quantity": None,
    "conditions": [],
    "obligations": [],
    "explanation": "Named in Table I.",
    "read_from": "name",
    "atoms": None,
}

LINE: Record = {
    "record": "line",
    "line": 1,
    "key": "L1",
    "verdict": "no_match",
    "action": "none_known",
    "severity": "none",
    "depth": "structure",
    "amount": None,
    "declared": {},
    "fields": {},
    "resolution": [],
    "peeled": [],
    "conflicts": [],
    "findings": [],
    "suppressed": [],
    "problems": [],
    "explanation": "",
    "request": "",
}


def finding(**facts: Any) -> Record:
    """A finding of Table I with some facts changed."""
    return deepcopy(FINDING) | facts


def line(**facts: Any) -> Record:
    """A line that matches nothing with some facts changed; its headings are the names of the fields."""
    return deepcopy(LINE) | {"fields": facts.get("declared", {})} | facts


def held(key: str, title: str, jurisdiction: str, **facts: Any) -> Record:
    """A list of the coverage record, verified lately."""
    return {
        "key": key,
        "title": title,
        "jurisdiction": jurisdiction,
        "branch": "precursor",
        "edition": "2025-07-25",
        "sha256": "c81d" + "0" * 56 + "ab90",
        "entries": 45,
        "last_verified": "2025-07-27",
        "stale": False,
        "confirmed_share": 0.93,
        "complete": True,
    } | facts


COVERAGE: Record = {
    "record": "coverage",
    "as_of": "2025-07-28",
    "as_of_range": ["2025-07-28", "2025-09-02"],
    "known_at": "2025-07-28T09:14:00Z",
    "jurisdictions": ["UN", "CN", "EU"],
    "not_held": ["BR"],
    "branches_not_held": ["chemical weapons", "dual use", "explosives precursors"],
    "stages": ["identity", "forms", "classes"],
    "lists": [
        held("un-table-1", "1988 Convention, Table I", "UN", entries=33),
        held(
            "cn-catalogue",
            "Catalogue of precursor chemicals",
            "CN",
            stale=True,
            last_verified="2025-06-17",
            confirmed_share=0.4,
        ),
        held("eu-111-2005", "Regulation (EC) No 111/2005", "EU", edition="2025-07-25", entries=49),
    ],
    "engine": {
        "service": "1.0.0rc1",
        "rdkit": "2026.3.6",
        "rules_sha256": "77e0" + "0" * 56 + "001c",
        "dictionary": "chemicals 1.5.2",
        "nomenclature": None,
        "calibration_sha256": None,
        "libraries": "Python 3.11.9, numpy 2.4.1",
    },
    "ignored_columns": ["Pallet", "箱号"],
    "read": {"encoding": "utf-8", "dialect": "comma", "sheets": [], "not_read": [], "mapping": []},
}

QUANTITY: Record = {
    "kind": "cumulative_quantity",
    "effect": "triggers_duty",
    "required": "250 gallons or 1,023 kg, cumulative in a calendar month",
    "declared": "25 kg",
    "met": "unknown",
    "confidence": "reported",
    "citation": "21 CFR 1310.04(f)",
    "shipment_finding": None,
}
ATOMS = [2, 3, 4, 5, 6, 7, 8]

CONTROLLED = line(
    line=5,
    key="L5",
    verdict="controlled",
    action="authorise",
    severity="high",
    declared={
        "line": "5",
        "name": "4-PIPERIDONE MONOHYDRATE HYDROCHLORIDE, 98%",
        "cas": "40064-34-4",
        "hs_code": "2914.29",
        "quantity": "25",
        "unit": "KGS",
        "origin": "CN",
        "destination": "DE",
        "Pallet": "A-17",
    },
    resolution=[
        {
            "from": "name",
            "value": "4-PIPERIDONE MONOHYDRATE HYDROCHLORIDE, 98%",
            "substance": "4-piperidone",
            "name": "4-piperidone hydrochloride monohydrate",
            "inchikey": "ZPBUDRPHCNTFTR-UHFFFAOYSA-N",
            "smiles": "Cl.O.O=C1CCNCC1",
            "certainty": "parsed",
            "by": "watchlist",
        },
        {
            "from": "cas",
            "value": "40064-34-4",
            "substance": "4-piperidone",
            "name": "4-piperidone hydrochloride monohydrate",
            "inchikey": "ZPBUDRPHCNTFTR-UHFFFAOYSA-N",
            "smiles": "Cl.O.O=C1CCNCC1",
            "certainty": "exact",
            "by": "watchlist",
        },
    ],
    conflicts=[
        {
            "code": "hs_name_mismatch",
            "fields": ["hs_code", "name"],
            "severity": "medium",
            "detail": "The ring holds a nitrogen, so the heading would be 2933.39; name and CAS agree with each other.",
        }
    ],
    findings=[
        finding(tier="listed_form", form="salt", atoms=ATOMS, explanation="Table I reaches the salts of 4-piperidone."),
        finding(
            jurisdiction="CN",
            list="cn-catalogue",
            list_title="Catalogue of precursor chemicals",
            category="Category 2",
            entry="cn-catalogue/4-piperidone",
            valid_from="2025-07-20",
            atoms=ATOMS,
            explanation="Named in category 2, salts included.",
            bears="unknown",
            instrument={
                "key": "cn-2025-06",
                "citation": "Announcement of six ministries, June 2025",
                "url": "javascript:alert(1)",
            },
            conditions=[QUANTITY],
            obligations=["Export permit from China, in any quantity."],
        ),
        finding(
            tier="announced",
            severity="medium",
            jurisdiction="EU",
            list="eu-111-2005",
            list_title="Regulation (EC) No 111/2005",
            category="Category 1",
            confidence="reported",
            valid_from="2025-08-14",
            as_of="2025-09-02",
            date_basis="arrival",
            form="salt",
            atoms=ATOMS,
            instrument={
                "key": "eu-2025-1475",
                "citation": "Delegated Regulation (EU) 2025/1475",
                "url": "https://eur-lex.europa.eu/",
            },
            obligations=["Operator licence and import authorisation."],
            explanation="Decided; in force from 14 August 2025.",
        ),
    ],
    explanation="4-Piperidone, as its hydrochloride. Controlled by the 1988 Convention and by China on 28 July 2025.",
)

REVIEW = line(
    line=11,
    key="L11",
    verdict="review",
    action="unknown",
    severity="medium",
    declared={
        "name": "N-(1-phenethylpiperidin-4-yl)-N-phenylbenzamide",
        "smiles": "O=C(c1ccccc1)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1",
        "quantity": "1",
        "unit": "kg",
    },
    resolution=[
        {
            "from": "smiles",
            "value": "O=C(c1ccccc1)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1",
            "substance": "",
            "name": "N-(1-phenethylpiperidin-4-yl)-N-phenylbenzamide",
            "inchikey": "DZZZZZZZZZZZZZ-UHFFFAOYSA-N",
            "smiles": "O=C(c1ccccc1)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1",
            "certainty": "exact",
            "by": "structure",
        }
    ],
    findings=[
        finding(
            tier="near_boundary",
            severity="medium",
            jurisdiction="US",
            list="us-fentanyl-related",
            list_title="Fentanyl-related substances",
            category="Schedule I",
            substance="fentanyl-related substance",
            branch="drug",
            valid_from=None,
            date_precision="unknown",
            confidence="unverified",
            instrument={"key": "us-hfa", "citation": "21 USC 812(c), Schedule I(e)", "url": "https://www.govinfo.gov/"},
            rule={
                "key": "us-fentanyl-related",
                "version": "3",
                "limbs": ["A", "E"],
                "limb_words": {},
                "sites": [],
                "failures": [],
                "questions": [],
            },
            atoms=[2, 3, 4, 5, 6, 7],
            explanation="Outside the class by one condition: E, the group that replaces the N-propionyl group.",
        ),
        finding(
            tier="analogue",
            severity="medium",
            certainty="guess",
            jurisdiction="UN",
            list_title="1961 Convention, Schedule I",
            category="Schedule I",
            substance="fentanyl",
            valid_from="1964-01-01",
            date_precision="year",
            atoms=[8, 9, 10, 11, 12, 13],
            instrument=None,
            bears="unknown",
            explanation="On no list held here. Resembles fentanyl, which is listed; many lawful chemicals do. "
            "It is not a statutory analogue finding, and says nothing about the parties.",
        ),
    ],
    suppressed=[
        finding(
            tier="analogue",
            severity="low",
            certainty="guess",
            substance="pethidine",
            explanation="Its structure resembles pethidine, which is listed; many lawful chemicals do.",
            by="officer",
            second="second-officer",
            until="2026-01-31",
            why="Known customer and use.",
            suppression=7,
        )
    ],
    explanation="A person must look: the structure lies outside a class of Schedule I by one condition.",
)

UNRESOLVED = line(
    line=16,
    key="L16",
    verdict="unresolved",
    action="unknown",
    severity="none",
    depth="none",
    declared={"name": "Laboratory reagents, assorted", "cas": "108-24-8", "quantity": "14", "unit": "pcs"},
    problems=[{"code": "cas_check_digit", "field": "cas", "detail": "108-24-8 fails its check digit."}],
    explanation="Nothing on the line says which chemical it is.",
)

NO_MATCH = line(
    line=3,
    key="L3",
    declared={"name": "氯化钠 (sodium chloride)", "cas": "7647-14-5", "quantity": "1000", "unit": "kg"},
    resolution=[
        {
            "from": "cas",
            "value": "7647-14-5",
            "substance": "",
            "name": "sodium chloride",
            "inchikey": "FAPWRFPIFSIZLT-UHFFFAOYSA-M",
            "smiles": "[Cl-].[Na+]",
            "certainty": "exact",
            "by": "dictionary",
        }
    ],
    explanation="Compared by structure with 3 lists: no match.",
)

HOSTILE_NAME = "<script>alert(1)</script>\x1b[2J\x1b]0;owned\x07\u202egnp.exe\u2066" + "A" * 10_000
HOSTILE = line(
    line=17,
    key="=cmd()",
    verdict="review",
    action="unknown",
    severity="medium",
    depth="name",
    declared={
        "name": HOSTILE_NAME,
        "cas": "=cmd|' /C calc'!A0",
        "remarks": '  ＝HYPERLINK("http://x")',
        "quantity": "-1",
        "unit": "@SUM(A1)",
        "<img src=x onerror=alert(1)>": '"><svg onload=alert(1)>',
    },
    resolution=[
        {
            "from": "name",
            "value": HOSTILE_NAME,
            "substance": "",
            "name": HOSTILE_NAME,
            "inchikey": "",
            "smiles": "not<a>structure",
            "certainty": "guess",
            "by": "nomenclature",
        }
    ],
    problems=[{"code": "name_too_long", "field": "name", "detail": f"Name of 10,063 characters: {HOSTILE_NAME[:40]}"}],
    explanation=f"A person must look: {HOSTILE_NAME[:60]} is not read.",
)

LINES = (NO_MATCH, CONTROLLED, REVIEW, UNRESOLVED, HOSTILE)


def summary(*lines: Record, **facts: Any) -> Record:
    """The summary record of some lines."""
    verdicts = {
        token: sum(each["verdict"] == token for each in lines)
        for token in ("controlled", "review", "no_match", "unresolved")
    }
    return {
        "record": "summary",
        "lines": len(lines),
        **verdicts,
        "by_depth": {},
        "by_action": {},
        "shipment_findings": [],
        "parties": [],
        "seconds": 0.2,
    } | facts


def typed(*records: Record) -> list[types.Record]:
    """The records as their types."""
    return [decode(record) for record in records]


def watched(records: Iterable[types.Record], out: TextIO, written: list[int]) -> Iterator[types.Record]:
    """The records, noting in `written` how much had been written when each was asked for."""
    for record in records:
        written.append(out.tell())
        yield record


def answer(*lines: Record) -> list[types.Record]:
    """A whole answer: coverage, the lines (all of LINES when none are given), summary."""
    lines = lines or LINES
    return typed(COVERAGE, *lines, summary(*lines))
