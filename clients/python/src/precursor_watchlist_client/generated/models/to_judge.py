from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.holds_enum import HoldsEnum, check_holds_enum
from ..models.line_severity import LineSeverity, check_line_severity
from ..models.tier import Tier, check_tier

T = TypeVar("T", bound="ToJudge")


@_attrs_define
class ToJudge:
    """One thing to judge on a line."""

    finding: int
    """ its position in the record of the line, from 0, findings of house lists not counted; -1: the line as a whole
    """
    tier: None | Tier
    list_: None | str
    entry: None | str
    substance: None | str
    """ its key, by which it is judged on all lines """
    severity: LineSeverity | None
    holds: HoldsEnum | None
    """ null: nobody judged it; refused: by the second officer """
    seen: int
    """ to be sent with a judgement: how many stand there """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        finding = self.finding

        tier: None | str
        if isinstance(self.tier, str):
            tier = self.tier
        else:
            tier = self.tier

        list_: None | str
        list_ = self.list_

        entry: None | str
        entry = self.entry

        substance: None | str
        substance = self.substance

        severity: None | str
        if isinstance(self.severity, str):
            severity = self.severity
        else:
            severity = self.severity

        holds: None | str
        if isinstance(self.holds, str):
            holds = self.holds
        else:
            holds = self.holds

        seen = self.seen

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "finding": finding,
                "tier": tier,
                "list": list_,
                "entry": entry,
                "substance": substance,
                "severity": severity,
                "holds": holds,
                "seen": seen,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        finding = d.pop("finding")

        def _parse_tier(data: object) -> None | Tier:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                tier_type_0 = check_tier(data)

                return tier_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Tier, data)

        tier = _parse_tier(d.pop("tier"))

        def _parse_list_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        list_ = _parse_list_(d.pop("list"))

        def _parse_entry(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        entry = _parse_entry(d.pop("entry"))

        def _parse_substance(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        substance = _parse_substance(d.pop("substance"))

        def _parse_severity(data: object) -> LineSeverity | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                severity_type_0 = check_line_severity(data)

                return severity_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LineSeverity | None, data)

        severity = _parse_severity(d.pop("severity"))

        def _parse_holds(data: object) -> HoldsEnum | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                holds_type_0 = check_holds_enum(data)

                return holds_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(HoldsEnum | None, data)

        holds = _parse_holds(d.pop("holds"))

        seen = d.pop("seen")

        to_judge = cls(
            finding=finding,
            tier=tier,
            list_=list_,
            entry=entry,
            substance=substance,
            severity=severity,
            holds=holds,
            seen=seen,
        )

        to_judge.additional_properties = d
        return to_judge

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
