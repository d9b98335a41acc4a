"""The parts of an answer in the OpenAPI document: described by their types, and here only named.

An answer is sent as its types are written, so no serializer of it has fields. Where another serializer or a response
holds a part, it names one of the classes below; the schema is that of `watchlist.engine.answer_schema`.
"""

from __future__ import annotations

from typing import Any, Final

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import Direction
from rest_framework import serializers

from watchlist.engine.answer_schema import Schema, components
from watchlist.engine.decision import CLASS_GROUNDS, GROUNDS, SURVEILLANCE

NAMES: Final = {
    "Coverage": "CoverageRecord",
    "HeldList": "HeldListRecord",
    "EngineVersions": "EngineRecord",
    "FileAccount": "AccountRecord",
    "Sheet": "SheetRecord",
    "CorrectedColumn": "CorrectedColumnRecord",
    "ProposalsCoverage": "HorizonCoveredRecord",
    "ShownLine": "LineRecord",
    "Movement": "MovementRecord",
    "Amount": "AmountRecord",
    "OfficersDecision": "LineDecisionRecord",
    "DecidedTotal": "DecidedTotalRecord",
    "Resolution": "ResolutionRecord",
    "TradeWords": "PeeledRecord",
    "Conflict": "ConflictRecord",
    "Problem": "ProblemRecord",
    "ShownFinding": "FindingRecord",
    "Instrument": "InstrumentRecord",
    "Rule": "RuleRecord",
    "Site": "SiteRecord",
    "Failure": "FailureRecord",
    "Evidence": "EvidenceRecord",
    "Quantity": "QuantityRecord",
    "Condition": "ConditionRecord",
    "Suppressed": "SuppressedRecord",
    "ShownSuppressedFinding": "SuppressedFindingRecord",
    "SuppressedConflict": "SuppressedConflictRecord",
    "Proposal": "ProposedRecord",
    "Summary": "SummaryRecord",
    "RouteTask": "RouteTaskRecord",
    "ShipmentFinding": "ShipmentFindingRecord",
    "TotalledParty": "TotalledPartyRecord",
    "Parcel": "ParcelRecord",
    "UnmeasuredParcel": "UnmeasuredRecord",
    "SimilarTotal": "SimilarTotalRecord",
    "Party": "PartyRecord",
    "KnownParty": "KnownAsRecord",
    "Severity": "LineSeverity",
    "FindingSeverity": "Severity",
    "ResolutionSource": "ReadBy",
    "Visibility": "VisibilityEnum",
    "SiteVerdict": "SiteRecordVerdictEnum",
    "EvidenceKind": "EvidenceRecordKindEnum",
    "SummedKind": "ShipmentFindingRecordKindEnum",
    "Reached": "ShipmentFindingRecordMetEnum",
    "PartyRole": "TotalledPartyRecordRoleEnum",
    "NamedRole": "RolesEnum",
    "PartyMatch": "KnownAsRecordByEnum",
}
"""What programs made from the document know a type by, where that is not its own name."""

# Each ground's docstring is its public explanation.
TIERS_EXPLAINED: Final = "\n".join(
    f"* `{tier}`: {(ground.__doc__ or '').strip()}" for tier, ground in (*GROUNDS, *SURVEILLANCE, *CLASS_GROUNDS)
)


class AnswerPart(serializers.Serializer[Any]):
    """A part of an answer, under its name in the document; it is only ever sent, and never by this class."""


class CoverageRecord(AnswerPart):
    """What the answer rests on."""


class EngineRecord(AnswerPart):
    """Every version that the answer depends on beside the law."""


class LineRecord(AnswerPart):
    """The answer on one line."""


class SummaryRecord(AnswerPart):
    """The counts of a screening."""


class InstrumentRecord(AnswerPart):
    """A legal act."""


class DescribedByItsType(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]  # the package is half annotated
    """Puts the schema of an answer's types into the document, wherever a part of an answer is named."""

    target_class = AnswerPart
    match_subclasses = True

    def get_name(self, auto_schema: AutoSchema, direction: Direction) -> str:
        return type(self.target).__name__

    def get_identity(self, auto_schema: AutoSchema, direction: Direction) -> str:
        """Return the same: another part may have put this one into the document before."""
        return self.get_name(auto_schema, direction)

    def map_serializer(self, auto_schema: AutoSchema, direction: Direction) -> Schema:
        """Return the schema of the part; those that it refers to are put into the document with it."""
        described = answer_components()
        for name, schema in described.items():
            component = ResolvedComponent(name, ResolvedComponent.SCHEMA, schema, name)  # type: ignore[no-untyped-call]
            auto_schema.registry.register_on_missing(component)
        return described[self.get_name(auto_schema, direction)]


def answer_components() -> dict[str, Schema]:
    """Return the schema of each part of an answer by its name in the document, with what puts goods into each tier."""
    described = components(lambda name: NAMES.get(name, name))
    described["Tier"]["description"] += f"\n\nWhat puts goods into each:\n\n{TIERS_EXPLAINED}"
    return described
