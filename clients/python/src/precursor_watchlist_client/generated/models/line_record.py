from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.action import Action, check_action
from ..models.depth import Depth, check_depth
from ..models.line_kind import LineKind, check_line_kind
from ..models.line_severity import LineSeverity, check_line_severity
from ..models.verdict import Verdict, check_verdict
from ..models.verdict_ground import VerdictGround, check_verdict_ground
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.amount_record import AmountRecord
    from ..models.conflict_record import ConflictRecord
    from ..models.corrected_field import CorrectedField
    from ..models.finding_record import FindingRecord
    from ..models.line_decision_record import LineDecisionRecord
    from ..models.line_record_declared import LineRecordDeclared
    from ..models.line_record_fields import LineRecordFields
    from ..models.movement_record import MovementRecord
    from ..models.peeled_record import PeeledRecord
    from ..models.problem_record import ProblemRecord
    from ..models.proposed_record import ProposedRecord
    from ..models.resolution_record import ResolutionRecord
    from ..models.sentence_parts import SentenceParts
    from ..models.suppressed_conflict_record import SuppressedConflictRecord
    from ..models.suppressed_finding_record import SuppressedFindingRecord


T = TypeVar("T", bound="LineRecord")


@_attrs_define
class LineRecord:
    """The answer on one line."""

    record: LineKind
    line: int
    """ Its number in the file or the request, from 1. """
    key: str
    """ What the sender calls it; else its number. """
    verdict: Verdict
    """ The machine's word on a line; when several hold, the first.

    * `controlled`: A text in force names or reaches what was declared. It does not say that the movement is
    unlawful.
    * `review`: A person must look, for what the findings, conflicts and problems of the line say, or for its route.
    * `unresolved`: Nothing on the line could be identified.
    * `no_match`: All that was given was read and compared, to the depth stated, and nothing above low severity
    came. """
    action: Action
    """ What the law asks next, the strongest first: what is not known to be due may be due, and so ranks above
    records.

    The action of a duty is never `none_known`.

    * `hold`: The law asks that the goods be held; or they are a controlled drug, whose own law must be asked.
    * `authorise`: An authorisation, a licence or a permit is due.
    * `notify`: A notice to an authority is due.
    * `unknown`: What is due depends on facts that are not given, or on law that was not read.
    * `record`: Records are due.
    * `none_known`: No duty is known to be due. """
    severity: LineSeverity
    """ How much a line, a finding or a conflict asks for a person, the highest first.

    A finding has one, so it is never `none`; a conflict is `medium` or `low`.

    * `high`: An authorisation, a permit or advance notice is or may be due, or the goods are a controlled drug.
    * `medium`: A person must look: what is due, what the goods are or whether the law holds is open.
    * `low`: Only records and vigilance are known to be due, or the signal is weak; it is no reason to look.
    * `none`: The line has no finding and no conflict. """
    depth: Depth
    """ By what a line was compared, the deepest first.

    * `structure`: By the structure of the goods.
    * `identifier`: By a number or a key that stands for the goods.
    * `name`: By a name alone.
    * `none`: There was nothing to compare. """
    amount: AmountRecord | None
    """ How much it declares; null where no quantity is declared. """
    declared: LineRecordDeclared
    """ Every field as it was written. """
    fields: LineRecordFields
    """ What each canonical field was read to say. """
    resolution: list[ResolutionRecord]
    """ What the declared fields were read as. """
    peeled: list[PeeledRecord]
    """ Words taken off the name to read it. """
    conflicts: list[ConflictRecord]
    """ Fields that disagree on what it is. """
    findings: list[FindingRecord]
    """ Each way in which it meets the law. """
    suppressed: list[SuppressedConflictRecord | SuppressedFindingRecord]
    """ What two people set aside; it does not count. """
    problems: list[ProblemRecord]
    """ What could not be read of it. """
    explanation: str
    """ Why this verdict. """
    request: str
    """ What the declarant would have to state, in words for a person to send; empty: nothing need be asked. """
    sentence_parts: SentenceParts | Unset = UNSET
    """ The sentence on a line that law controls, in parts: joined they are the sentence. """
    proposals: list[ProposedRecord] | Unset = UNSET
    """ Only where they were asked for and there are any; they change no verdict. """
    movement: MovementRecord | Unset = UNSET
    """ What a line was read to say of its movement, with what the question says where the line is silent.

    Countries are ISO 3166 alpha-2, or XI; null is what neither of them says. """
    ground: VerdictGround | Unset = UNSET
    """ What a verdict rests on that is neither a finding, nor a conflict, nor a problem of the line.

    * `route_not_held`: The law of a country on the route is not held whole here: one task of the shipment, and no
    word on the goods. """
    corrections: list[CorrectedField] | Unset = UNSET
    """ What people corrected in it, the last of each field; only where they did. `declared` stays as it was
    written. """
    decision: LineDecisionRecord | Unset = UNSET
    """ What people made of a line: it stands beside the verdict, and never in what is stored of an answer. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.amount_record import AmountRecord  # noqa: PLC0415
        from ..models.suppressed_finding_record import SuppressedFindingRecord  # noqa: PLC0415

        record: str = self.record

        line = self.line

        key = self.key

        verdict: str = self.verdict

        action: str = self.action

        severity: str = self.severity

        depth: str = self.depth

        amount: dict[str, Any] | None
        if isinstance(self.amount, AmountRecord):
            amount = self.amount.to_dict()
        else:
            amount = self.amount

        declared = self.declared.to_dict()

        fields = self.fields.to_dict()

        resolution = []
        for resolution_item_data in self.resolution:
            resolution_item = resolution_item_data.to_dict()
            resolution.append(resolution_item)

        peeled = []
        for peeled_item_data in self.peeled:
            peeled_item = peeled_item_data.to_dict()
            peeled.append(peeled_item)

        conflicts = []
        for conflicts_item_data in self.conflicts:
            conflicts_item = conflicts_item_data.to_dict()
            conflicts.append(conflicts_item)

        findings = []
        for findings_item_data in self.findings:
            findings_item = findings_item_data.to_dict()
            findings.append(findings_item)

        suppressed = []
        for suppressed_item_data in self.suppressed:
            suppressed_item: dict[str, Any]
            if isinstance(suppressed_item_data, SuppressedFindingRecord):
                suppressed_item = suppressed_item_data.to_dict()
            else:
                suppressed_item = suppressed_item_data.to_dict()

            suppressed.append(suppressed_item)

        problems = []
        for problems_item_data in self.problems:
            problems_item = problems_item_data.to_dict()
            problems.append(problems_item)

        explanation = self.explanation

        request = self.request

        sentence_parts: dict[str, Any] | Unset = UNSET
        if not isinstance(self.sentence_parts, Unset):
            sentence_parts = self.sentence_parts.to_dict()

        proposals: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.proposals, Unset):
            proposals = []
            for proposals_item_data in self.proposals:
                proposals_item = proposals_item_data.to_dict()
                proposals.append(proposals_item)

        movement: dict[str, Any] | Unset = UNSET
        if not isinstance(self.movement, Unset):
            movement = self.movement.to_dict()

        ground: str | Unset = UNSET
        if not isinstance(self.ground, Unset):
            ground = self.ground

        corrections: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.corrections, Unset):
            corrections = []
            for corrections_item_data in self.corrections:
                corrections_item = corrections_item_data.to_dict()
                corrections.append(corrections_item)

        decision: dict[str, Any] | Unset = UNSET
        if not isinstance(self.decision, Unset):
            decision = self.decision.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "record": record,
                "line": line,
                "key": key,
                "verdict": verdict,
                "action": action,
                "severity": severity,
                "depth": depth,
                "amount": amount,
                "declared": declared,
                "fields": fields,
                "resolution": resolution,
                "peeled": peeled,
                "conflicts": conflicts,
                "findings": findings,
                "suppressed": suppressed,
                "problems": problems,
                "explanation": explanation,
                "request": request,
            }
        )
        if sentence_parts is not UNSET:
            field_dict["sentence_parts"] = sentence_parts
        if proposals is not UNSET:
            field_dict["proposals"] = proposals
        if movement is not UNSET:
            field_dict["movement"] = movement
        if ground is not UNSET:
            field_dict["ground"] = ground
        if corrections is not UNSET:
            field_dict["corrections"] = corrections
        if decision is not UNSET:
            field_dict["decision"] = decision

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.amount_record import AmountRecord  # noqa: PLC0415
        from ..models.conflict_record import ConflictRecord  # noqa: PLC0415
        from ..models.corrected_field import CorrectedField  # noqa: PLC0415
        from ..models.finding_record import FindingRecord  # noqa: PLC0415
        from ..models.line_decision_record import LineDecisionRecord  # noqa: PLC0415
        from ..models.line_record_declared import LineRecordDeclared  # noqa: PLC0415
        from ..models.line_record_fields import LineRecordFields  # noqa: PLC0415
        from ..models.movement_record import MovementRecord  # noqa: PLC0415
        from ..models.peeled_record import PeeledRecord  # noqa: PLC0415
        from ..models.problem_record import ProblemRecord  # noqa: PLC0415
        from ..models.proposed_record import ProposedRecord  # noqa: PLC0415
        from ..models.resolution_record import ResolutionRecord  # noqa: PLC0415
        from ..models.sentence_parts import SentenceParts  # noqa: PLC0415
        from ..models.suppressed_conflict_record import SuppressedConflictRecord  # noqa: PLC0415
        from ..models.suppressed_finding_record import SuppressedFindingRecord  # noqa: PLC0415

        d = dict(src_dict)
        record = check_line_kind(d.pop("record"))

        line = d.pop("line")

        key = d.pop("key")

        verdict = check_verdict(d.pop("verdict"))

        action = check_action(d.pop("action"))

        severity = check_line_severity(d.pop("severity"))

        depth = check_depth(d.pop("depth"))

        def _parse_amount(data: object) -> AmountRecord | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                amount_type_0 = AmountRecord.from_dict(data)

                return amount_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AmountRecord | None, data)

        amount = _parse_amount(d.pop("amount"))

        declared = LineRecordDeclared.from_dict(d.pop("declared"))

        fields = LineRecordFields.from_dict(d.pop("fields"))

        resolution = []
        _resolution = d.pop("resolution")
        for resolution_item_data in _resolution:
            resolution_item = ResolutionRecord.from_dict(resolution_item_data)

            resolution.append(resolution_item)

        peeled = []
        _peeled = d.pop("peeled")
        for peeled_item_data in _peeled:
            peeled_item = PeeledRecord.from_dict(peeled_item_data)

            peeled.append(peeled_item)

        conflicts = []
        _conflicts = d.pop("conflicts")
        for conflicts_item_data in _conflicts:
            conflicts_item = ConflictRecord.from_dict(conflicts_item_data)

            conflicts.append(conflicts_item)

        findings = []
        _findings = d.pop("findings")
        for findings_item_data in _findings:
            findings_item = FindingRecord.from_dict(findings_item_data)

            findings.append(findings_item)

        suppressed = []
        _suppressed = d.pop("suppressed")
        for suppressed_item_data in _suppressed:

            def _parse_suppressed_item(data: object) -> SuppressedConflictRecord | SuppressedFindingRecord:
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_suppressed_record_type_0 = SuppressedFindingRecord.from_dict(data)

                    return componentsschemas_suppressed_record_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_suppressed_record_type_1 = SuppressedConflictRecord.from_dict(data)

                return componentsschemas_suppressed_record_type_1

            suppressed_item = _parse_suppressed_item(suppressed_item_data)

            suppressed.append(suppressed_item)

        problems = []
        _problems = d.pop("problems")
        for problems_item_data in _problems:
            problems_item = ProblemRecord.from_dict(problems_item_data)

            problems.append(problems_item)

        explanation = d.pop("explanation")

        request = d.pop("request")

        _sentence_parts = d.pop("sentence_parts", UNSET)
        sentence_parts: SentenceParts | Unset
        if isinstance(_sentence_parts, Unset):
            sentence_parts = UNSET
        else:
            sentence_parts = SentenceParts.from_dict(_sentence_parts)

        _proposals = d.pop("proposals", UNSET)
        proposals: list[ProposedRecord] | Unset = UNSET
        if _proposals is not UNSET:
            proposals = []
            for proposals_item_data in _proposals:
                proposals_item = ProposedRecord.from_dict(proposals_item_data)

                proposals.append(proposals_item)

        _movement = d.pop("movement", UNSET)
        movement: MovementRecord | Unset
        if isinstance(_movement, Unset):
            movement = UNSET
        else:
            movement = MovementRecord.from_dict(_movement)

        _ground = d.pop("ground", UNSET)
        ground: VerdictGround | Unset
        if isinstance(_ground, Unset):
            ground = UNSET
        else:
            ground = check_verdict_ground(_ground)

        _corrections = d.pop("corrections", UNSET)
        corrections: list[CorrectedField] | Unset = UNSET
        if _corrections is not UNSET:
            corrections = []
            for corrections_item_data in _corrections:
                corrections_item = CorrectedField.from_dict(corrections_item_data)

                corrections.append(corrections_item)

        _decision = d.pop("decision", UNSET)
        decision: LineDecisionRecord | Unset
        if isinstance(_decision, Unset):
            decision = UNSET
        else:
            decision = LineDecisionRecord.from_dict(_decision)

        line_record = cls(
            record=record,
            line=line,
            key=key,
            verdict=verdict,
            action=action,
            severity=severity,
            depth=depth,
            amount=amount,
            declared=declared,
            fields=fields,
            resolution=resolution,
            peeled=peeled,
            conflicts=conflicts,
            findings=findings,
            suppressed=suppressed,
            problems=problems,
            explanation=explanation,
            request=request,
            sentence_parts=sentence_parts,
            proposals=proposals,
            movement=movement,
            ground=ground,
            corrections=corrections,
            decision=decision,
        )

        line_record.additional_properties = d
        return line_record

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
