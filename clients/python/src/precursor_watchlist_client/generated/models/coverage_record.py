from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.coverage_kind import CoverageKind, check_coverage_kind
from ..models.stage import Stage, check_stage
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.account_record import AccountRecord
    from ..models.engine_record import EngineRecord
    from ..models.held_list_record import HeldListRecord
    from ..models.horizon_covered_record import HorizonCoveredRecord


T = TypeVar("T", bound="CoverageRecord")


@_attrs_define
class CoverageRecord:
    """What the answer rests on: there is no answer without it."""

    record: CoverageKind
    as_of: datetime.date
    """ The day asked of; where none was, the last on which law was asked. """
    as_of_range: list[datetime.date]
    """ The first and the last day on which law was asked. """
    known_at: datetime.datetime
    """ The instant at which all that the answer rests on was known. """
    jurisdictions: list[str]
    """ Whose law was asked. """
    not_held: list[str]
    """ Countries of the route whose law is not held, or not whole. """
    branches_not_held: list[str]
    """ Kinds of control that no list held here belongs to: silence about them is no answer. """
    stages: list[Stage]
    """ Which stages of comparison were evaluated. """
    lists: list[HeldListRecord]
    """ The lists that the lines were compared with. """
    engine: EngineRecord
    """ Every version that the answer depends on beside the law; null is a part that this engine does not have. """
    ignored_columns: list[str]
    """ Columns of the file that no field is read from. """
    read: AccountRecord
    """ How a file was read, and what became of each sheet. """
    proposals: HorizonCoveredRecord | Unset = UNSET
    """ What was known of proposals and announcements when a screening was asked to name them. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        record: str = self.record

        as_of = self.as_of.isoformat()

        as_of_range = []
        for as_of_range_item_data in self.as_of_range:
            as_of_range_item = as_of_range_item_data.isoformat()
            as_of_range.append(as_of_range_item)

        known_at = self.known_at.isoformat()

        jurisdictions = self.jurisdictions

        not_held = self.not_held

        branches_not_held = self.branches_not_held

        stages = []
        for stages_item_data in self.stages:
            stages_item: str = stages_item_data
            stages.append(stages_item)

        lists = []
        for lists_item_data in self.lists:
            lists_item = lists_item_data.to_dict()
            lists.append(lists_item)

        engine = self.engine.to_dict()

        ignored_columns = self.ignored_columns

        read = self.read.to_dict()

        proposals: dict[str, Any] | Unset = UNSET
        if not isinstance(self.proposals, Unset):
            proposals = self.proposals.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "record": record,
                "as_of": as_of,
                "as_of_range": as_of_range,
                "known_at": known_at,
                "jurisdictions": jurisdictions,
                "not_held": not_held,
                "branches_not_held": branches_not_held,
                "stages": stages,
                "lists": lists,
                "engine": engine,
                "ignored_columns": ignored_columns,
                "read": read,
            }
        )
        if proposals is not UNSET:
            field_dict["proposals"] = proposals

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.account_record import AccountRecord  # noqa: PLC0415
        from ..models.engine_record import EngineRecord  # noqa: PLC0415
        from ..models.held_list_record import HeldListRecord  # noqa: PLC0415
        from ..models.horizon_covered_record import HorizonCoveredRecord  # noqa: PLC0415

        d = dict(src_dict)
        record = check_coverage_kind(d.pop("record"))

        as_of = datetime.date.fromisoformat(d.pop("as_of"))

        as_of_range = []
        _as_of_range = d.pop("as_of_range")
        for as_of_range_item_data in _as_of_range:
            as_of_range_item = datetime.date.fromisoformat(as_of_range_item_data)

            as_of_range.append(as_of_range_item)

        known_at = datetime.datetime.fromisoformat(d.pop("known_at"))

        jurisdictions = cast(list[str], d.pop("jurisdictions"))

        not_held = cast(list[str], d.pop("not_held"))

        branches_not_held = cast(list[str], d.pop("branches_not_held"))

        stages = []
        _stages = d.pop("stages")
        for stages_item_data in _stages:
            stages_item = check_stage(stages_item_data)

            stages.append(stages_item)

        lists = []
        _lists = d.pop("lists")
        for lists_item_data in _lists:
            lists_item = HeldListRecord.from_dict(lists_item_data)

            lists.append(lists_item)

        engine = EngineRecord.from_dict(d.pop("engine"))

        ignored_columns = cast(list[str], d.pop("ignored_columns"))

        read = AccountRecord.from_dict(d.pop("read"))

        _proposals = d.pop("proposals", UNSET)
        proposals: HorizonCoveredRecord | Unset
        if isinstance(_proposals, Unset):
            proposals = UNSET
        else:
            proposals = HorizonCoveredRecord.from_dict(_proposals)

        coverage_record = cls(
            record=record,
            as_of=as_of,
            as_of_range=as_of_range,
            known_at=known_at,
            jurisdictions=jurisdictions,
            not_held=not_held,
            branches_not_held=branches_not_held,
            stages=stages,
            lists=lists,
            engine=engine,
            ignored_columns=ignored_columns,
            read=read,
            proposals=proposals,
        )

        coverage_record.additional_properties = d
        return coverage_record

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
