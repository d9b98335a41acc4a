from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.when_enum import WhenEnum, check_when_enum

T = TypeVar("T", bound="ClockRecord")


@_attrs_define
class ClockRecord:
    """Before, within or for how long a duty runs, counted from which event."""

    when: WhenEnum
    event: str
    length: str
    unit: str
    citation: str
    words: str
    """ at least 15 calendar days before the export """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        when: str = self.when

        event = self.event

        length = self.length

        unit = self.unit

        citation = self.citation

        words = self.words

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "when": when,
                "event": event,
                "length": length,
                "unit": unit,
                "citation": citation,
                "words": words,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        when = check_when_enum(d.pop("when"))

        event = d.pop("event")

        length = d.pop("length")

        unit = d.pop("unit")

        citation = d.pop("citation")

        words = d.pop("words")

        clock_record = cls(
            when=when,
            event=event,
            length=length,
            unit=unit,
            citation=citation,
            words=words,
        )

        clock_record.additional_properties = d
        return clock_record

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
