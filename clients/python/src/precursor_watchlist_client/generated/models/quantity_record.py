from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="QuantityRecord")


@_attrs_define
class QuantityRecord:
    """How much of the listed substance a line holds, in each way in which laws count it.

    Each is [surely, at most], as plain decimal texts: null where nothing is sure, and where it is not bounded.

    """

    shipped_kg: list[None | str]
    """ Mass of the goods as they are. """
    contained_kg: list[None | str]
    """ Mass of the substance in the form declared. """
    base_kg: list[None | str]
    """ Mass of the listed substance itself, without counter-ions and water. """
    litres: list[None | str]
    """ Volume of the goods as they are. """
    contained_litres: list[None | str]
    """ Volume of the substance. """
    why: str
    """ What keeps it from being measured; empty: nothing. """
    may_be_kg: str | Unset = UNSET
    """ Where the goods could not be measured, the greatest mass that may be meant. It reaches and misses no limit.
    """
    may_be_litres: str | Unset = UNSET
    """ Where the goods could not be measured, the greatest volume that may be meant. It reaches and misses no
    limit. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        shipped_kg = []
        for shipped_kg_item_data in self.shipped_kg:
            shipped_kg_item: None | str
            shipped_kg_item = shipped_kg_item_data
            shipped_kg.append(shipped_kg_item)

        contained_kg = []
        for contained_kg_item_data in self.contained_kg:
            contained_kg_item: None | str
            contained_kg_item = contained_kg_item_data
            contained_kg.append(contained_kg_item)

        base_kg = []
        for base_kg_item_data in self.base_kg:
            base_kg_item: None | str
            base_kg_item = base_kg_item_data
            base_kg.append(base_kg_item)

        litres = []
        for litres_item_data in self.litres:
            litres_item: None | str
            litres_item = litres_item_data
            litres.append(litres_item)

        contained_litres = []
        for contained_litres_item_data in self.contained_litres:
            contained_litres_item: None | str
            contained_litres_item = contained_litres_item_data
            contained_litres.append(contained_litres_item)

        why = self.why

        may_be_kg = self.may_be_kg

        may_be_litres = self.may_be_litres

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "shipped_kg": shipped_kg,
                "contained_kg": contained_kg,
                "base_kg": base_kg,
                "litres": litres,
                "contained_litres": contained_litres,
                "why": why,
            }
        )
        if may_be_kg is not UNSET:
            field_dict["may_be_kg"] = may_be_kg
        if may_be_litres is not UNSET:
            field_dict["may_be_litres"] = may_be_litres

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        shipped_kg = []
        _shipped_kg = d.pop("shipped_kg")
        for shipped_kg_item_data in _shipped_kg:

            def _parse_shipped_kg_item(data: object) -> None | str:
                if data is None:
                    return data
                return cast(None | str, data)

            shipped_kg_item = _parse_shipped_kg_item(shipped_kg_item_data)

            shipped_kg.append(shipped_kg_item)

        contained_kg = []
        _contained_kg = d.pop("contained_kg")
        for contained_kg_item_data in _contained_kg:

            def _parse_contained_kg_item(data: object) -> None | str:
                if data is None:
                    return data
                return cast(None | str, data)

            contained_kg_item = _parse_contained_kg_item(contained_kg_item_data)

            contained_kg.append(contained_kg_item)

        base_kg = []
        _base_kg = d.pop("base_kg")
        for base_kg_item_data in _base_kg:

            def _parse_base_kg_item(data: object) -> None | str:
                if data is None:
                    return data
                return cast(None | str, data)

            base_kg_item = _parse_base_kg_item(base_kg_item_data)

            base_kg.append(base_kg_item)

        litres = []
        _litres = d.pop("litres")
        for litres_item_data in _litres:

            def _parse_litres_item(data: object) -> None | str:
                if data is None:
                    return data
                return cast(None | str, data)

            litres_item = _parse_litres_item(litres_item_data)

            litres.append(litres_item)

        contained_litres = []
        _contained_litres = d.pop("contained_litres")
        for contained_litres_item_data in _contained_litres:

            def _parse_contained_litres_item(data: object) -> None | str:
                if data is None:
                    return data
                return cast(None | str, data)

            contained_litres_item = _parse_contained_litres_item(contained_litres_item_data)

            contained_litres.append(contained_litres_item)

        why = d.pop("why")

        may_be_kg = d.pop("may_be_kg", UNSET)

        may_be_litres = d.pop("may_be_litres", UNSET)

        quantity_record = cls(
            shipped_kg=shipped_kg,
            contained_kg=contained_kg,
            base_kg=base_kg,
            litres=litres,
            contained_litres=contained_litres,
            why=why,
            may_be_kg=may_be_kg,
            may_be_litres=may_be_litres,
        )

        quantity_record.additional_properties = d
        return quantity_record

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
