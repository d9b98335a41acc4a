from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.referral_record_answer_enum import ReferralRecordAnswerEnum, check_referral_record_answer_enum
from ..models.referral_record_kind_enum import ReferralRecordKindEnum, check_referral_record_kind_enum
from ..models.referral_word import ReferralWord, check_referral_word

if TYPE_CHECKING:
    from ..models.override_record import OverrideRecord


T = TypeVar("T", bound="ReferralRecord")


@_attrs_define
class ReferralRecord:
    """What an officer asked of a second one: to dismiss a sure finding of law, or to release what is controlled."""

    id: int
    case: str
    """ its number """
    kind: ReferralRecordKindEnum
    word: ReferralWord
    line: int | None
    """ of a dismissal: its number in the file """
    finding: int | None
    """ of a dismissal: its position in the record """
    lines: list[int]
    """ of a release: the lines that it names, by their numbers in the file; empty: the shipment """
    note: str
    """ why it is asked for """
    asked_by: str
    asked_at: datetime.datetime
    """ the same of all that was asked in one act of this user """
    authorisations: list[int]
    """ of a release under authorisation: those that it would use """
    override: None | OverrideRecord
    """ of a release that lacks something """
    answer: None | ReferralRecordAnswerEnum
    """ null: it waits """
    answered_by: None | str
    answered_at: datetime.datetime | None
    answer_note: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.override_record import OverrideRecord  # noqa: PLC0415

        id = self.id

        case = self.case

        kind: str = self.kind

        word: str = self.word

        line: int | None
        line = self.line

        finding: int | None
        finding = self.finding

        lines = self.lines

        note = self.note

        asked_by = self.asked_by

        asked_at = self.asked_at.isoformat()

        authorisations = self.authorisations

        override: dict[str, Any] | None
        if isinstance(self.override, OverrideRecord):
            override = self.override.to_dict()
        else:
            override = self.override

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

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "case": case,
                "kind": kind,
                "word": word,
                "line": line,
                "finding": finding,
                "lines": lines,
                "note": note,
                "asked_by": asked_by,
                "asked_at": asked_at,
                "authorisations": authorisations,
                "override": override,
                "answer": answer,
                "answered_by": answered_by,
                "answered_at": answered_at,
                "answer_note": answer_note,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.override_record import OverrideRecord  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        case = d.pop("case")

        kind = check_referral_record_kind_enum(d.pop("kind"))

        word = check_referral_word(d.pop("word"))

        def _parse_line(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        line = _parse_line(d.pop("line"))

        def _parse_finding(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        finding = _parse_finding(d.pop("finding"))

        lines = cast(list[int], d.pop("lines"))

        note = d.pop("note")

        asked_by = d.pop("asked_by")

        asked_at = datetime.datetime.fromisoformat(d.pop("asked_at"))

        authorisations = cast(list[int], d.pop("authorisations"))

        def _parse_override(data: object) -> None | OverrideRecord:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                override_type_0 = OverrideRecord.from_dict(data)

                return override_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OverrideRecord, data)

        override = _parse_override(d.pop("override"))

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

        referral_record = cls(
            id=id,
            case=case,
            kind=kind,
            word=word,
            line=line,
            finding=finding,
            lines=lines,
            note=note,
            asked_by=asked_by,
            asked_at=asked_at,
            authorisations=authorisations,
            override=override,
            answer=answer,
            answered_by=answered_by,
            answered_at=answered_at,
            answer_note=answer_note,
        )

        referral_record.additional_properties = d
        return referral_record

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
