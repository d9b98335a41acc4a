from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.substituent_class_record import SubstituentClassRecord


T = TypeVar("T", bound="AllowedRecord")


@_attrs_define
class AllowedRecord:
    """What may stand at a site: branches, classes of substituents, or a part with sites of its own."""

    limb: None | str
    """ null: as in the reference """
    smiles: list[str]
    """ exact branches, the attachment written * """
    classes: list[SubstituentClassRecord]
    part: None | str
    max_carbons: int | None
    question: None | str
    """ what the law's words leave open here """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        limb: None | str
        limb = self.limb

        smiles = self.smiles

        classes = []
        for classes_item_data in self.classes:
            classes_item = classes_item_data.to_dict()
            classes.append(classes_item)

        part: None | str
        part = self.part

        max_carbons: int | None
        max_carbons = self.max_carbons

        question: None | str
        question = self.question

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "limb": limb,
                "smiles": smiles,
                "classes": classes,
                "part": part,
                "max_carbons": max_carbons,
                "question": question,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.substituent_class_record import SubstituentClassRecord  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_limb(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        limb = _parse_limb(d.pop("limb"))

        smiles = cast(list[str], d.pop("smiles"))

        classes = []
        _classes = d.pop("classes")
        for classes_item_data in _classes:
            classes_item = SubstituentClassRecord.from_dict(classes_item_data)

            classes.append(classes_item)

        def _parse_part(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        part = _parse_part(d.pop("part"))

        def _parse_max_carbons(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        max_carbons = _parse_max_carbons(d.pop("max_carbons"))

        def _parse_question(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        question = _parse_question(d.pop("question"))

        allowed_record = cls(
            limb=limb,
            smiles=smiles,
            classes=classes,
            part=part,
            max_carbons=max_carbons,
            question=question,
        )

        allowed_record.additional_properties = d
        return allowed_record

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
