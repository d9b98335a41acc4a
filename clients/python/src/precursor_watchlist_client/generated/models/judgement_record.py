from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.blank_enum import BlankEnum, check_blank_enum
from ..models.dismissal_reason import DismissalReason, check_dismissal_reason
from ..models.holds_enum import HoldsEnum, check_holds_enum
from ..models.judgement_word import JudgementWord, check_judgement_word

T = TypeVar("T", bound="JudgementRecord")


@_attrs_define
class JudgementRecord:
    """One person's word on one hit. The last on a finding holds, and none changes."""

    line: int
    """ its number in the file """
    finding: int
    """ its position in the record of the line, from 0, findings of house lists not counted; -1: the line as a whole
    """
    number: int
    """ of the judgements on this finding, from 1 """
    word: JudgementWord
    holds: HoldsEnum
    reason: BlankEnum | DismissalReason
    note: str
    by: str
    at: datetime.datetime
    tier: str
    """ of the finding; empty: the line as a whole """
    entry: str
    referral: int | None
    """ what a second officer was asked; null: nobody was """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        line = self.line

        finding = self.finding

        number = self.number

        word: str = self.word

        holds: str = self.holds

        reason: str
        if isinstance(self.reason, str):
            reason = self.reason
        else:
            reason = self.reason

        note = self.note

        by = self.by

        at = self.at.isoformat()

        tier = self.tier

        entry = self.entry

        referral: int | None
        referral = self.referral

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "line": line,
                "finding": finding,
                "number": number,
                "word": word,
                "holds": holds,
                "reason": reason,
                "note": note,
                "by": by,
                "at": at,
                "tier": tier,
                "entry": entry,
                "referral": referral,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        line = d.pop("line")

        finding = d.pop("finding")

        number = d.pop("number")

        word = check_judgement_word(d.pop("word"))

        holds = check_holds_enum(d.pop("holds"))

        def _parse_reason(data: object) -> BlankEnum | DismissalReason:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                reason_type_0 = check_dismissal_reason(data)

                return reason_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, str):
                raise TypeError()
            reason_type_1 = check_blank_enum(data)

            return reason_type_1

        reason = _parse_reason(d.pop("reason"))

        note = d.pop("note")

        by = d.pop("by")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        tier = d.pop("tier")

        entry = d.pop("entry")

        def _parse_referral(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        referral = _parse_referral(d.pop("referral"))

        judgement_record = cls(
            line=line,
            finding=finding,
            number=number,
            word=word,
            holds=holds,
            reason=reason,
            note=note,
            by=by,
            at=at,
            tier=tier,
            entry=entry,
            referral=referral,
        )

        judgement_record.additional_properties = d
        return judgement_record

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
