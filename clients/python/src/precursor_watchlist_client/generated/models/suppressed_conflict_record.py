from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.conflict_severity import ConflictSeverity, check_conflict_severity

T = TypeVar("T", bound="SuppressedConflictRecord")


@_attrs_define
class SuppressedConflictRecord:
    """A conflict that two people set aside; it does not count."""

    code: str
    """ Which kind of conflict it is. """
    fields: list[str]
    """ The fields that disagree. """
    severity: ConflictSeverity
    """ How much a line, a finding or a conflict asks for a person, the highest first.

    A finding has one, so it is never `none`; a conflict is `medium` or `low`.

    * `medium`: A person must look: what is due, what the goods are or whether the law holds is open.
    * `low`: Only records and vigilance are known to be due, or the signal is weak; it is no reason to look. """
    detail: str
    """ What each of them says, in one sentence. """
    by: str
    """ Who asked for it. """
    second: str
    """ Who agreed. """
    until: datetime.date
    """ The first day without it. """
    why: str
    """ Why it was set aside. """
    suppression: int
    """ Its number. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        fields = self.fields

        severity: str = self.severity

        detail = self.detail

        by = self.by

        second = self.second

        until = self.until.isoformat()

        why = self.why

        suppression = self.suppression

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
                "fields": fields,
                "severity": severity,
                "detail": detail,
                "by": by,
                "second": second,
                "until": until,
                "why": why,
                "suppression": suppression,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = d.pop("code")

        fields = cast(list[str], d.pop("fields"))

        severity = check_conflict_severity(d.pop("severity"))

        detail = d.pop("detail")

        by = d.pop("by")

        second = d.pop("second")

        until = datetime.date.fromisoformat(d.pop("until"))

        why = d.pop("why")

        suppression = d.pop("suppression")

        suppressed_conflict_record = cls(
            code=code,
            fields=fields,
            severity=severity,
            detail=detail,
            by=by,
            second=second,
            until=until,
            why=why,
            suppression=suppression,
        )

        suppressed_conflict_record.additional_properties = d
        return suppressed_conflict_record

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
