from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.correctable_field import CorrectableField, check_correctable_field
from ..models.referral_record_answer_enum import ReferralRecordAnswerEnum, check_referral_record_answer_enum

T = TypeVar("T", bound="CorrectionRecord")


@_attrs_define
class CorrectionRecord:
    """One field of one line, corrected by a person; in effect from `effective_at` on."""

    id: int
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
    needs_second: bool
    """ it takes effect when a second officer agrees """
    answer: None | ReferralRecordAnswerEnum
    """ null: it waits, or needs none """
    answered_by: None | str
    answered_at: datetime.datetime | None
    answer_note: None | str
    effective_at: datetime.datetime | None
    """ null: it is not in effect """
    screening: UUID
    """ in which it was corrected """
    answered_in: None | UUID
    """ the screening that answered it anew """
    manifest: None | UUID
    """ of a long shipment: the manifest that says how far its job is """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

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

        needs_second = self.needs_second

        answer: None | str
        if isinstance(self.answer, str):
            answer = self.answer
        else:
            answer = self.answer

        answered_by: None | str
        answered_by = self.answered_by

        answered_at: None | str
        if isinstance(self.answered_at, datetime.datetime):
            answered_at = self.answered_at.isoformat()
        else:
            answered_at = self.answered_at

        answer_note: None | str
        answer_note = self.answer_note

        effective_at: None | str
        if isinstance(self.effective_at, datetime.datetime):
            effective_at = self.effective_at.isoformat()
        else:
            effective_at = self.effective_at

        screening = str(self.screening)

        answered_in: None | str
        if isinstance(self.answered_in, UUID):
            answered_in = str(self.answered_in)
        else:
            answered_in = self.answered_in

        manifest: None | str
        if isinstance(self.manifest, UUID):
            manifest = str(self.manifest)
        else:
            manifest = self.manifest

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "line": line,
                "field": field,
                "declared": declared,
                "before": before,
                "corrected": corrected,
                "reason": reason,
                "by": by,
                "asked_at": asked_at,
                "needs_second": needs_second,
                "answer": answer,
                "answered_by": answered_by,
                "answered_at": answered_at,
                "answer_note": answer_note,
                "effective_at": effective_at,
                "screening": screening,
                "answered_in": answered_in,
                "manifest": manifest,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

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

        needs_second = d.pop("needs_second")

        def _parse_answer(data: object) -> None | ReferralRecordAnswerEnum:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                answer_type_0 = check_referral_record_answer_enum(data)

                return answer_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReferralRecordAnswerEnum, data)

        answer = _parse_answer(d.pop("answer"))

        def _parse_answered_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        answered_by = _parse_answered_by(d.pop("answered_by"))

        def _parse_answered_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                answered_at_type_0 = datetime.datetime.fromisoformat(data)

                return answered_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        answered_at = _parse_answered_at(d.pop("answered_at"))

        def _parse_answer_note(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        answer_note = _parse_answer_note(d.pop("answer_note"))

        def _parse_effective_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                effective_at_type_0 = datetime.datetime.fromisoformat(data)

                return effective_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        effective_at = _parse_effective_at(d.pop("effective_at"))

        screening = UUID(d.pop("screening"))

        def _parse_answered_in(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                answered_in_type_0 = UUID(data)

                return answered_in_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        answered_in = _parse_answered_in(d.pop("answered_in"))

        def _parse_manifest(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                manifest_type_0 = UUID(data)

                return manifest_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        manifest = _parse_manifest(d.pop("manifest"))

        correction_record = cls(
            id=id,
            line=line,
            field=field,
            declared=declared,
            before=before,
            corrected=corrected,
            reason=reason,
            by=by,
            asked_at=asked_at,
            needs_second=needs_second,
            answer=answer,
            answered_by=answered_by,
            answered_at=answered_at,
            answer_note=answer_note,
            effective_at=effective_at,
            screening=screening,
            answered_in=answered_in,
            manifest=manifest,
        )

        correction_record.additional_properties = d
        return correction_record

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
