from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.party_side import PartySide, check_party_side
from ..models.sum_unit import SumUnit, check_sum_unit

if TYPE_CHECKING:
    from ..models.sum_limit import SumLimit


T = TypeVar("T", bound="PartyPeriodSum")


@_attrs_define
class PartyPeriodSum:
    """What the party sent, or was sent, of a substance in a period, by the shipments stored here."""

    substance: str
    """ its key """
    role: PartySide
    first: datetime.date
    last: datetime.date
    """ the first day after the period """
    unit: SumUnit
    measured: None | str
    """ what surely counts; null: nothing is measured """
    at_most: None | str
    """ what it may come to; null: nobody knows """
    parcels: int
    unmeasured: int
    """ of the parcels, that add nothing to `measured` """
    limit: None | SumLimit
    """ null: the calendar year in all, as the listed base """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.sum_limit import SumLimit  # noqa: PLC0415

        substance = self.substance

        role: str = self.role

        first = self.first.isoformat()

        last = self.last.isoformat()

        unit: str = self.unit

        measured: None | str
        measured = self.measured

        at_most: None | str
        at_most = self.at_most

        parcels = self.parcels

        unmeasured = self.unmeasured

        limit: dict[str, Any] | None
        if isinstance(self.limit, SumLimit):
            limit = self.limit.to_dict()
        else:
            limit = self.limit

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "substance": substance,
                "role": role,
                "first": first,
                "last": last,
                "unit": unit,
                "measured": measured,
                "at_most": at_most,
                "parcels": parcels,
                "unmeasured": unmeasured,
                "limit": limit,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sum_limit import SumLimit  # noqa: PLC0415

        d = dict(src_dict)
        substance = d.pop("substance")

        role = check_party_side(d.pop("role"))

        first = datetime.date.fromisoformat(d.pop("first"))

        last = datetime.date.fromisoformat(d.pop("last"))

        unit = check_sum_unit(d.pop("unit"))

        def _parse_measured(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        measured = _parse_measured(d.pop("measured"))

        def _parse_at_most(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        at_most = _parse_at_most(d.pop("at_most"))

        parcels = d.pop("parcels")

        unmeasured = d.pop("unmeasured")

        def _parse_limit(data: object) -> None | SumLimit:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                limit_type_0 = SumLimit.from_dict(data)

                return limit_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SumLimit, data)

        limit = _parse_limit(d.pop("limit"))

        party_period_sum = cls(
            substance=substance,
            role=role,
            first=first,
            last=last,
            unit=unit,
            measured=measured,
            at_most=at_most,
            parcels=parcels,
            unmeasured=unmeasured,
            limit=limit,
        )

        party_period_sum.additional_properties = d
        return party_period_sum

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
