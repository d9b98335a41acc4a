from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.shipping_word import ShippingWord, check_shipping_word

if TYPE_CHECKING:
    from ..models.ground_of_disposition import GroundOfDisposition


T = TypeVar("T", bound="DispositionRecord")


@_attrs_define
class DispositionRecord:
    """Whether a shipment may go on. House lists change nothing of it."""

    word: ShippingWord
    ground: GroundOfDisposition
    """ What a word on a shipment rests on: the fields of its kind, and null for the others. """
    of_this_screening: bool
    """ false: the word is about another screening of the same shipment, before this or since """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        word: str = self.word

        ground = self.ground.to_dict()

        of_this_screening = self.of_this_screening

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "word": word,
                "ground": ground,
                "of_this_screening": of_this_screening,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.ground_of_disposition import GroundOfDisposition  # noqa: PLC0415

        d = dict(src_dict)
        word = check_shipping_word(d.pop("word"))

        ground = GroundOfDisposition.from_dict(d.pop("ground"))

        of_this_screening = d.pop("of_this_screening")

        disposition_record = cls(
            word=word,
            ground=ground,
            of_this_screening=of_this_screening,
        )

        disposition_record.additional_properties = d
        return disposition_record

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
