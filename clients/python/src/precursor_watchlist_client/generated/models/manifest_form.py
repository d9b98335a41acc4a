from __future__ import annotations

import datetime
from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..models.country import Country, check_country
from ..models.inchi_keys_shown import InchiKeysShown, check_inchi_keys_shown
from ..models.operation import Operation, check_operation
from ..models.results_format import ResultsFormat, check_results_format
from ..types import UNSET, File, Unset

T = TypeVar("T", bound="ManifestForm")


@_attrs_define
class ManifestForm:
    """A file, and the question asked of the law; a field with several values is repeated."""

    file: File
    """ a manifest of any kind that is read; its name says of which """
    results: list[ResultsFormat] | Unset = UNSET
    """ the files of results that are made when the job ends, before anybody asks; none: each at first asking. Left
    out: those that are usual here """
    reference: str | Unset = UNSET
    date: datetime.date | Unset = UNSET
    """ the day of lines that state none: that of supply. The law of an export or an arrival is asked on it where no
    day of its own is stated, and `date_basis` then says `assumed` """
    export_date: datetime.date | Unset = UNSET
    """ the day of export of lines that state none """
    arrival_date: datetime.date | Unset = UNSET
    """ the day of arrival of lines that state none """
    origin: Country | Unset = UNSET
    destination: Country | Unset = UNSET
    transit: list[Country] | Unset = UNSET
    operation: Operation | Unset = UNSET
    """ What is done with the goods.

    * `import`: They are brought into a country.
    * `export`: They leave a country.
    * `transit`: They pass a country.
    * `transhipment`: They change the means of transport in a country that they pass.
    * `domestic`: They are supplied within a country.
    * `intermediary`: Somebody in a country arranges it, and the goods never touch that country.
    * `return`: They are sent back to where they came from. """
    operator_country: Country | Unset = UNSET
    jurisdictions: list[str] | Unset = UNSET
    as_of: datetime.date | Unset = UNSET
    """ asks every law on this day """
    known_at: datetime.datetime | Unset = UNSET
    """ asks the law as it was known at this instant """
    another_shipment: bool | Unset = False
    """ it is another shipment, though its goods and movement are those of one sent before: both count """
    proposals: bool | Unset = UNSET
    """ name what is proposed or announced of the goods; no verdict changes by it """
    inchikey: InchiKeysShown | Unset = "shown"
    store: bool | Unset = True
    """ `false`: nothing is kept of it but the count of its lines, and no case is opened """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        file = self.file.to_tuple()

        results: list[str] | Unset = UNSET
        if not isinstance(self.results, Unset):
            results = []
            for results_item_data in self.results:
                results_item: str = results_item_data
                results.append(results_item)

        reference = self.reference

        date: str | Unset = UNSET
        if not isinstance(self.date, Unset):
            date = self.date.isoformat()

        export_date: str | Unset = UNSET
        if not isinstance(self.export_date, Unset):
            export_date = self.export_date.isoformat()

        arrival_date: str | Unset = UNSET
        if not isinstance(self.arrival_date, Unset):
            arrival_date = self.arrival_date.isoformat()

        origin: str | Unset = UNSET
        if not isinstance(self.origin, Unset):
            origin = self.origin

        destination: str | Unset = UNSET
        if not isinstance(self.destination, Unset):
            destination = self.destination

        transit: list[str] | Unset = UNSET
        if not isinstance(self.transit, Unset):
            transit = []
            for transit_item_data in self.transit:
                transit_item: str = transit_item_data
                transit.append(transit_item)

        operation: str | Unset = UNSET
        if not isinstance(self.operation, Unset):
            operation = self.operation

        operator_country: str | Unset = UNSET
        if not isinstance(self.operator_country, Unset):
            operator_country = self.operator_country

        jurisdictions: list[str] | Unset = UNSET
        if not isinstance(self.jurisdictions, Unset):
            jurisdictions = self.jurisdictions

        as_of: str | Unset = UNSET
        if not isinstance(self.as_of, Unset):
            as_of = self.as_of.isoformat()

        known_at: str | Unset = UNSET
        if not isinstance(self.known_at, Unset):
            known_at = self.known_at.isoformat()

        another_shipment = self.another_shipment

        proposals = self.proposals

        inchikey: str | Unset = UNSET
        if not isinstance(self.inchikey, Unset):
            inchikey = self.inchikey

        store = self.store

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file": file,
            }
        )
        if results is not UNSET:
            field_dict["results"] = results
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

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("file", self.file.to_tuple()))

        if not isinstance(self.results, Unset):
            for results_item_element in self.results:
                files.append(("results", (None, str(results_item_element).encode(), "text/plain")))

        if not isinstance(self.reference, Unset):
            files.append(("reference", (None, str(self.reference).encode(), "text/plain")))

        if not isinstance(self.date, Unset):
            files.append(("date", (None, self.date.isoformat().encode(), "text/plain")))

        if not isinstance(self.export_date, Unset):
            files.append(("export_date", (None, self.export_date.isoformat().encode(), "text/plain")))

        if not isinstance(self.arrival_date, Unset):
            files.append(("arrival_date", (None, self.arrival_date.isoformat().encode(), "text/plain")))

        if not isinstance(self.origin, Unset):
            files.append(("origin", (None, str(self.origin).encode(), "text/plain")))

        if not isinstance(self.destination, Unset):
            files.append(("destination", (None, str(self.destination).encode(), "text/plain")))

        if not isinstance(self.transit, Unset):
            for transit_item_element in self.transit:
                files.append(("transit", (None, str(transit_item_element).encode(), "text/plain")))

        if not isinstance(self.operation, Unset):
            files.append(("operation", (None, str(self.operation).encode(), "text/plain")))

        if not isinstance(self.operator_country, Unset):
            files.append(("operator_country", (None, str(self.operator_country).encode(), "text/plain")))

        if not isinstance(self.jurisdictions, Unset):
            for jurisdictions_item_element in self.jurisdictions:
                files.append(("jurisdictions", (None, str(jurisdictions_item_element).encode(), "text/plain")))

        if not isinstance(self.as_of, Unset):
            files.append(("as_of", (None, self.as_of.isoformat().encode(), "text/plain")))

        if not isinstance(self.known_at, Unset):
            files.append(("known_at", (None, self.known_at.isoformat().encode(), "text/plain")))

        if not isinstance(self.another_shipment, Unset):
            files.append(("another_shipment", (None, str(self.another_shipment).encode(), "text/plain")))

        if not isinstance(self.proposals, Unset):
            files.append(("proposals", (None, str(self.proposals).encode(), "text/plain")))

        if not isinstance(self.inchikey, Unset):
            files.append(("inchikey", (None, str(self.inchikey).encode(), "text/plain")))

        if not isinstance(self.store, Unset):
            files.append(("store", (None, str(self.store).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        file = File(payload=BytesIO(d.pop("file")))

        _results = d.pop("results", UNSET)
        results: list[ResultsFormat] | Unset = UNSET
        if _results is not UNSET:
            results = []
            for results_item_data in _results:
                results_item = check_results_format(results_item_data)

                results.append(results_item)

        reference = d.pop("reference", UNSET)

        _date = d.pop("date", UNSET)
        date: datetime.date | Unset
        if isinstance(_date, Unset):
            date = UNSET
        else:
            date = datetime.date.fromisoformat(_date)

        _export_date = d.pop("export_date", UNSET)
        export_date: datetime.date | Unset
        if isinstance(_export_date, Unset):
            export_date = UNSET
        else:
            export_date = datetime.date.fromisoformat(_export_date)

        _arrival_date = d.pop("arrival_date", UNSET)
        arrival_date: datetime.date | Unset
        if isinstance(_arrival_date, Unset):
            arrival_date = UNSET
        else:
            arrival_date = datetime.date.fromisoformat(_arrival_date)

        _origin = d.pop("origin", UNSET)
        origin: Country | Unset
        if isinstance(_origin, Unset):
            origin = UNSET
        else:
            origin = check_country(_origin)

        _destination = d.pop("destination", UNSET)
        destination: Country | Unset
        if isinstance(_destination, Unset):
            destination = UNSET
        else:
            destination = check_country(_destination)

        _transit = d.pop("transit", UNSET)
        transit: list[Country] | Unset = UNSET
        if _transit is not UNSET:
            transit = []
            for transit_item_data in _transit:
                transit_item = check_country(transit_item_data)

                transit.append(transit_item)

        _operation = d.pop("operation", UNSET)
        operation: Operation | Unset
        if isinstance(_operation, Unset):
            operation = UNSET
        else:
            operation = check_operation(_operation)

        _operator_country = d.pop("operator_country", UNSET)
        operator_country: Country | Unset
        if isinstance(_operator_country, Unset):
            operator_country = UNSET
        else:
            operator_country = check_country(_operator_country)

        jurisdictions = cast(list[str], d.pop("jurisdictions", UNSET))

        _as_of = d.pop("as_of", UNSET)
        as_of: datetime.date | Unset
        if isinstance(_as_of, Unset):
            as_of = UNSET
        else:
            as_of = datetime.date.fromisoformat(_as_of)

        _known_at = d.pop("known_at", UNSET)
        known_at: datetime.datetime | Unset
        if isinstance(_known_at, Unset):
            known_at = UNSET
        else:
            known_at = datetime.datetime.fromisoformat(_known_at)

        another_shipment = d.pop("another_shipment", UNSET)

        proposals = d.pop("proposals", UNSET)

        _inchikey = d.pop("inchikey", UNSET)
        inchikey: InchiKeysShown | Unset
        if isinstance(_inchikey, Unset):
            inchikey = UNSET
        else:
            inchikey = check_inchi_keys_shown(_inchikey)

        store = d.pop("store", UNSET)

        manifest_form = cls(
            file=file,
            results=results,
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

        manifest_form.additional_properties = d
        return manifest_form

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
