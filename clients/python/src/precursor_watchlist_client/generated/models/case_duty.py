from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.action import Action, check_action
from ..models.duty_state import DutyState, check_duty_state

T = TypeVar("T", bound="CaseDuty")


@_attrs_define
class CaseDuty:
    """What the law asks of a case, and how it stands."""

    id: int
    jurisdiction: str
    list_: str
    action: Action
    """ What the law asks next, the strongest first: what is not known to be due may be due, and so ranks above
    records.

    The action of a duty is never `none_known`.

    * `hold`: The law asks that the goods be held; or they are a controlled drug, whose own law must be asked.
    * `authorise`: An authorisation, a licence or a permit is due.
    * `notify`: A notice to an authority is due.
    * `unknown`: What is due depends on facts that are not given, or on law that was not read.
    * `record`: Records are due.
    * `none_known`: No duty is known to be due. """
    text: str
    citation: None | str
    due_on: datetime.date | None
    """ null: no clock runs """
    state: DutyState
    is_done: bool
    has_lapsed: bool
    """ no finding lays it any more """
    moved: bool
    """ a person set the day, with a reason """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        jurisdiction = self.jurisdiction

        list_ = self.list_

        action: str = self.action

        text = self.text

        citation: None | str
        citation = self.citation

        due_on: None | str
        if isinstance(self.due_on, datetime.date):
            due_on = self.due_on.isoformat()
        else:
            due_on = self.due_on

        state: str = self.state

        is_done = self.is_done

        has_lapsed = self.has_lapsed

        moved = self.moved

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "jurisdiction": jurisdiction,
                "list": list_,
                "action": action,
                "text": text,
                "citation": citation,
                "due_on": due_on,
                "state": state,
                "is_done": is_done,
                "has_lapsed": has_lapsed,
                "moved": moved,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        jurisdiction = d.pop("jurisdiction")

        list_ = d.pop("list")

        action = check_action(d.pop("action"))

        text = d.pop("text")

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

        state = check_duty_state(d.pop("state"))

        is_done = d.pop("is_done")

        has_lapsed = d.pop("has_lapsed")

        moved = d.pop("moved")

        case_duty = cls(
            id=id,
            jurisdiction=jurisdiction,
            list_=list_,
            action=action,
            text=text,
            citation=citation,
            due_on=due_on,
            state=state,
            is_done=is_done,
            has_lapsed=has_lapsed,
            moved=moved,
        )

        case_duty.additional_properties = d
        return case_duty

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
