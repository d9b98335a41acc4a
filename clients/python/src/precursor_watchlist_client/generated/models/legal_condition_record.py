from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.confidence import Confidence, check_confidence
from ..models.effect import Effect, check_effect

T = TypeVar("T", bound="LegalConditionRecord")


@_attrs_define
class LegalConditionRecord:
    """What a listing makes depend on quantity, strength or product; amounts are text."""

    key: str
    kind: str
    effect: Effect
    """ What a condition does when it is met.

    * `triggers_duty`: The duty is due; the goods are listed either way.
    * `exempts`: The goods are outside the listing. """
    required: str
    """ as the law puts it """
    operations: list[str]
    """ none: every operation """
    limit: None | str
    unit: None | str
    period: None | str
    basis: None | str
    """ what is weighed or measured """
    confidence: Confidence
    """ What a fact of the law rests on, the firmest first.

    * `confirmed`: Read in a primary text.
    * `reported`: Read in a secondary text.
    * `unverified`: Not confirmed by any text: it never makes a line controlled, and lowers nothing. """
    citation: None | str
    source: None | str
    """ where it was read """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        kind = self.kind

        effect: str = self.effect

        required = self.required

        operations = self.operations

        limit: None | str
        limit = self.limit

        unit: None | str
        unit = self.unit

        period: None | str
        period = self.period

        basis: None | str
        basis = self.basis

        confidence: str = self.confidence

        citation: None | str
        citation = self.citation

        source: None | str
        source = self.source

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "kind": kind,
                "effect": effect,
                "required": required,
                "operations": operations,
                "limit": limit,
                "unit": unit,
                "period": period,
                "basis": basis,
                "confidence": confidence,
                "citation": citation,
                "source": source,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        kind = d.pop("kind")

        effect = check_effect(d.pop("effect"))

        required = d.pop("required")

        operations = cast(list[str], d.pop("operations"))

        def _parse_limit(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        limit = _parse_limit(d.pop("limit"))

        def _parse_unit(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        unit = _parse_unit(d.pop("unit"))

        def _parse_period(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        period = _parse_period(d.pop("period"))

        def _parse_basis(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        basis = _parse_basis(d.pop("basis"))

        confidence = check_confidence(d.pop("confidence"))

        def _parse_citation(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        citation = _parse_citation(d.pop("citation"))

        def _parse_source(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        source = _parse_source(d.pop("source"))

        legal_condition_record = cls(
            key=key,
            kind=kind,
            effect=effect,
            required=required,
            operations=operations,
            limit=limit,
            unit=unit,
            period=period,
            basis=basis,
            confidence=confidence,
            citation=citation,
            source=source,
        )

        legal_condition_record.additional_properties = d
        return legal_condition_record

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
