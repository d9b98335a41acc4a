from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="HouseEntryRecord")


@_attrs_define
class HouseEntryRecord:
    """One entry as it was brought."""

    key: str
    name: str
    other_names: list[str]
    cas: None | str
    smiles: None | str
    inchikey: None | str
    reason: None | str
    note: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        name = self.name

        other_names = self.other_names

        cas: None | str
        cas = self.cas

        smiles: None | str
        smiles = self.smiles

        inchikey: None | str
        inchikey = self.inchikey

        reason: None | str
        reason = self.reason

        note: None | str
        note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "name": name,
                "other_names": other_names,
                "cas": cas,
                "smiles": smiles,
                "inchikey": inchikey,
                "reason": reason,
                "note": note,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        name = d.pop("name")

        other_names = cast(list[str], d.pop("other_names"))

        def _parse_cas(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        cas = _parse_cas(d.pop("cas"))

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

        def _parse_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reason = _parse_reason(d.pop("reason"))

        def _parse_note(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        note = _parse_note(d.pop("note"))

        house_entry_record = cls(
            key=key,
            name=name,
            other_names=other_names,
            cas=cas,
            smiles=smiles,
            inchikey=inchikey,
            reason=reason,
            note=note,
        )

        house_entry_record.additional_properties = d
        return house_entry_record

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
