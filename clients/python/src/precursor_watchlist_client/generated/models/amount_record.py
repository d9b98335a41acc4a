from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="AmountRecord")


@_attrs_define
class AmountRecord:
    """How much a line declares, as it was read; a measure is null where it does not say."""

    written: str
    """ As it was written. """
    kg: None | str
    """ Net mass of the goods, never from a gross one. """
    litres: None | str
    """ Volume of the goods. """
    pieces: None | str
    """ Tablets, capsules, ampoules, or things not described. """
    how: str
    """ The reading: 40 × 25 kg. """
    may_be_kg: str | Unset = UNSET
    """ Where no mass could be measured, the greatest that may be meant; only where what is written bounds it. """
    may_be_litres: str | Unset = UNSET
    """ Where no volume could be measured, the greatest that may be meant; only where what is written bounds it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        written = self.written

        kg: None | str
        kg = self.kg

        litres: None | str
        litres = self.litres

        pieces: None | str
        pieces = self.pieces

        how = self.how

        may_be_kg = self.may_be_kg

        may_be_litres = self.may_be_litres

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "written": written,
                "kg": kg,
                "litres": litres,
                "pieces": pieces,
                "how": how,
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
        written = d.pop("written")

        def _parse_kg(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        kg = _parse_kg(d.pop("kg"))

        def _parse_litres(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        litres = _parse_litres(d.pop("litres"))

        def _parse_pieces(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        pieces = _parse_pieces(d.pop("pieces"))

        how = d.pop("how")

        may_be_kg = d.pop("may_be_kg", UNSET)

        may_be_litres = d.pop("may_be_litres", UNSET)

        amount_record = cls(
            written=written,
            kg=kg,
            litres=litres,
            pieces=pieces,
            how=how,
            may_be_kg=may_be_kg,
            may_be_litres=may_be_litres,
        )

        amount_record.additional_properties = d
        return amount_record

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
