from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.records_enum import RecordsEnum, check_records_enum
from ..models.standing import Standing, check_standing

if TYPE_CHECKING:
    from ..models.check_record import CheckRecord


T = TypeVar("T", bound="ReadinessRecord")


@_attrs_define
class ReadinessRecord:
    """Whether calls should be sent to this process."""

    status: Standing
    checks: list[CheckRecord]
    records: RecordsEnum
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        status: str = self.status

        checks = []
        for checks_item_data in self.checks:
            checks_item = checks_item_data.to_dict()
            checks.append(checks_item)

        records: str = self.records

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "status": status,
                "checks": checks,
                "records": records,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.check_record import CheckRecord  # noqa: PLC0415

        d = dict(src_dict)
        status = check_standing(d.pop("status"))

        checks = []
        _checks = d.pop("checks")
        for checks_item_data in _checks:
            checks_item = CheckRecord.from_dict(checks_item_data)

            checks.append(checks_item)

        records = check_records_enum(d.pop("records"))

        readiness_record = cls(
            status=status,
            checks=checks,
            records=records,
        )

        readiness_record.additional_properties = d
        return readiness_record

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
