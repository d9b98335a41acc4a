from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.confidence import Confidence, check_confidence
from ..models.expected_enum import ExpectedEnum, check_expected_enum

T = TypeVar("T", bound="ClassExampleRecord")


@_attrs_define
class ClassExampleRecord:
    """A named substance by which the reading is tested."""

    name: str
    cas: None | str
    smiles: str
    expected: ExpectedEnum
    fails: None | str
    """ the condition that it does not meet """
    limbs: list[str]
    confidence: Confidence
    """ What a fact of the law rests on, the firmest first.

    * `confirmed`: Read in a primary text.
    * `reported`: Read in a secondary text.
    * `unverified`: Not confirmed by any text: it never makes a line controlled, and lowers nothing. """
    source: None | str
    """ where it was read """
    note: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        cas: None | str
        cas = self.cas

        smiles = self.smiles

        expected: str = self.expected

        fails: None | str
        fails = self.fails

        limbs = self.limbs

        confidence: str = self.confidence

        source: None | str
        source = self.source

        note: None | str
        note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "cas": cas,
                "smiles": smiles,
                "expected": expected,
                "fails": fails,
                "limbs": limbs,
                "confidence": confidence,
                "source": source,
                "note": note,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        def _parse_cas(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        cas = _parse_cas(d.pop("cas"))

        smiles = d.pop("smiles")

        expected = check_expected_enum(d.pop("expected"))

        def _parse_fails(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        fails = _parse_fails(d.pop("fails"))

        limbs = cast(list[str], d.pop("limbs"))

        confidence = check_confidence(d.pop("confidence"))

        def _parse_source(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        source = _parse_source(d.pop("source"))

        def _parse_note(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        note = _parse_note(d.pop("note"))

        class_example_record = cls(
            name=name,
            cas=cas,
            smiles=smiles,
            expected=expected,
            fails=fails,
            limbs=limbs,
            confidence=confidence,
            source=source,
            note=note,
        )

        class_example_record.additional_properties = d
        return class_example_record

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
