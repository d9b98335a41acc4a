from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="EngineRecord")


@_attrs_define
class EngineRecord:
    """Every version that the answer depends on beside the law; null is a part that this engine does not have."""

    service: str
    """ The version of this software. """
    rdkit: str
    """ The version of RDKit, by which structures are read. """
    rules_sha256: str
    """ Of the code and the data by which lines are answered. """
    dictionary: None | str
    """ The version of the general dictionary of chemicals. """
    nomenclature: None | str
    """ The version of the reader of systematic names. """
    calibration_sha256: None | str
    """ Of the figures by which resemblance is judged. """
    libraries: str | Unset = UNSET
    """ The other libraries; not in answers stored before they were named. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        service = self.service

        rdkit = self.rdkit

        rules_sha256 = self.rules_sha256

        dictionary: None | str
        dictionary = self.dictionary

        nomenclature: None | str
        nomenclature = self.nomenclature

        calibration_sha256: None | str
        calibration_sha256 = self.calibration_sha256

        libraries = self.libraries

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "service": service,
                "rdkit": rdkit,
                "rules_sha256": rules_sha256,
                "dictionary": dictionary,
                "nomenclature": nomenclature,
                "calibration_sha256": calibration_sha256,
            }
        )
        if libraries is not UNSET:
            field_dict["libraries"] = libraries

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        service = d.pop("service")

        rdkit = d.pop("rdkit")

        rules_sha256 = d.pop("rules_sha256")

        def _parse_dictionary(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        dictionary = _parse_dictionary(d.pop("dictionary"))

        def _parse_nomenclature(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        nomenclature = _parse_nomenclature(d.pop("nomenclature"))

        def _parse_calibration_sha256(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        calibration_sha256 = _parse_calibration_sha256(d.pop("calibration_sha256"))

        libraries = d.pop("libraries", UNSET)

        engine_record = cls(
            service=service,
            rdkit=rdkit,
            rules_sha256=rules_sha256,
            dictionary=dictionary,
            nomenclature=nomenclature,
            calibration_sha256=calibration_sha256,
            libraries=libraries,
        )

        engine_record.additional_properties = d
        return engine_record

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
