from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.webhook_event import WebhookEvent, check_webhook_event
from ..types import UNSET, Unset

T = TypeVar("T", bound="WebhookChange")


@_attrs_define
class WebhookChange:
    """Where to send from now on, what to tell of from now on, or both; what is left out stays."""

    url: str | Unset = UNSET
    """ https, to a public host, on a port that is allowed here """
    events: list[WebhookEvent] | Unset = UNSET
    """ `manifest.done`: Every line of an uploaded manifest was screened. `manifest.failed`: An uploaded manifest
    could not be screened. `manifest.cancelled`: The screening of a manifest was stopped. `screening.done`: A
    shipment was screened and the answer kept. `screening.decided`: People decided on a shipment, or took their
    decision back, so that it may go on where it might not, or not. `law.changed`: The text of one or more lists, as
    held here, changed: the keys of these lists. `changes.proposed`: A publication differs from the list as held:
    needs_attention is 1 where a gate spoke. `changes.decided`: Every change of a change set was decided on by a
    second person. `rescreen.done`: Stored lines were looked at again after the law changed: how many, and of how
    many the answer differs. `case.opened`: A case was opened, or opened again: a shipment needs a person.
    `case.closed`: It was decided what became of the shipment of a case. `source.failed`: A publication could not be
    read several times in a row; the last edition stays in force. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        events: list[str] | Unset = UNSET
        if not isinstance(self.events, Unset):
            events = []
            for events_item_data in self.events:
                events_item: str = events_item_data
                events.append(events_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if url is not UNSET:
            field_dict["url"] = url
        if events is not UNSET:
            field_dict["events"] = events

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        url = d.pop("url", UNSET)

        _events = d.pop("events", UNSET)
        events: list[WebhookEvent] | Unset = UNSET
        if _events is not UNSET:
            events = []
            for events_item_data in _events:
                events_item = check_webhook_event(events_item_data)

                events.append(events_item)

        webhook_change = cls(
            url=url,
            events=events,
        )

        webhook_change.additional_properties = d
        return webhook_change

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
