from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.structure_notation import StructureNotation, check_structure_notation
from ..types import UNSET, Unset

T = TypeVar("T", bound="SubstanceSearch")


@_attrs_define
class SubstanceSearch:
    """The same search as a body."""

    inchikey: str | Unset = UNSET
    """ whole, or its first block """
    smiles: str | Unset = UNSET
    """ this structure, then others of its skeleton. In an address, + is written %2B and # is written %23 """
    substructure: str | Unset = UNSET
    """ what has this as a part, whatever the stereochemistry. In an address, + is written %2B and # is written %23
    """
    kind: StructureNotation | Unset = UNSET
    similar: str | Unset = UNSET
    """ the most like this SMILES first. In an address, + is written %2B and # is written %23 """
    cursor: str | Unset = UNSET
    """ from `next`; its filters stay the same """
    limit: int | Unset = 100
    valid_on: datetime.date | Unset = UNSET
    """ the law of this day; without it, of today (UTC) """
    known_at: datetime.datetime | Unset = UNSET
    """ as it was known at this instant; without it, now """
    name: str | Unset = UNSET
    """ in any language; case, accents, spaces and hyphens do not count. Names that are it come first, then those
    that begin with it, then those that contain each of its words """
    cas: str | Unset = UNSET
    """ a registry number, of any form """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        inchikey = self.inchikey

        smiles = self.smiles

        substructure = self.substructure

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind

        similar = self.similar

        cursor = self.cursor

        limit = self.limit

        valid_on: str | Unset = UNSET
        if not isinstance(self.valid_on, Unset):
            valid_on = self.valid_on.isoformat()

        known_at: str | Unset = UNSET
        if not isinstance(self.known_at, Unset):
            known_at = self.known_at.isoformat()

        name = self.name

        cas = self.cas

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if inchikey is not UNSET:
            field_dict["inchikey"] = inchikey
        if smiles is not UNSET:
            field_dict["smiles"] = smiles
        if substructure is not UNSET:
            field_dict["substructure"] = substructure
        if kind is not UNSET:
            field_dict["kind"] = kind
        if similar is not UNSET:
            field_dict["similar"] = similar
        if cursor is not UNSET:
            field_dict["cursor"] = cursor
        if limit is not UNSET:
            field_dict["limit"] = limit
        if valid_on is not UNSET:
            field_dict["valid_on"] = valid_on
        if known_at is not UNSET:
            field_dict["known_at"] = known_at
        if name is not UNSET:
            field_dict["name"] = name
        if cas is not UNSET:
            field_dict["cas"] = cas

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        inchikey = d.pop("inchikey", UNSET)

        smiles = d.pop("smiles", UNSET)

        substructure = d.pop("substructure", UNSET)

        _kind = d.pop("kind", UNSET)
        kind: StructureNotation | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = check_structure_notation(_kind)

        similar = d.pop("similar", UNSET)

        cursor = d.pop("cursor", UNSET)

        limit = d.pop("limit", UNSET)

        _valid_on = d.pop("valid_on", UNSET)
        valid_on: datetime.date | Unset
        if isinstance(_valid_on, Unset):
            valid_on = UNSET
        else:
            valid_on = datetime.date.fromisoformat(_valid_on)

        _known_at = d.pop("known_at", UNSET)
        known_at: datetime.datetime | Unset
        if isinstance(_known_at, Unset):
            known_at = UNSET
        else:
            known_at = datetime.datetime.fromisoformat(_known_at)

        name = d.pop("name", UNSET)

        cas = d.pop("cas", UNSET)

        substance_search = cls(
            inchikey=inchikey,
            smiles=smiles,
            substructure=substructure,
            kind=kind,
            similar=similar,
            cursor=cursor,
            limit=limit,
            valid_on=valid_on,
            known_at=known_at,
            name=name,
            cas=cas,
        )

        substance_search.additional_properties = d
        return substance_search

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
