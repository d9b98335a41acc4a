from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.country import Country, check_country
from ..models.inchi_keys_shown import InchiKeysShown, check_inchi_keys_shown
from ..models.operation import Operation, check_operation
from ..models.screening_request_transit_type_0_item import (
    ScreeningRequestTransitType0Item,
    check_screening_request_transit_type_0_item,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.declared_line import DeclaredLine


T = TypeVar("T", bound="ScreeningRequest")


@_attrs_define
class ScreeningRequest:
    """A shipment, and the question asked of the law. What a line says of its own movement comes first."""

    lines: list[DeclaredLine | None]
    """ at most 500 """
    reference: None | str | Unset = UNSET
    date: datetime.date | None | Unset = UNSET
    """ the day of lines that state none: that of supply. The law of an export or an arrival is asked on it where no
    day of its own is stated, and `date_basis` then says `assumed` """
    export_date: datetime.date | None | Unset = UNSET
    """ the day of export of lines that state none """
    arrival_date: datetime.date | None | Unset = UNSET
    """ the day of arrival of lines that state none """
    origin: Country | None | Unset = UNSET
    destination: Country | None | Unset = UNSET
    transit: list[ScreeningRequestTransitType0Item] | None | Unset = UNSET
    operation: None | Operation | Unset = UNSET
    operator_country: Country | None | Unset = UNSET
    jurisdictions: list[str] | None | Unset = UNSET
    as_of: datetime.date | None | Unset = UNSET
    """ asks every law on this day """
    known_at: datetime.datetime | None | Unset = UNSET
    """ asks the law as it was known at this instant """
    another_shipment: bool | None | Unset = False
    """ it is another shipment, though its goods and movement are those of one sent before: both count """
    proposals: bool | None | Unset = UNSET
    """ name what is proposed or announced of the goods; no verdict changes by it """
    inchikey: InchiKeysShown | None | Unset = "shown"
    """ whose InChIKey is computed: `shown`, of lines that show a finding or ask for a person by their goods; `all`,
    of every line, which takes longer. No verdict changes by it """
    store: bool | None | Unset = True
    """ `false`: nothing is kept of it but the count of its lines, and no case is opened """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.declared_line import DeclaredLine  # noqa: PLC0415

        lines = []
        for lines_item_data in self.lines:
            lines_item: dict[str, Any] | None
            if isinstance(lines_item_data, DeclaredLine):
                lines_item = lines_item_data.to_dict()
            else:
                lines_item = lines_item_data
            lines.append(lines_item)

        reference: None | str | Unset
        if isinstance(self.reference, Unset):
            reference = UNSET
        else:
            reference = self.reference

        date: None | str | Unset
        if isinstance(self.date, Unset):
            date = UNSET
        elif isinstance(self.date, datetime.date):
            date = self.date.isoformat()
        else:
            date = self.date

        export_date: None | str | Unset
        if isinstance(self.export_date, Unset):
            export_date = UNSET
        elif isinstance(self.export_date, datetime.date):
            export_date = self.export_date.isoformat()
        else:
            export_date = self.export_date

        arrival_date: None | str | Unset
        if isinstance(self.arrival_date, Unset):
            arrival_date = UNSET
        elif isinstance(self.arrival_date, datetime.date):
            arrival_date = self.arrival_date.isoformat()
        else:
            arrival_date = self.arrival_date

        origin: None | str | Unset
        if isinstance(self.origin, Unset):
            origin = UNSET
        elif isinstance(self.origin, str):
            origin = self.origin
        else:
            origin = self.origin

        destination: None | str | Unset
        if isinstance(self.destination, Unset):
            destination = UNSET
        elif isinstance(self.destination, str):
            destination = self.destination
        else:
            destination = self.destination

        transit: list[str] | None | Unset
        if isinstance(self.transit, Unset):
            transit = UNSET
        elif isinstance(self.transit, list):
            transit = []
            for transit_type_0_item_data in self.transit:
                transit_type_0_item: str = transit_type_0_item_data
                transit.append(transit_type_0_item)

        else:
            transit = self.transit

        operation: None | str | Unset
        if isinstance(self.operation, Unset):
            operation = UNSET
        elif isinstance(self.operation, str):
            operation = self.operation
        else:
            operation = self.operation

        operator_country: None | str | Unset
        if isinstance(self.operator_country, Unset):
            operator_country = UNSET
        elif isinstance(self.operator_country, str):
            operator_country = self.operator_country
        else:
            operator_country = self.operator_country

        jurisdictions: list[str] | None | Unset
        if isinstance(self.jurisdictions, Unset):
            jurisdictions = UNSET
        elif isinstance(self.jurisdictions, list):
            jurisdictions = self.jurisdictions

        else:
            jurisdictions = self.jurisdictions

        as_of: None | str | Unset
        if isinstance(self.as_of, Unset):
            as_of = UNSET
        elif isinstance(self.as_of, datetime.date):
            as_of = self.as_of.isoformat()
        else:
            as_of = self.as_of

        known_at: None | str | Unset
        if isinstance(self.known_at, Unset):
            known_at = UNSET
        elif isinstance(self.known_at, datetime.datetime):
            known_at = self.known_at.isoformat()
        else:
            known_at = self.known_at

        another_shipment: bool | None | Unset
        if isinstance(self.another_shipment, Unset):
            another_shipment = UNSET
        else:
            another_shipment = self.another_shipment

        proposals: bool | None | Unset
        if isinstance(self.proposals, Unset):
            proposals = UNSET
        else:
            proposals = self.proposals

        inchikey: None | str | Unset
        if isinstance(self.inchikey, Unset):
            inchikey = UNSET
        elif isinstance(self.inchikey, str):
            inchikey = self.inchikey
        else:
            inchikey = self.inchikey

        store: bool | None | Unset
        if isinstance(self.store, Unset):
            store = UNSET
        else:
            store = self.store

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "lines": lines,
            }
        )
        if reference is not UNSET:
            field_dict["reference"] = reference
        if date is not UNSET:
            field_dict["date"] = date
        if export_date is not UNSET:
            field_dict["export_date"] = export_date
        if arrival_date is not UNSET:
            field_dict["arrival_date"] = arrival_date
        if origin is not UNSET:
            field_dict["origin"] = origin
        if destination is not UNSET:
            field_dict["destination"] = destination
        if transit is not UNSET:
            field_dict["transit"] = transit
        if operation is not UNSET:
            field_dict["operation"] = operation
        if operator_country is not UNSET:
            field_dict["operator_country"] = operator_country
        if jurisdictions is not UNSET:
            field_dict["jurisdictions"] = jurisdictions
        if as_of is not UNSET:
            field_dict["as_of"] = as_of
        if known_at is not UNSET:
            field_dict["known_at"] = known_at
        if another_shipment is not UNSET:
            field_dict["another_shipment"] = another_shipment
        if proposals is not UNSET:
            field_dict["proposals"] = proposals
        if inchikey is not UNSET:
            field_dict["inchikey"] = inchikey
        if store is not UNSET:
            field_dict["store"] = store

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.declared_line import DeclaredLine  # noqa: PLC0415

        d = dict(src_dict)
        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:

            def _parse_lines_item(data: object) -> DeclaredLine | None:
                if data is None:
                    return data
                try:
                    if not isinstance(data, dict):
                        raise TypeError()
                    lines_item_type_0 = DeclaredLine.from_dict(data)

                    return lines_item_type_0
                except (TypeError, ValueError, AttributeError, KeyError):
                    pass
                return cast(DeclaredLine | None, data)

            lines_item = _parse_lines_item(lines_item_data)

            lines.append(lines_item)

        def _parse_reference(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reference = _parse_reference(d.pop("reference", UNSET))

        def _parse_date(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                date_type_0 = datetime.date.fromisoformat(data)

                return date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        date = _parse_date(d.pop("date", UNSET))

        def _parse_export_date(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                export_date_type_0 = datetime.date.fromisoformat(data)

                return export_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        export_date = _parse_export_date(d.pop("export_date", UNSET))

        def _parse_arrival_date(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                arrival_date_type_0 = datetime.date.fromisoformat(data)

                return arrival_date_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        arrival_date = _parse_arrival_date(d.pop("arrival_date", UNSET))

        def _parse_origin(data: object) -> Country | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                origin_type_0 = check_country(data)

                return origin_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Country | None | Unset, data)

        origin = _parse_origin(d.pop("origin", UNSET))

        def _parse_destination(data: object) -> Country | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                destination_type_0 = check_country(data)

                return destination_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Country | None | Unset, data)

        destination = _parse_destination(d.pop("destination", UNSET))

        def _parse_transit(data: object) -> list[ScreeningRequestTransitType0Item] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                transit_type_0 = []
                _transit_type_0 = data
                for transit_type_0_item_data in _transit_type_0:
                    transit_type_0_item = check_screening_request_transit_type_0_item(transit_type_0_item_data)

                    transit_type_0.append(transit_type_0_item)

                return transit_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ScreeningRequestTransitType0Item] | None | Unset, data)

        transit = _parse_transit(d.pop("transit", UNSET))

        def _parse_operation(data: object) -> None | Operation | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                operation_type_0 = check_operation(data)

                return operation_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Operation | Unset, data)

        operation = _parse_operation(d.pop("operation", UNSET))

        def _parse_operator_country(data: object) -> Country | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                operator_country_type_0 = check_country(data)

                return operator_country_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Country | None | Unset, data)

        operator_country = _parse_operator_country(d.pop("operator_country", UNSET))

        def _parse_jurisdictions(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                jurisdictions_type_0 = cast(list[str], data)

                return jurisdictions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        jurisdictions = _parse_jurisdictions(d.pop("jurisdictions", UNSET))

        def _parse_as_of(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                as_of_type_0 = datetime.date.fromisoformat(data)

                return as_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        as_of = _parse_as_of(d.pop("as_of", UNSET))

        def _parse_known_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                known_at_type_0 = datetime.datetime.fromisoformat(data)

                return known_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        known_at = _parse_known_at(d.pop("known_at", UNSET))

        def _parse_another_shipment(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        another_shipment = _parse_another_shipment(d.pop("another_shipment", UNSET))

        def _parse_proposals(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        proposals = _parse_proposals(d.pop("proposals", UNSET))

        def _parse_inchikey(data: object) -> InchiKeysShown | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                inchikey_type_0 = check_inchi_keys_shown(data)

                return inchikey_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(InchiKeysShown | None | Unset, data)

        inchikey = _parse_inchikey(d.pop("inchikey", UNSET))

        def _parse_store(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        store = _parse_store(d.pop("store", UNSET))

        screening_request = cls(
            lines=lines,
            reference=reference,
            date=date,
            export_date=export_date,
            arrival_date=arrival_date,
            origin=origin,
            destination=destination,
            transit=transit,
            operation=operation,
            operator_country=operator_country,
            jurisdictions=jurisdictions,
            as_of=as_of,
            known_at=known_at,
            another_shipment=another_shipment,
            proposals=proposals,
            inchikey=inchikey,
            store=store,
        )

        screening_request.additional_properties = d
        return screening_request

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
