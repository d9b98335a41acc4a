from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dismissal_reason import DismissalReason, check_dismissal_reason
from ..models.substance_judging_word_enum import SubstanceJudgingWordEnum, check_substance_judging_word_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="SubstanceJudging")


@_attrs_define
class SubstanceJudging:
    """A word on every open finding on a substance, on all lines of the last screening."""

    substance: str
    """ its key: the last part of the key of an entry """
    seen: int
    """ how many open lines have a finding on it, as this user saw them """
    word: SubstanceJudgingWordEnum
    reason: DismissalReason | None | Unset = UNSET
    """ of a dismissal """
    note: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        substance = self.substance

        seen = self.seen

        word: str = self.word

        reason: None | str | Unset
        if isinstance(self.reason, Unset):
            reason = UNSET
        elif isinstance(self.reason, str):
            reason = self.reason
        else:
            reason = self.reason

        note: None | str | Unset
        if isinstance(self.note, Unset):
            note = UNSET
        else:
            note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "substance": substance,
                "seen": seen,
                "word": word,
            }
        )
        if reason is not UNSET:
            field_dict["reason"] = reason
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        substance = d.pop("substance")

        seen = d.pop("seen")

        word = check_substance_judging_word_enum(d.pop("word"))

        def _parse_reason(data: object) -> DismissalReason | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                reason_type_0 = check_dismissal_reason(data)

                return reason_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DismissalReason | None | Unset, data)

        reason = _parse_reason(d.pop("reason", UNSET))

        def _parse_note(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        note = _parse_note(d.pop("note", UNSET))

        substance_judging = cls(
            substance=substance,
            seen=seen,
            word=word,
            reason=reason,
            note=note,
        )

        substance_judging.additional_properties = d
        return substance_judging

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
