from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.summary_kind import SummaryKind, check_summary_kind
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.party_record import PartyRecord
    from ..models.route_task_record import RouteTaskRecord
    from ..models.shipment_finding_record import ShipmentFindingRecord
    from ..models.summary_record_by_action import SummaryRecordByAction
    from ..models.summary_record_by_decision import SummaryRecordByDecision
    from ..models.summary_record_by_depth import SummaryRecordByDepth


T = TypeVar("T", bound="SummaryRecord")


@_attrs_define
class SummaryRecord:
    """The counts of an answer, and what is found of the shipment as a whole."""

    record: SummaryKind
    lines: int
    """ How many lines were answered. """
    controlled: int
    """ How many of them are controlled. """
    review: int
    """ How many of them a person must look at. """
    no_match: int
    """ How many of them match nothing. """
    unresolved: int
    """ How many of them nothing could be identified on. """
    by_depth: SummaryRecordByDepth
    """ By each depth, how many lines have it. """
    by_action: SummaryRecordByAction
    """ By each action, how many lines have it. """
    shipment_findings: list[ShipmentFindingRecord]
    """ Limits that lines reach together. """
    parties: list[PartyRecord]
    """ The parties that the shipment names. """
    seconds: float
    """ How long it took. """
    route_tasks: list[RouteTaskRecord] | Unset = UNSET
    """ Only where the route names a country whose law is not held whole; not in answers stored before they were
    told. """
    by_decision: SummaryRecordByDecision | Unset = UNSET
    """ By people's words, how many lines have each; only of a stored screening of which a line was judged. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        record: str = self.record

        lines = self.lines

        controlled = self.controlled

        review = self.review

        no_match = self.no_match

        unresolved = self.unresolved

        by_depth = self.by_depth.to_dict()

        by_action = self.by_action.to_dict()

        shipment_findings = []
        for shipment_findings_item_data in self.shipment_findings:
            shipment_findings_item = shipment_findings_item_data.to_dict()
            shipment_findings.append(shipment_findings_item)

        parties = []
        for parties_item_data in self.parties:
            parties_item = parties_item_data.to_dict()
            parties.append(parties_item)

        seconds = self.seconds

        route_tasks: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.route_tasks, Unset):
            route_tasks = []
            for route_tasks_item_data in self.route_tasks:
                route_tasks_item = route_tasks_item_data.to_dict()
                route_tasks.append(route_tasks_item)

        by_decision: dict[str, Any] | Unset = UNSET
        if not isinstance(self.by_decision, Unset):
            by_decision = self.by_decision.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "record": record,
                "lines": lines,
                "controlled": controlled,
                "review": review,
                "no_match": no_match,
                "unresolved": unresolved,
                "by_depth": by_depth,
                "by_action": by_action,
                "shipment_findings": shipment_findings,
                "parties": parties,
                "seconds": seconds,
            }
        )
        if route_tasks is not UNSET:
            field_dict["route_tasks"] = route_tasks
        if by_decision is not UNSET:
            field_dict["by_decision"] = by_decision

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.party_record import PartyRecord  # noqa: PLC0415
        from ..models.route_task_record import RouteTaskRecord  # noqa: PLC0415
        from ..models.shipment_finding_record import ShipmentFindingRecord  # noqa: PLC0415
        from ..models.summary_record_by_action import SummaryRecordByAction  # noqa: PLC0415
        from ..models.summary_record_by_decision import SummaryRecordByDecision  # noqa: PLC0415
        from ..models.summary_record_by_depth import SummaryRecordByDepth  # noqa: PLC0415

        d = dict(src_dict)
        record = check_summary_kind(d.pop("record"))

        lines = d.pop("lines")

        controlled = d.pop("controlled")

        review = d.pop("review")

        no_match = d.pop("no_match")

        unresolved = d.pop("unresolved")

        by_depth = SummaryRecordByDepth.from_dict(d.pop("by_depth"))

        by_action = SummaryRecordByAction.from_dict(d.pop("by_action"))

        shipment_findings = []
        _shipment_findings = d.pop("shipment_findings")
        for shipment_findings_item_data in _shipment_findings:
            shipment_findings_item = ShipmentFindingRecord.from_dict(shipment_findings_item_data)

            shipment_findings.append(shipment_findings_item)

        parties = []
        _parties = d.pop("parties")
        for parties_item_data in _parties:
            parties_item = PartyRecord.from_dict(parties_item_data)

            parties.append(parties_item)

        seconds = d.pop("seconds")

        _route_tasks = d.pop("route_tasks", UNSET)
        route_tasks: list[RouteTaskRecord] | Unset = UNSET
        if _route_tasks is not UNSET:
            route_tasks = []
            for route_tasks_item_data in _route_tasks:
                route_tasks_item = RouteTaskRecord.from_dict(route_tasks_item_data)

                route_tasks.append(route_tasks_item)

        _by_decision = d.pop("by_decision", UNSET)
        by_decision: SummaryRecordByDecision | Unset
        if isinstance(_by_decision, Unset):
            by_decision = UNSET
        else:
            by_decision = SummaryRecordByDecision.from_dict(_by_decision)

        summary_record = cls(
            record=record,
            lines=lines,
            controlled=controlled,
            review=review,
            no_match=no_match,
            unresolved=unresolved,
            by_depth=by_depth,
            by_action=by_action,
            shipment_findings=shipment_findings,
            parties=parties,
            seconds=seconds,
            route_tasks=route_tasks,
            by_decision=by_decision,
        )

        summary_record.additional_properties = d
        return summary_record

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
