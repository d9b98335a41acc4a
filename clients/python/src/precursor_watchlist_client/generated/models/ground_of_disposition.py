from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.case_outcome_word import CaseOutcomeWord, check_case_outcome_word
from ..models.shipping_ground import ShippingGround, check_shipping_ground

T = TypeVar("T", bound="GroundOfDisposition")


@_attrs_define
class GroundOfDisposition:
    """What a word on a shipment rests on: the fields of its kind, and null for the others."""

    kind: ShippingGround
    decision: CaseOutcomeWord | None
    """ of `decision`: the word of people """
    decided_at: datetime.datetime | None
    duty: int | None
    """ of `document` and `duty`: its id, among `/duties/` """
    list_: None | str
    """ whose duty it is; null: a drug, whose own law is asked """
    citation: None | str
    due_on: datetime.date | None
    """ the last day of the duty, or for the answer """
    country: None | str
    """ of `route` """
    question: None | str
    """ of `question`: its number """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        decision: None | str
        if isinstance(self.decision, str):
            decision = self.decision
        else:
            decision = self.decision

        decided_at: None | str
        if isinstance(self.decided_at, datetime.datetime):
            decided_at = self.decided_at.isoformat()
        else:
            decided_at = self.decided_at

        duty: int | None
        duty = self.duty

        list_: None | str
        list_ = self.list_

        citation: None | str
        citation = self.citation

        due_on: None | str
        if isinstance(self.due_on, datetime.date):
            due_on = self.due_on.isoformat()
        else:
            due_on = self.due_on

        country: None | str
        country = self.country

        question: None | str
        question = self.question

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "decision": decision,
                "decided_at": decided_at,
                "duty": duty,
                "list": list_,
                "citation": citation,
                "due_on": due_on,
                "country": country,
                "question": question,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_shipping_ground(d.pop("kind"))

        def _parse_decision(data: object) -> CaseOutcomeWord | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                decision_type_0 = check_case_outcome_word(data)

                return decision_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CaseOutcomeWord | None, data)

        decision = _parse_decision(d.pop("decision"))

        def _parse_decided_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                decided_at_type_0 = datetime.datetime.fromisoformat(data)

                return decided_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        decided_at = _parse_decided_at(d.pop("decided_at"))

        def _parse_duty(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        duty = _parse_duty(d.pop("duty"))

        def _parse_list_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        list_ = _parse_list_(d.pop("list"))

        def _parse_citation(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        citation = _parse_citation(d.pop("citation"))

        def _parse_due_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_on_type_0 = datetime.date.fromisoformat(data)

                return due_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        due_on = _parse_due_on(d.pop("due_on"))

        def _parse_country(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        country = _parse_country(d.pop("country"))

        def _parse_question(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        question = _parse_question(d.pop("question"))

        ground_of_disposition = cls(
            kind=kind,
            decision=decision,
            decided_at=decided_at,
            duty=duty,
            list_=list_,
            citation=citation,
            due_on=due_on,
            country=country,
            question=question,
        )

        ground_of_disposition.additional_properties = d
        return ground_of_disposition

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
