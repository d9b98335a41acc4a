from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.shipment_finding_record_met_enum import (
    ShipmentFindingRecordMetEnum,
    check_shipment_finding_record_met_enum,
)

if TYPE_CHECKING:
    from ..models.parcel_record import ParcelRecord


T = TypeVar("T", bound="DecidedTotalRecord")


@_attrs_define
class DecidedTotalRecord:
    """A total after people's decisions on lines of this shipment."""

    total: str
    """ What is surely measured of the rest, in the unit of the limit. """
    met: ShipmentFindingRecordMetEnum
    """ Whether a line meets a condition. It speaks of the condition itself; the effect says what follows.

    * `yes`: The condition is met.
    * `unknown`: What is declared, or what is known here, does not decide it. """
    dismissed: int
    """ How many lines of this shipment are left out, as dismissed. """
    confirmed: int
    """ How many lines that were read by a guess were confirmed: what is measured of them counts. """
    sentence: str
    """ All of it in sentences. """
    not_moved: int
    """ How many lines of this shipment are left out, as refused, withdrawn or seized. """
    left_out: list[int]
    """ The numbers of the lines that are left out. """
    parcels: list[ParcelRecord]
    """ The lines that were read by a guess and confirmed, with what counts of each. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        total = self.total

        met: str = self.met

        dismissed = self.dismissed

        confirmed = self.confirmed

        sentence = self.sentence

        not_moved = self.not_moved

        left_out = self.left_out

        parcels = []
        for parcels_item_data in self.parcels:
            parcels_item = parcels_item_data.to_dict()
            parcels.append(parcels_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "total": total,
                "met": met,
                "dismissed": dismissed,
                "confirmed": confirmed,
                "sentence": sentence,
                "not_moved": not_moved,
                "left_out": left_out,
                "parcels": parcels,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.parcel_record import ParcelRecord  # noqa: PLC0415

        d = dict(src_dict)
        total = d.pop("total")

        met = check_shipment_finding_record_met_enum(d.pop("met"))

        dismissed = d.pop("dismissed")

        confirmed = d.pop("confirmed")

        sentence = d.pop("sentence")

        not_moved = d.pop("not_moved")

        left_out = cast(list[int], d.pop("left_out"))

        parcels = []
        _parcels = d.pop("parcels")
        for parcels_item_data in _parcels:
            parcels_item = ParcelRecord.from_dict(parcels_item_data)

            parcels.append(parcels_item)

        decided_total_record = cls(
            total=total,
            met=met,
            dismissed=dismissed,
            confirmed=confirmed,
            sentence=sentence,
            not_moved=not_moved,
            left_out=left_out,
            parcels=parcels,
        )

        decided_total_record.additional_properties = d
        return decided_total_record

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
