from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.confidence import Confidence, check_confidence

if TYPE_CHECKING:
    from ..models.constituent_record import ConstituentRecord
    from ..models.identifier_record import IdentifierRecord
    from ..models.name_record import NameRecord


T = TypeVar("T", bound="DescribedSubstanceRecord")


@_attrs_define
class DescribedSubstanceRecord:
    """A substance that law names, with its names and numbers."""

    key: str
    name: str
    kind: str
    smiles: None | str
    """ null: it has no single structure """
    inchikey: None | str
    names: list[NameRecord]
    identifiers: list[IdentifierRecord]
    constituents: list[ConstituentRecord]
    """ of a material: an oil, a herb, a medicine """
    confidence: Confidence
    """ What a fact of the law rests on, the firmest first.

    * `confirmed`: Read in a primary text.
    * `reported`: Read in a secondary text.
    * `unverified`: Not confirmed by any text: it never makes a line controlled, and lowers nothing. """
    source: None | str
    """ where it was read """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        name = self.name

        kind = self.kind

        smiles: None | str
        smiles = self.smiles

        inchikey: None | str
        inchikey = self.inchikey

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

        confidence: str = self.confidence

        source: None | str
        source = self.source

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "name": name,
                "kind": kind,
                "smiles": smiles,
                "inchikey": inchikey,
                "names": names,
                "identifiers": identifiers,
                "constituents": constituents,
                "confidence": confidence,
                "source": source,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.constituent_record import ConstituentRecord  # noqa: PLC0415
        from ..models.identifier_record import IdentifierRecord  # noqa: PLC0415
        from ..models.name_record import NameRecord  # noqa: PLC0415

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

        names = []
        _names = d.pop("names")
        for names_item_data in _names:
            names_item = NameRecord.from_dict(names_item_data)

            names.append(names_item)

        identifiers = []
        _identifiers = d.pop("identifiers")
        for identifiers_item_data in _identifiers:
            identifiers_item = IdentifierRecord.from_dict(identifiers_item_data)

            identifiers.append(identifiers_item)

        constituents = []
        _constituents = d.pop("constituents")
        for constituents_item_data in _constituents:
            constituents_item = ConstituentRecord.from_dict(constituents_item_data)

            constituents.append(constituents_item)

        confidence = check_confidence(d.pop("confidence"))

        def _parse_source(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        source = _parse_source(d.pop("source"))

        described_substance_record = cls(
            key=key,
            name=name,
            kind=kind,
            smiles=smiles,
            inchikey=inchikey,
            names=names,
            identifiers=identifiers,
            constituents=constituents,
            confidence=confidence,
            source=source,
        )

        described_substance_record.additional_properties = d
        return described_substance_record

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
