from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.structure_notation import StructureNotation, check_structure_notation
from ..types import UNSET, Unset

T = TypeVar("T", bound="GoodsSearch")


@_attrs_define
class GoodsSearch:
    """The same search as a body."""

    inchikey: None | str | Unset = UNSET
    """ whole, or its first block """
    smiles: None | str | Unset = UNSET
    """ this structure, then others of its skeleton. In an address, + is written %2B and # is written %23 """
    substructure: None | str | Unset = UNSET
    """ what has this as a part, whatever the stereochemistry. In an address, + is written %2B and # is written %23
    """
    kind: None | StructureNotation | Unset = UNSET
    """ how `substructure` is written; without it, as SMILES """
    similar: None | str | Unset = UNSET
    """ the most like this SMILES first. In an address, + is written %2B and # is written %23 """
    cursor: None | str | Unset = UNSET
    """ from `next`; its filters stay the same """
    limit: int | None | Unset = 100
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        inchikey: None | str | Unset
        if isinstance(self.inchikey, Unset):
            inchikey = UNSET
        else:
            inchikey = self.inchikey

        smiles: None | str | Unset
        if isinstance(self.smiles, Unset):
            smiles = UNSET
        else:
            smiles = self.smiles

        substructure: None | str | Unset
        if isinstance(self.substructure, Unset):
            substructure = UNSET
        else:
            substructure = self.substructure

        kind: None | str | Unset
        if isinstance(self.kind, Unset):
            kind = UNSET
        elif isinstance(self.kind, str):
            kind = self.kind
        else:
            kind = self.kind

        similar: None | str | Unset
        if isinstance(self.similar, Unset):
            similar = UNSET
        else:
            similar = self.similar

        cursor: None | str | Unset
        if isinstance(self.cursor, Unset):
            cursor = UNSET
        else:
            cursor = self.cursor

        limit: int | None | Unset
        if isinstance(self.limit, Unset):
            limit = UNSET
        else:
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

        def _parse_inchikey(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        inchikey = _parse_inchikey(d.pop("inchikey", UNSET))

        def _parse_smiles(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        smiles = _parse_smiles(d.pop("smiles", UNSET))

        def _parse_substructure(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        substructure = _parse_substructure(d.pop("substructure", UNSET))

        def _parse_kind(data: object) -> None | StructureNotation | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                kind_type_0 = check_structure_notation(data)

                return kind_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | StructureNotation | Unset, data)

        kind = _parse_kind(d.pop("kind", UNSET))

        def _parse_similar(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        similar = _parse_similar(d.pop("similar", UNSET))

        def _parse_cursor(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cursor = _parse_cursor(d.pop("cursor", UNSET))

        def _parse_limit(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        limit = _parse_limit(d.pop("limit", UNSET))

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
