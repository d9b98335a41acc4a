from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="HouseEntryBody")


@_attrs_define
class HouseEntryBody:
    """One entry, by the names under which it is read."""

    key: str
    """ of small letters, digits and hyphens """
    name: str
    other_names: list[str] | None | Unset = UNSET
    cas: None | str | Unset = UNSET
    smiles: None | str | Unset = UNSET
    inchikey: None | str | Unset = UNSET
    reason: None | str | Unset = UNSET
    note: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        name = self.name

        other_names: list[str] | None | Unset
        if isinstance(self.other_names, Unset):
            other_names = UNSET
        elif isinstance(self.other_names, list):
            other_names = self.other_names

        else:
            other_names = self.other_names

        cas: None | str | Unset
        if isinstance(self.cas, Unset):
            cas = UNSET
        else:
            cas = self.cas

        smiles: None | str | Unset
        if isinstance(self.smiles, Unset):
            smiles = UNSET
        else:
            smiles = self.smiles

        inchikey: None | str | Unset
        if isinstance(self.inchikey, Unset):
            inchikey = UNSET
        else:
            inchikey = self.inchikey

        reason: None | str | Unset
        if isinstance(self.reason, Unset):
            reason = UNSET
        else:
            reason = self.reason

        note: None | str | Unset
        if isinstance(self.note, Unset):
            note = UNSET
        else:
            note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "name": name,
            }
        )
        if other_names is not UNSET:
            field_dict["other_names"] = other_names
        if cas is not UNSET:
            field_dict["cas"] = cas
        if smiles is not UNSET:
            field_dict["smiles"] = smiles
        if inchikey is not UNSET:
            field_dict["inchikey"] = inchikey
        if reason is not UNSET:
            field_dict["reason"] = reason
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        name = d.pop("name")

        def _parse_other_names(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                other_names_type_0 = cast(list[str], data)

                return other_names_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        other_names = _parse_other_names(d.pop("other_names", UNSET))

        def _parse_cas(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cas = _parse_cas(d.pop("cas", UNSET))

        def _parse_smiles(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        smiles = _parse_smiles(d.pop("smiles", UNSET))

        def _parse_inchikey(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        inchikey = _parse_inchikey(d.pop("inchikey", UNSET))

        def _parse_reason(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        reason = _parse_reason(d.pop("reason", UNSET))

        def _parse_note(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        note = _parse_note(d.pop("note", UNSET))

        house_entry_body = cls(
            key=key,
            name=name,
            other_names=other_names,
            cas=cas,
            smiles=smiles,
            inchikey=inchikey,
            reason=reason,
            note=note,
        )

        house_entry_body.additional_properties = d
        return house_entry_body

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
