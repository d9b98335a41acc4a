from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

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
    reason: DismissalReason | None
    """ null: of no dismissal """
    note: None | str
    by: str
    at: datetime.datetime
    tier: None | str
    """ of the finding; null: the line as a whole """
    entry: None | str
    referral: int | None
    """ what a second officer was asked; null: nobody was """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        line = self.line

        finding = self.finding

        number = self.number

        word: str = self.word

        holds: str = self.holds

        reason: None | str
        if isinstance(self.reason, str):
            reason = self.reason
        else:
            reason = self.reason

        note: None | str
        note = self.note

        by = self.by

        at = self.at.isoformat()

        tier: None | str
        tier = self.tier

        entry: None | str
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

        def _parse_reason(data: object) -> DismissalReason | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                reason_type_0 = check_dismissal_reason(data)

                return reason_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DismissalReason | None, data)

        reason = _parse_reason(d.pop("reason"))

        def _parse_note(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        note = _parse_note(d.pop("note"))

        by = d.pop("by")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        def _parse_tier(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        tier = _parse_tier(d.pop("tier"))

        def _parse_entry(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        entry = _parse_entry(d.pop("entry"))

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
