from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.confidence import Confidence, check_confidence

if TYPE_CHECKING:
    from ..models.substance_constituent import SubstanceConstituent
    from ..models.substance_identifier import SubstanceIdentifier
    from ..models.substance_name import SubstanceName
    from ..models.substance_scheduling import SubstanceScheduling


T = TypeVar("T", bound="SubstanceRecord")


@_attrs_define
class SubstanceRecord:
    """All that is held true of a substance, and where it is listed."""

    key: str
    name: str
    kind: str
    smiles: None | str
    """ null: it has no single structure """
    inchikey: None | str
    confidence: Confidence
    """ What a fact of the law rests on, the firmest first.

    * `confirmed`: Read in a primary text.
    * `reported`: Read in a secondary text.
    * `unverified`: Not confirmed by any text: it never makes a line controlled, and lowers nothing. """
    source: None | str
    note: None | str
    names: list[SubstanceName]
    identifiers: list[SubstanceIdentifier]
    constituents: list[SubstanceConstituent]
    """ of a material: an oil, a herb, a medicine """
    valid_on: datetime.date
    """ the day that was asked """
    known_at: datetime.datetime
    """ the last change of the law held that was known then """
    schedulings: list[SubstanceScheduling]
    """ in force on that day """
    announced: list[SubstanceScheduling]
    """ published by that day, and in force later """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        name = self.name

        kind = self.kind

        smiles: None | str
        smiles = self.smiles

        inchikey: None | str
        inchikey = self.inchikey

        confidence: str = self.confidence

        source: None | str
        source = self.source

        note: None | str
        note = self.note

        names = []
        for names_item_data in self.names:
            names_item = names_item_data.to_dict()
            names.append(names_item)

        identifiers = []
        for identifiers_item_data in self.identifiers:
            identifiers_item = identifiers_item_data.to_dict()
            identifiers.append(identifiers_item)

        constituents = []
        for constituents_item_data in self.constituents:
            constituents_item = constituents_item_data.to_dict()
            constituents.append(constituents_item)

        valid_on = self.valid_on.isoformat()

        known_at = self.known_at.isoformat()

        schedulings = []
        for schedulings_item_data in self.schedulings:
            schedulings_item = schedulings_item_data.to_dict()
            schedulings.append(schedulings_item)

        announced = []
        for announced_item_data in self.announced:
            announced_item = announced_item_data.to_dict()
            announced.append(announced_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "name": name,
                "kind": kind,
                "smiles": smiles,
                "inchikey": inchikey,
                "confidence": confidence,
                "source": source,
                "note": note,
                "names": names,
                "identifiers": identifiers,
                "constituents": constituents,
                "valid_on": valid_on,
                "known_at": known_at,
                "schedulings": schedulings,
                "announced": announced,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.substance_constituent import SubstanceConstituent  # noqa: PLC0415
        from ..models.substance_identifier import SubstanceIdentifier  # noqa: PLC0415
        from ..models.substance_name import SubstanceName  # noqa: PLC0415
        from ..models.substance_scheduling import SubstanceScheduling  # noqa: PLC0415

        d = dict(src_dict)
        key = d.pop("key")

        name = d.pop("name")

        kind = d.pop("kind")

        def _parse_smiles(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        smiles = _parse_smiles(d.pop("smiles"))

        def _parse_inchikey(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        inchikey = _parse_inchikey(d.pop("inchikey"))

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

        names = []
        _names = d.pop("names")
        for names_item_data in _names:
            names_item = SubstanceName.from_dict(names_item_data)

            names.append(names_item)

        identifiers = []
        _identifiers = d.pop("identifiers")
        for identifiers_item_data in _identifiers:
            identifiers_item = SubstanceIdentifier.from_dict(identifiers_item_data)

            identifiers.append(identifiers_item)

        constituents = []
        _constituents = d.pop("constituents")
        for constituents_item_data in _constituents:
            constituents_item = SubstanceConstituent.from_dict(constituents_item_data)

            constituents.append(constituents_item)

        valid_on = datetime.date.fromisoformat(d.pop("valid_on"))

        known_at = datetime.datetime.fromisoformat(d.pop("known_at"))

        schedulings = []
        _schedulings = d.pop("schedulings")
        for schedulings_item_data in _schedulings:
            schedulings_item = SubstanceScheduling.from_dict(schedulings_item_data)

            schedulings.append(schedulings_item)

        announced = []
        _announced = d.pop("announced")
        for announced_item_data in _announced:
            announced_item = SubstanceScheduling.from_dict(announced_item_data)

            announced.append(announced_item)

        substance_record = cls(
            key=key,
            name=name,
            kind=kind,
            smiles=smiles,
            inchikey=inchikey,
            confidence=confidence,
            source=source,
            note=note,
            names=names,
            identifiers=identifiers,
            constituents=constituents,
            valid_on=valid_on,
            known_at=known_at,
            schedulings=schedulings,
            announced=announced,
        )

        substance_record.additional_properties = d
        return substance_record

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
