from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.code_enum import CodeEnum, check_code_enum

T = TypeVar("T", bound="CauseRecord")


@_attrs_define
class CauseRecord:
    """What of all that the answer rested on is another now."""

    code: CodeEnum
    part: str
    """ a part of the engine, the key of a list, or what else it is of """
    then: None | str
    now: None | str
    sentence: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code: str = self.code

        part = self.part

        then: None | str
        then = self.then

        now: None | str
        now = self.now

        sentence = self.sentence

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
                "part": part,
                "then": then,
                "now": now,
                "sentence": sentence,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = check_code_enum(d.pop("code"))

        part = d.pop("part")

        def _parse_then(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        then = _parse_then(d.pop("then"))

        def _parse_now(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        now = _parse_now(d.pop("now"))

        sentence = d.pop("sentence")

        cause_record = cls(
            code=code,
            part=part,
            then=then,
            now=now,
            sentence=sentence,
        )

        cause_record.additional_properties = d
        return cause_record

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
