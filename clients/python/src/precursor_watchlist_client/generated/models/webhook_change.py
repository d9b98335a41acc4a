from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.webhook_change_events_type_0_item import (
    WebhookChangeEventsType0Item,
    check_webhook_change_events_type_0_item,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="WebhookChange")


@_attrs_define
class WebhookChange:
    """Where to send from now on, what to tell of from now on, or both; what is left out stays."""

    url: None | str | Unset = UNSET
    """ https, to a public host, on a port that is allowed here """
    events: list[WebhookChangeEventsType0Item] | None | Unset = UNSET
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
        url: None | str | Unset
        if isinstance(self.url, Unset):
            url = UNSET
        else:
            url = self.url

        events: list[str] | None | Unset
        if isinstance(self.events, Unset):
            events = UNSET
        elif isinstance(self.events, list):
            events = []
            for events_type_0_item_data in self.events:
                events_type_0_item: str = events_type_0_item_data
                events.append(events_type_0_item)

        else:
            events = self.events

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

        def _parse_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        url = _parse_url(d.pop("url", UNSET))

        def _parse_events(data: object) -> list[WebhookChangeEventsType0Item] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                events_type_0 = []
                _events_type_0 = data
                for events_type_0_item_data in _events_type_0:
                    events_type_0_item = check_webhook_change_events_type_0_item(events_type_0_item_data)

                    events_type_0.append(events_type_0_item)

                return events_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[WebhookChangeEventsType0Item] | None | Unset, data)

        events = _parse_events(d.pop("events", UNSET))

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
