from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.change_record_type_enum import ChangeRecordTypeEnum, check_change_record_type_enum
from ..models.op_enum import OpEnum, check_op_enum

if TYPE_CHECKING:
    from ..models.class_rule_record import ClassRuleRecord
    from ..models.described_substance_record import DescribedSubstanceRecord
    from ..models.legal_act_record import LegalActRecord
    from ..models.list_record import ListRecord
    from ..models.scheduling_record import SchedulingRecord


T = TypeVar("T", bound="ChangeRecord")


@_attrs_define
class ChangeRecord:
    """What a mirror does with one record: take it up (ADD), replace it (MOD), or drop it (DEL)."""

    op: OpEnum
    type_: ChangeRecordTypeEnum
    id: str
    """ stable, within its type """
    record: ClassRuleRecord | DescribedSubstanceRecord | LegalActRecord | ListRecord | None | SchedulingRecord
    """ as it is from then on, whole; null where it is dropped """
    changed: list[str]
    """ the fields in which a replaced record differs """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.class_rule_record import ClassRuleRecord  # noqa: PLC0415
        from ..models.described_substance_record import DescribedSubstanceRecord  # noqa: PLC0415
        from ..models.legal_act_record import LegalActRecord  # noqa: PLC0415
        from ..models.list_record import ListRecord  # noqa: PLC0415
        from ..models.scheduling_record import SchedulingRecord  # noqa: PLC0415

        op: str = self.op

        type_: str = self.type_

        id = self.id

        record: dict[str, Any] | None
        if isinstance(self.record, LegalActRecord):
            record = self.record.to_dict()
        elif isinstance(self.record, DescribedSubstanceRecord):
            record = self.record.to_dict()
        elif isinstance(self.record, ClassRuleRecord):
            record = self.record.to_dict()
        elif isinstance(self.record, ListRecord):
            record = self.record.to_dict()
        elif isinstance(self.record, SchedulingRecord):
            record = self.record.to_dict()
        else:
            record = self.record

        changed = self.changed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "op": op,
                "type": type_,
                "id": id,
                "record": record,
                "changed": changed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.class_rule_record import ClassRuleRecord  # noqa: PLC0415
        from ..models.described_substance_record import DescribedSubstanceRecord  # noqa: PLC0415
        from ..models.legal_act_record import LegalActRecord  # noqa: PLC0415
        from ..models.list_record import ListRecord  # noqa: PLC0415
        from ..models.scheduling_record import SchedulingRecord  # noqa: PLC0415

        d = dict(src_dict)
        op = check_op_enum(d.pop("op"))

        type_ = check_change_record_type_enum(d.pop("type"))

        id = d.pop("id")

        def _parse_record(
            data: object,
        ) -> ClassRuleRecord | DescribedSubstanceRecord | LegalActRecord | ListRecord | None | SchedulingRecord:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_record_of_law_type_0 = LegalActRecord.from_dict(data)

                return componentsschemas_record_of_law_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_record_of_law_type_1 = DescribedSubstanceRecord.from_dict(data)

                return componentsschemas_record_of_law_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_record_of_law_type_2 = ClassRuleRecord.from_dict(data)

                return componentsschemas_record_of_law_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_record_of_law_type_3 = ListRecord.from_dict(data)

                return componentsschemas_record_of_law_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_record_of_law_type_4 = SchedulingRecord.from_dict(data)

                return componentsschemas_record_of_law_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                ClassRuleRecord | DescribedSubstanceRecord | LegalActRecord | ListRecord | None | SchedulingRecord, data
            )

        record = _parse_record(d.pop("record"))

        changed = cast(list[str], d.pop("changed"))

        change_record = cls(
            op=op,
            type_=type_,
            id=id,
            record=record,
            changed=changed,
        )

        change_record.additional_properties = d
        return change_record

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
