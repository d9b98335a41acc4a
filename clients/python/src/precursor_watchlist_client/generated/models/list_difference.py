from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.list_difference_type_enum import ListDifferenceTypeEnum, check_list_difference_type_enum
from ..models.op_enum import OpEnum, check_op_enum

if TYPE_CHECKING:
    from ..models.field_difference import FieldDifference
    from ..models.list_record import ListRecord
    from ..models.scheduling_record import SchedulingRecord


T = TypeVar("T", bound="ListDifference")


@_attrs_define
class ListDifference:
    """One record of which the two points of view say different things."""

    op: OpEnum
    type_: ListDifferenceTypeEnum
    id: str
    """ between days that of the entry, between editions that of the scheduling """
    was: ListRecord | None | SchedulingRecord
    record: ListRecord | None | SchedulingRecord
    differs: list[FieldDifference]
    """ of a record that is on both sides """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.list_record import ListRecord  # noqa: PLC0415
        from ..models.scheduling_record import SchedulingRecord  # noqa: PLC0415

        op: str = self.op

        type_: str = self.type_

        id = self.id

        was: dict[str, Any] | None
        if isinstance(self.was, ListRecord):
            was = self.was.to_dict()
        elif isinstance(self.was, SchedulingRecord):
            was = self.was.to_dict()
        else:
            was = self.was

        record: dict[str, Any] | None
        if isinstance(self.record, ListRecord):
            record = self.record.to_dict()
        elif isinstance(self.record, SchedulingRecord):
            record = self.record.to_dict()
        else:
            record = self.record

        differs = []
        for differs_item_data in self.differs:
            differs_item = differs_item_data.to_dict()
            differs.append(differs_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "op": op,
                "type": type_,
                "id": id,
                "was": was,
                "record": record,
                "differs": differs,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.field_difference import FieldDifference  # noqa: PLC0415
        from ..models.list_record import ListRecord  # noqa: PLC0415
        from ..models.scheduling_record import SchedulingRecord  # noqa: PLC0415

        d = dict(src_dict)
        op = check_op_enum(d.pop("op"))

        type_ = check_list_difference_type_enum(d.pop("type"))

        id = d.pop("id")

        def _parse_was(data: object) -> ListRecord | None | SchedulingRecord:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_list_or_scheduling_type_0 = ListRecord.from_dict(data)

                return componentsschemas_list_or_scheduling_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_list_or_scheduling_type_1 = SchedulingRecord.from_dict(data)

                return componentsschemas_list_or_scheduling_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ListRecord | None | SchedulingRecord, data)

        was = _parse_was(d.pop("was"))

        def _parse_record(data: object) -> ListRecord | None | SchedulingRecord:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_list_or_scheduling_type_0 = ListRecord.from_dict(data)

                return componentsschemas_list_or_scheduling_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_list_or_scheduling_type_1 = SchedulingRecord.from_dict(data)

                return componentsschemas_list_or_scheduling_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ListRecord | None | SchedulingRecord, data)

        record = _parse_record(d.pop("record"))

        differs = []
        _differs = d.pop("differs")
        for differs_item_data in _differs:
            differs_item = FieldDifference.from_dict(differs_item_data)

            differs.append(differs_item)

        list_difference = cls(
            op=op,
            type_=type_,
            id=id,
            was=was,
            record=record,
            differs=differs,
        )

        list_difference.additional_properties = d
        return list_difference

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
