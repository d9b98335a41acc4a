from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.duty_action import DutyAction, check_duty_action

T = TypeVar("T", bound="Obligation")


@_attrs_define
class Obligation:
    """One duty that a list lays on the movement."""

    id: str
    """ The same wherever the duty is found again. """
    list_: str
    """ The key of the list. """
    action: DutyAction
    """ What the law asks next, the strongest first: what is not known to be due may be due, and so ranks above
    records.

    The action of a duty is never `none_known`.

    * `hold`: The law asks that the goods be held; or they are a controlled drug, whose own law must be asked.
    * `authorise`: An authorisation, a licence or a permit is due.
    * `notify`: A notice to an authority is due.
    * `unknown`: What is due depends on facts that are not given, or on law that was not read.
    * `record`: Records are due. """
    text: str
    """ The duty in words, without its citation and its clock. """
    citation: str
    """ Where it stands; empty where that is not known. """
    trigger: str
    """ Which movements make it due, in words. """
    contingent: bool
    """ Whether this is not known to be one of them, or its clock counts from an event that may never come. """
    due: datetime.date | None
    """ The last day; null where the day from which its clock runs is not declared, is that of the hit, or may never
    come. """
    clock: None | str
    """ By when it is due, in words, with what its working days leave out; null: it has no clock. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        list_ = self.list_

        action: str = self.action

        text = self.text

        citation = self.citation

        trigger = self.trigger

        contingent = self.contingent

        due: None | str
        if isinstance(self.due, datetime.date):
            due = self.due.isoformat()
        else:
            due = self.due

        clock: None | str
        clock = self.clock

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "list": list_,
                "action": action,
                "text": text,
                "citation": citation,
                "trigger": trigger,
                "contingent": contingent,
                "due": due,
                "clock": clock,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        list_ = d.pop("list")

        action = check_duty_action(d.pop("action"))

        text = d.pop("text")

        citation = d.pop("citation")

        trigger = d.pop("trigger")

        contingent = d.pop("contingent")

        def _parse_due(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_type_0 = datetime.date.fromisoformat(data)

                return due_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        due = _parse_due(d.pop("due"))

        def _parse_clock(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        clock = _parse_clock(d.pop("clock"))

        obligation = cls(
            id=id,
            list_=list_,
            action=action,
            text=text,
            citation=citation,
            trigger=trigger,
            contingent=contingent,
            due=due,
            clock=clock,
        )

        obligation.additional_properties = d
        return obligation

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
