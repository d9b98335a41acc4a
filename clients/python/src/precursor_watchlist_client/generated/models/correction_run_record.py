from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.correctable_field import CorrectableField, check_correctable_field

T = TypeVar("T", bound="CorrectionRunRecord")


@_attrs_define
class CorrectionRunRecord:
    """A correction of a long shipment, whose lines a job answers anew before it takes effect."""

    line: int
    """ its number in the file """
    field: CorrectableField
    declared: None | str
    """ what the file says """
    before: None | str
    """ what the line was answered with before """
    corrected: None | str
    reason: str
    by: str
    asked_at: datetime.datetime
    screening: UUID
    """ in which it is corrected """
    manifest: UUID
    """ the manifest that says how far its job is """
    job: UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        line = self.line

        field: str = self.field

        declared: None | str
        declared = self.declared

        before: None | str
        before = self.before

        corrected: None | str
        corrected = self.corrected

        reason = self.reason

        by = self.by

        asked_at = self.asked_at.isoformat()

        screening = str(self.screening)

        manifest = str(self.manifest)

        job = str(self.job)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "line": line,
                "field": field,
                "declared": declared,
                "before": before,
                "corrected": corrected,
                "reason": reason,
                "by": by,
                "asked_at": asked_at,
                "screening": screening,
                "manifest": manifest,
                "job": job,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        line = d.pop("line")

        field = check_correctable_field(d.pop("field"))

        def _parse_declared(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        declared = _parse_declared(d.pop("declared"))

        def _parse_before(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        before = _parse_before(d.pop("before"))

        def _parse_corrected(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        corrected = _parse_corrected(d.pop("corrected"))

        reason = d.pop("reason")

        by = d.pop("by")

        asked_at = datetime.datetime.fromisoformat(d.pop("asked_at"))

        screening = UUID(d.pop("screening"))

        manifest = UUID(d.pop("manifest"))

        job = UUID(d.pop("job"))

        correction_run_record = cls(
            line=line,
            field=field,
            declared=declared,
            before=before,
            corrected=corrected,
            reason=reason,
            by=by,
            asked_at=asked_at,
            screening=screening,
            manifest=manifest,
            job=job,
        )

        correction_run_record.additional_properties = d
        return correction_run_record

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
