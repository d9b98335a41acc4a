from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.release_obstacle_kind_enum import ReleaseObstacleKindEnum, check_release_obstacle_kind_enum

T = TypeVar("T", bound="ReleaseObstacle")


@_attrs_define
class ReleaseObstacle:
    """One thing that stands in the way of a release."""

    kind: ReleaseObstacleKindEnum
    text: str
    """ in the law's words """
    list_: None | str
    """ null: a controlled drug, whose own law must be asked """
    citation: None | str
    lines: list[int]
    """ their numbers in the file """
    due_on: datetime.date | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        text = self.text

        list_: None | str
        list_ = self.list_

        citation: None | str
        citation = self.citation

        lines = self.lines

        due_on: None | str
        if isinstance(self.due_on, datetime.date):
            due_on = self.due_on.isoformat()
        else:
            due_on = self.due_on

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "text": text,
                "list": list_,
                "citation": citation,
                "lines": lines,
                "due_on": due_on,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_release_obstacle_kind_enum(d.pop("kind"))

        text = d.pop("text")

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

        lines = cast(list[int], d.pop("lines"))

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

        release_obstacle = cls(
            kind=kind,
            text=text,
            list_=list_,
            citation=citation,
            lines=lines,
            due_on=due_on,
        )

        release_obstacle.additional_properties = d
        return release_obstacle

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
