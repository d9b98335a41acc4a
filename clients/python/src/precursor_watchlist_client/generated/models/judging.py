from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.dismissal_reason import DismissalReason, check_dismissal_reason
from ..models.judgement_word import JudgementWord, check_judgement_word
from ..types import UNSET, Unset

T = TypeVar("T", bound="Judging")


@_attrs_define
class Judging:
    """A word on one hit of a line; or, `alike`, on all that is open on that line and on the lines that equal it."""

    line: int
    """ its number in the file """
    word: JudgementWord
    alike: bool | None | Unset = False
    """ on at most 500 equal lines: go on by `after` """
    after: int | None | Unset = 0
    """ `next` of the answer before: equal lines up to this number are passed over. Only with `alike`. """
    finding: int | None | Unset = UNSET
    """ its position in the record of the line, from 0, findings of house lists not counted; -1: the line as a
    whole. Not with `alike`. """
    seen: int | None | Unset = UNSET
    """ how many judgements stood there. Not with `alike`. """
    reason: DismissalReason | None | Unset = UNSET
    """ of a dismissal """
    note: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        line = self.line

        word: str = self.word

        alike: bool | None | Unset
        if isinstance(self.alike, Unset):
            alike = UNSET
        else:
            alike = self.alike

        after: int | None | Unset
        if isinstance(self.after, Unset):
            after = UNSET
        else:
            after = self.after

        finding: int | None | Unset
        if isinstance(self.finding, Unset):
            finding = UNSET
        else:
            finding = self.finding

        seen: int | None | Unset
        if isinstance(self.seen, Unset):
            seen = UNSET
        else:
            seen = self.seen

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
                "line": line,
                "word": word,
            }
        )
        if alike is not UNSET:
            field_dict["alike"] = alike
        if after is not UNSET:
            field_dict["after"] = after
        if finding is not UNSET:
            field_dict["finding"] = finding
        if seen is not UNSET:
            field_dict["seen"] = seen
        if reason is not UNSET:
            field_dict["reason"] = reason
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        line = d.pop("line")

        word = check_judgement_word(d.pop("word"))

        def _parse_alike(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        alike = _parse_alike(d.pop("alike", UNSET))

        def _parse_after(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        after = _parse_after(d.pop("after", UNSET))

        def _parse_finding(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        finding = _parse_finding(d.pop("finding", UNSET))

        def _parse_seen(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        seen = _parse_seen(d.pop("seen", UNSET))

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

        judging = cls(
            line=line,
            word=word,
            alike=alike,
            after=after,
            finding=finding,
            seen=seen,
            reason=reason,
            note=note,
        )

        judging.additional_properties = d
        return judging

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
