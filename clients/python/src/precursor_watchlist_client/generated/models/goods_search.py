from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.structure_notation import StructureNotation, check_structure_notation
from ..types import UNSET, Unset

T = TypeVar("T", bound="GoodsSearch")


@_attrs_define
class GoodsSearch:
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

        goods_search = cls(
            inchikey=inchikey,
            smiles=smiles,
            substructure=substructure,
            kind=kind,
            similar=similar,
            cursor=cursor,
            limit=limit,
        )

        goods_search.additional_properties = d
        return goods_search

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
