from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.condition_kind import ConditionKind, check_condition_kind
from ..models.confidence import Confidence, check_confidence
from ..models.effect import Effect, check_effect
from ..models.met import Met, check_met
from ..types import UNSET, Unset

T = TypeVar("T", bound="ConditionRecord")


@_attrs_define
class ConditionRecord:
    """A condition of the law, measured against the line. `met` speaks of the condition, `effect` of what follows."""

    kind: ConditionKind
    """ What a condition of the law is about.

    * `quantity`: How much one transaction moves.
    * `cumulative_quantity`: How much one party is sent, or sends, over a period.
    * `concentration`: Which share of the goods the listed substance is.
    * `product_form`: As what the goods are traded.
    * `authorisation`: Whether a document on file covers the movement. """
    effect: Effect
    """ What a condition does when it is met.

    * `triggers_duty`: The duty is due; the goods are listed either way.
    * `exempts`: The goods are outside the listing. """
    required: str
    """ As the law puts it. """
    declared: str
    """ What the line declares of it; empty: nothing. """
    met: Met
    """ Whether a line meets a condition. It speaks of the condition itself; the effect says what follows.

    * `yes`: The condition is met.
    * `no`: The condition is not met.
    * `unknown`: What is declared, or what is known here, does not decide it. """
    confidence: Confidence
    """ What a fact of the law rests on, the firmest first.

    * `confirmed`: Read in a primary text.
    * `reported`: Read in a secondary text.
    * `unverified`: Not confirmed by any text: it never makes a line controlled, and lowers nothing. """
    citation: str
    """ Where it stands; empty where that is not known. """
    shipment_finding: None | str
    """ The id of the total of the shipment that it is part of; null: of none. """
    determination: int | Unset = UNSET
    """ The number of the product determination that meets it; only where one does, and not in older answers. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        effect: str = self.effect

        required = self.required

        declared = self.declared

        met: str = self.met

        confidence: str = self.confidence

        citation = self.citation

        shipment_finding: None | str
        shipment_finding = self.shipment_finding

        determination = self.determination

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "effect": effect,
                "required": required,
                "declared": declared,
                "met": met,
                "confidence": confidence,
                "citation": citation,
                "shipment_finding": shipment_finding,
            }
        )
        if determination is not UNSET:
            field_dict["determination"] = determination

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_condition_kind(d.pop("kind"))

        effect = check_effect(d.pop("effect"))

        required = d.pop("required")

        declared = d.pop("declared")

        met = check_met(d.pop("met"))

        confidence = check_confidence(d.pop("confidence"))

        citation = d.pop("citation")

        def _parse_shipment_finding(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        shipment_finding = _parse_shipment_finding(d.pop("shipment_finding"))

        determination = d.pop("determination", UNSET)

        condition_record = cls(
            kind=kind,
            effect=effect,
            required=required,
            declared=declared,
            met=met,
            confidence=confidence,
            citation=citation,
            shipment_finding=shipment_finding,
            determination=determination,
        )

        condition_record.additional_properties = d
        return condition_record

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
