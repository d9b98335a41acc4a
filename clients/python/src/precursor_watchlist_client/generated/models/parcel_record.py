from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ParcelRecord")


@_attrs_define
class ParcelRecord:
    """What one line, of this shipment or of a stored one, adds to a total."""

    reference: None | str
    """ The reference of its shipment; null: it has none. """
    line: int
    """ Its number in that shipment. """
    stored: bool
    """ Whether it is of a stored shipment. """
    screening: None | UUID
    """ The stored screening; null: it is of this shipment. """
    date: datetime.date
    """ The day on which it counts. """
    quantity: str
    """ What surely counts, with its unit; empty: nothing. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        reference: None | str
        reference = self.reference

        line = self.line

        stored = self.stored

        screening: None | str
        if isinstance(self.screening, UUID):
            screening = str(self.screening)
        else:
            screening = self.screening

        date = self.date.isoformat()

        quantity = self.quantity

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "reference": reference,
                "line": line,
                "stored": stored,
                "screening": screening,
                "date": date,
                "quantity": quantity,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_reference(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reference = _parse_reference(d.pop("reference"))

        line = d.pop("line")

        stored = d.pop("stored")

        def _parse_screening(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                screening_type_0 = UUID(data)

                return screening_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        screening = _parse_screening(d.pop("screening"))

        date = datetime.date.fromisoformat(d.pop("date"))

        quantity = d.pop("quantity")

        parcel_record = cls(
            reference=reference,
            line=line,
            stored=stored,
            screening=screening,
            date=date,
            quantity=quantity,
        )

        parcel_record.additional_properties = d
        return parcel_record

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
