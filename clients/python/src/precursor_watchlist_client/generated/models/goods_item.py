from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.goods_meeting import GoodsMeeting, check_goods_meeting

T = TypeVar("T", bound="GoodsItem")


@_attrs_define
class GoodsItem:
    """A structure of stored goods that meets the search."""

    structure: str
    """ its key, for as long as any goods are drawn so """
    smiles: str
    how: GoodsMeeting
    similarity: float | None
    """ Tanimoto coefficient of Morgan fingerprints (radius 2, 2,048 bits): plain likeness, not an alert. Null for
    other searches """
    goods: int
    """ how many distinct goods are drawn so; each may be on many lines """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        structure = self.structure

        smiles = self.smiles

        how: str = self.how

        similarity: float | None
        similarity = self.similarity

        goods = self.goods

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "structure": structure,
                "smiles": smiles,
                "how": how,
                "similarity": similarity,
                "goods": goods,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        structure = d.pop("structure")

        smiles = d.pop("smiles")

        how = check_goods_meeting(d.pop("how"))

        def _parse_similarity(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        similarity = _parse_similarity(d.pop("similarity"))

        goods = d.pop("goods")

        goods_item = cls(
            structure=structure,
            smiles=smiles,
            how=how,
            similarity=similarity,
            goods=goods,
        )

        goods_item.additional_properties = d
        return goods_item

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
