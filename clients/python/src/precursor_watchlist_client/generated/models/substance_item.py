from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.match_record import MatchRecord
    from ..models.place_on_list import PlaceOnList


T = TypeVar("T", bound="SubstanceItem")


@_attrs_define
class SubstanceItem:
    """A substance in short."""

    key: str
    name: str
    kind: str
    cas: list[str]
    """ of the substance itself, not of its forms """
    smiles: None | str
    """ null: it has no single structure """
    inchikey: None | str
    listed: list[PlaceOnList]
    """ in force on the day asked, as known at the instant asked """
    match: MatchRecord | None
    """ null: nothing was searched for """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.match_record import MatchRecord  # noqa: PLC0415

        key = self.key

        name = self.name

        kind = self.kind

        cas = self.cas

        smiles: None | str
        smiles = self.smiles

        inchikey: None | str
        inchikey = self.inchikey

        listed = []
        for listed_item_data in self.listed:
            listed_item = listed_item_data.to_dict()
            listed.append(listed_item)

        match: dict[str, Any] | None
        if isinstance(self.match, MatchRecord):
            match = self.match.to_dict()
        else:
            match = self.match

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "name": name,
                "kind": kind,
                "cas": cas,
                "smiles": smiles,
                "inchikey": inchikey,
                "listed": listed,
                "match": match,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.match_record import MatchRecord  # noqa: PLC0415
        from ..models.place_on_list import PlaceOnList  # noqa: PLC0415

        d = dict(src_dict)
        key = d.pop("key")

        name = d.pop("name")

        kind = d.pop("kind")

        cas = cast(list[str], d.pop("cas"))

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

        listed = []
        _listed = d.pop("listed")
        for listed_item_data in _listed:
            listed_item = PlaceOnList.from_dict(listed_item_data)

            listed.append(listed_item)

        def _parse_match(data: object) -> MatchRecord | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                match_type_0 = MatchRecord.from_dict(data)

                return match_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MatchRecord | None, data)

        match = _parse_match(d.pop("match"))

        substance_item = cls(
            key=key,
            name=name,
            kind=kind,
            cas=cas,
            smiles=smiles,
            inchikey=inchikey,
            listed=listed,
            match=match,
        )

        substance_item.additional_properties = d
        return substance_item

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
