"""The schema that the types make beside what the document of the API says today: field for field, and each difference.

What differs on purpose stands in `DIFFERENT`; whatever else would differ fails here, before the document changes.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.openapi import document
from watchlist.engine.answer_schema import components
from watchlist.engine.vocabulary import (
    ConditionKind,
    Form,
    FoundForm,
    IdentityField,
    LimitUnit,
    Stage,
    TradeWordKind,
    Word,
)

SAME = {
    "CoverageRecord": "Coverage",
    "HeldListRecord": "HeldList",
    "EngineRecord": "EngineVersions",
    "AccountRecord": "FileAccount",
    "SheetRecord": "Sheet",
    "CorrectedColumnRecord": "CorrectedColumn",
    "HorizonCoveredRecord": "ProposalsCoverage",
    "LineRecord": "ShownLine",
    "MovementRecord": "Movement",
    "AmountRecord": "Amount",
    "ResolutionRecord": "Resolution",
    "PeeledRecord": "TradeWords",
    "ConflictRecord": "Conflict",
    "ProblemRecord": "Problem",
    "FindingRecord": "ShownFinding",
    "InstrumentRecord": "Instrument",
    "RuleRecord": "Rule",
    "SiteRecord": "Site",
    "FailureRecord": "Failure",
    "EvidenceRecord": "Evidence",
    "QuantityRecord": "Quantity",
    "ConditionRecord": "Condition",
    "DutyRecord": "Obligation",
    "SentencePartsRecord": "SentenceParts",
    "ProposedRecord": "Proposal",
    "SummaryRecord": "Summary",
    "ShipmentFindingRecord": "ShipmentFinding",
    "TotalledPartyRecord": "TotalledParty",
    "ParcelRecord": "Parcel",
    "UnmeasuredRecord": "UnmeasuredParcel",
    "SimilarTotalRecord": "SimilarTotal",
    "PartyRecord": "Party",
    "KnownAsRecord": "KnownParty",
}
"""The components of today, and the types that they become. `SuppressedRecord` becomes three."""


def one_of(words: type[Word]) -> str:
    """Return how any word of a vocabulary is put."""
    return " | ".join(sorted(f"“{word}”" for word in words))


DIFFERENT: dict[str, dict[str, tuple[str, str]]] = {
    # Words that the document leaves open today.
    "AccountRecord": {"mapping": ("list of object", "list of object, not always")},
    "CoverageRecord": {"stages": ("list of string", f"list of {one_of(Stage)}")},
    "ResolutionRecord": {"from": ("string", one_of(IdentityField))},
    "PeeledRecord": {"kind": ("string", one_of(TradeWordKind))},
    "ConditionRecord": {"kind": ("string", one_of(ConditionKind))},
    "ShipmentFindingRecord": {"unit": ("string", one_of(LimitUnit))},
    "SimilarTotalRecord": {"unit": ("string", one_of(LimitUnit))},
    "FindingRecord": {
        "form": ("string?", f"{one_of(Form)}?"),
        "forms": ("list of string?", f"list of {one_of(FoundForm)}?"),
        "read_from": ("string?", f"{one_of(IdentityField)}?"),
        # What records of an earlier day do not have.
        "smiles": ("string?", "string?, not always"),
        "evidence": ("object?", "object?, not always"),
    },
    "RuleRecord": {
        "limb_words": ("map of string", "map of string, not always"),
        "sites": ("list of object", "list of object, not always"),
        "failures": ("list of object", "list of object, not always"),
        "questions": ("list of string", "list of string, not always"),
    },
    "SiteRecord": {"words": ("string", "string, not always")},
}


def shape(schema: dict[str, Any], found: dict[str, Any]) -> str:
    """Return what a schema allows, in one word or a few, however it puts it; a type of the other side is "object"."""
    words, is_null = sorted(_variants(schema, found)), False
    if "null" in words:
        words.remove("null")
        is_null = True
    return " | ".join(words) + ("?" if is_null else "")


def _variants(schema: dict[str, Any], found: dict[str, Any]) -> set[str]:
    for several in ("allOf", "oneOf", "anyOf"):
        if several in schema:
            return {word for part in schema[several] for word in _variants(part, found)}
    if "enum" in schema:  # beside a reference it narrows what that allows
        return {"null" if word is None else f"“{word}”" for word in schema["enum"]}
    if "$ref" in schema:
        return _variants(found[schema["$ref"].rsplit("/", 1)[-1]], found)
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {_plain(of, schema, found) for of in types}


def _plain(of: str, schema: dict[str, Any], found: dict[str, Any]) -> str:
    if of == "array":
        items = schema["items"] or schema["prefixItems"][0]
        bounds = f" {schema['minItems']}" if "minItems" in schema else ""
        return f"list{bounds} of {shape(items, found)}"
    if of == "object" and schema.get("additionalProperties"):
        return f"map of {shape(schema['additionalProperties'], found)}"
    return str(schema["format"]) if of == "string" and "format" in schema else of


def differences(record: str, part: str) -> dict[str, tuple[str, str]]:
    """Return the fields that the two put otherwise, as each puts them; "-" where one has none."""
    of_record, of_part = document()["components"]["schemas"], components()
    then, now = _fields(of_record[record], of_record), _fields(of_part[part], of_part)
    names = [*then, *(name for name in now if name not in then)]
    return {name: (then.get(name, "-"), now.get(name, "-")) for name in names if then.get(name) != now.get(name)}


def _fields(schema: dict[str, Any], found: dict[str, Any]) -> dict[str, str]:
    required = schema.get("required", ())
    return {
        name: shape(described, found) + ("" if name in required else ", not always")
        for name, described in schema["properties"].items()
    }


@pytest.mark.parametrize(("record", "part"), SAME.items(), ids=SAME)
def test_a_record_is_described_as_it_is_today_but_for_what_is_named(record: str, part: str) -> None:
    assert differences(record, part) == DIFFERENT.get(record, {})


def test_what_is_set_aside_is_described_as_three_types_with_the_fields_of_one() -> None:
    found = components()
    names = ("ShownSuppressedFinding", "SuppressedConflict")
    fields = {field for name in names for field in found[name]["properties"]}
    described = document()["components"]["schemas"]["SuppressedRecord"]["properties"]
    assert described.keys() == fields
    assert [
        ref["$ref"].rsplit("/", 1)[-1] for ref in found["ShownLine"]["properties"]["suppressed"]["items"]["anyOf"]
    ] == ["SuppressedFinding", *names]


def test_every_type_of_the_answer_is_compared() -> None:
    made = {name for name, schema in components().items() if "properties" in schema}
    unshown = {"Line", "Finding", "SuppressedFinding"}
    assert made - set(SAME.values()) - unshown == {"ShownSuppressedFinding", "SuppressedConflict"}


def test_every_word_is_described() -> None:
    verdict = components()["Verdict"]
    assert verdict["enum"] == ["controlled", "review", "unresolved", "no_match"]
    assert "* `unresolved`: Nothing on the line could be identified." in verdict["description"]
