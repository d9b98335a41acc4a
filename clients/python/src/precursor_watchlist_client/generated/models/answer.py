from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Answer")


@_attrs_define
class Answer:
    """A second officer's answer."""

    agreed: bool
    note: None | str | Unset = UNSET
    """ a refusal says why """
    confirms_override: bool | None | Unset = False
    """ that a release goes past what is missing is agreed to apart """
    together: bool | None | Unset = False
    """ all that was asked in the same act, as a substance on all its lines: one request """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        agreed = self.agreed

        note: None | str | Unset
        if isinstance(self.note, Unset):
            note = UNSET
        else:
            note = self.note

        confirms_override: bool | None | Unset
        if isinstance(self.confirms_override, Unset):
            confirms_override = UNSET
        else:
            confirms_override = self.confirms_override

        together: bool | None | Unset
        if isinstance(self.together, Unset):
            together = UNSET
        else:
            together = self.together

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "agreed": agreed,
            }
        )
        if note is not UNSET:
            field_dict["note"] = note
        if confirms_override is not UNSET:
            field_dict["confirms_override"] = confirms_override
        if together is not UNSET:
            field_dict["together"] = together

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        agreed = d.pop("agreed")

        def _parse_note(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        note = _parse_note(d.pop("note", UNSET))

        def _parse_confirms_override(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        confirms_override = _parse_confirms_override(d.pop("confirms_override", UNSET))

        def _parse_together(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        together = _parse_together(d.pop("together", UNSET))

        answer = cls(
            agreed=agreed,
            note=note,
            confirms_override=confirms_override,
            together=together,
        )

        answer.additional_properties = d
        return answer

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
