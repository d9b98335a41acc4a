"""Read the classes that laws define by structure."""

from __future__ import annotations

from typing import Any

from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from watchlist.api.base import answer_example, page_example
from watchlist.api.law.pages import (
    KNOWN_AT,
    KnownAtPageQuery,
    KnownAtQuery,
    law_and_start,
    law_read,
    page_of_records,
    tick_of,
)
from watchlist.api.law.rule_records import ClassRuleAsUsed, ClassRuleSummary, summarised
from watchlist.api.paging import page_of
from watchlist.law_store import known_law

EXAMPLE = {
    "key": "us-fentanyl-related",
    "title": "fentanyl-related substances",
    "version": "3f0c2b9a51de",
    "sha256": "3f0c2b9a51de" + "0" * 52,
    "jurisdiction": "US",
    "instrument": None,
    "citation": "21 U.S.C. 812(c), Schedule I(e)(2); 21 CFR 1308.11(h)(30)",
    "confidence": "confirmed",
    "recorded_at": "2026-03-02T09:00:00.000001Z",
}


EXAMPLE_READING = {
    **EXAMPLE,
    "known_at": EXAMPLE["recorded_at"],
    "proviso": "unless a schedule names it under a code of its own",
    "reference": {"name": "fentanyl", "smiles": "CCC(=O)N(c1ccccc1)C1CCN(CCc2ccccc2)CC1"},
    "limbs": [{"id": "E", "words": "another acyl group in place of the propanoyl on the amide nitrogen"}],
    "cores": [
        {
            "id": "frame",
            "words": "the 4-aminopiperidine",
            "smarts": "[N;!R:1]-[C:2]1-[C:3]-[C:4]-[N:5]-[C:6]-[C:7]-1",
            "joined": "or",
        }
    ],
    "sites": [
        {
            "id": "acyl",
            "words": "propanoyl",
            "at": [1],
            "required": True,
            "most": None,
            "allow": [
                {
                    "limb": "E",
                    "smiles": [],
                    "classes": [{"key": "acyl", "words": "acyl"}],
                    "part": None,
                    "max_carbons": None,
                    "question": None,
                }
            ],
        }
    ],
    "parts": [],
    "questions": [],
    "open": None,
    "exclusions": [],
    "max_mass": None,
    "examples": [],
    "source": "copy of Pub. L. 119-26 sec. 2; the regulation of 2018 has the same five limbs",
    "note": None,
    "schedulings": [],
}


ClassRulePage = page_of(
    ClassRuleSummary, "ClassRulePage", "Class rules of one state of the law, by key.", known_at=KNOWN_AT
)


@law_read(
    summary="List the classes that laws define by structure",
    query=KnownAtPageQuery,
    returns=ClassRulePage,
    problems=(422,),
    examples=[page_example(EXAMPLE, "One of them", known_at="2026-03-02T09:00:00.000001Z")],
)
def list_class_rules(request: Request, query: dict[str, Any]) -> Response:
    """Return a page of the rules, without their readings."""
    law, after = law_and_start(request, query.get("known_at"))
    rows = map(summarised, law.records_of("class_rule").values())
    return page_of_records(request, law, rows, after=after, limit=query["limit"])


@law_read(
    summary="Read a class: what the law compares with, its limbs, what may stand where, and examples",
    query=KnownAtQuery,
    returns=ClassRuleAsUsed,
    problems=(422,),
    examples=[answer_example("One, with one of its limbs and sites", EXAMPLE_READING)],
)
def read_class_rule(request: Request, query: dict[str, Any], key: str) -> Response:
    """Return the reading of the law's words as data, and the schedulings that are read by it."""
    law = known_law(query.get("known_at"))
    rule = law.records.get(("class_rule", key))
    if rule is None:
        raise NotFound
    users = [record for record in law.records_of("scheduling").values() if record["rule"] == key]
    return Response({"known_at": tick_of(law), **rule, "schedulings": users})
