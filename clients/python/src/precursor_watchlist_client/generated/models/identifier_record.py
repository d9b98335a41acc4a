from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.confidence import Confidence, check_confidence

T = TypeVar("T", bound="IdentifierRecord")


@_attrs_define
class IdentifierRecord:
    """One number of a substance, or of a named form of it."""

    scheme: str
    value: str
    form: None | str
    """ which form bears it, in words """
    form_kind: None | str
    smiles: None | str
    """ of that form """
    confidence: Confidence
    """ What a fact of the law rests on, the firmest first.

    * `confirmed`: Read in a primary text.
    * `reported`: Read in a secondary text.
    * `unverified`: Not confirmed by any text: it never makes a line controlled, and lowers nothing. """
    source: None | str
    """ where it was read """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        scheme = self.scheme

        value = self.value

        form: None | str
        form = self.form

        form_kind: None | str
        form_kind = self.form_kind

        smiles: None | str
        smiles = self.smiles

        confidence: str = self.confidence

        source: None | str
        source = self.source

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "scheme": scheme,
                "value": value,
                "form": form,
                "form_kind": form_kind,
                "smiles": smiles,
                "confidence": confidence,
                "source": source,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        scheme = d.pop("scheme")

        value = d.pop("value")

        def _parse_form(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        form = _parse_form(d.pop("form"))

        def _parse_form_kind(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        form_kind = _parse_form_kind(d.pop("form_kind"))

        def _parse_smiles(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        smiles = _parse_smiles(d.pop("smiles"))

        confidence = check_confidence(d.pop("confidence"))

        def _parse_source(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        source = _parse_source(d.pop("source"))

        identifier_record = cls(
            scheme=scheme,
            value=value,
            form=form,
            form_kind=form_kind,
            smiles=smiles,
            confidence=confidence,
            source=source,
        )

        identifier_record.additional_properties = d
        return identifier_record

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
