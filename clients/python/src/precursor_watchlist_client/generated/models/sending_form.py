from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="SendingForm")


@_attrs_define
class SendingForm:
    """To whom it was sent by the officer's own mail, on which day, and until when an answer is awaited."""

    sent_to: str
    sent_on: datetime.date
    due_on: datetime.date
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        sent_to = self.sent_to

        sent_on = self.sent_on.isoformat()

        due_on = self.due_on.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "sent_to": sent_to,
                "sent_on": sent_on,
                "due_on": due_on,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        sent_to = d.pop("sent_to")

        sent_on = datetime.date.fromisoformat(d.pop("sent_on"))

        due_on = datetime.date.fromisoformat(d.pop("due_on"))

        sending_form = cls(
            sent_to=sent_to,
            sent_on=sent_on,
            due_on=due_on,
        )

        sending_form.additional_properties = d
        return sending_form

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
