from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.confidence import Confidence, check_confidence

T = TypeVar("T", bound="SubstanceConstituent")


@_attrs_define
class SubstanceConstituent:
    """A substance that it contains."""

    contains: str
    """ its key """
    product_form: str
    """ what goods of the material are, in the words of a condition """
    share_from: None | str
    """ per cent by weight; null: not known """
    share_to: None | str
    """ per cent by weight; null: not known """
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
        contains = self.contains

        product_form = self.product_form

        share_from: None | str
        share_from = self.share_from

        share_to: None | str
        share_to = self.share_to

        confidence: str = self.confidence

        source: None | str
        source = self.source

        note: None | str
        note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "contains": contains,
                "product_form": product_form,
                "share_from": share_from,
                "share_to": share_to,
                "confidence": confidence,
                "source": source,
                "note": note,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        contains = d.pop("contains")

        product_form = d.pop("product_form")

        def _parse_share_from(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        share_from = _parse_share_from(d.pop("share_from"))

        def _parse_share_to(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        share_to = _parse_share_to(d.pop("share_to"))

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

        substance_constituent = cls(
            contains=contains,
            product_form=product_form,
            share_from=share_from,
            share_to=share_to,
            confidence=confidence,
            source=source,
            note=note,
        )

        substance_constituent.additional_properties = d
        return substance_constituent

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
