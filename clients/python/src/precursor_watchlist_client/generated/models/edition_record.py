from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="EditionRecord")


@_attrs_define
class EditionRecord:
    """One publication of a list, as read."""

    edition: str
    """ the first digits of the hash, by which an answer names it """
    sha256: str
    """ of the text that was read """
    entries: int
    """ rows of that text """
    complete: bool
    """ whether it claims to hold the whole list """
    read_at: datetime.datetime
    known_at: datetime.datetime | None
    """ the tick from which on what it says was known """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        edition = self.edition

        sha256 = self.sha256

        entries = self.entries

        complete = self.complete

        read_at = self.read_at.isoformat()

        known_at: None | str
        if isinstance(self.known_at, datetime.datetime):
            known_at = self.known_at.isoformat()
        else:
            known_at = self.known_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "edition": edition,
                "sha256": sha256,
                "entries": entries,
                "complete": complete,
                "read_at": read_at,
                "known_at": known_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        edition = d.pop("edition")

        sha256 = d.pop("sha256")

        entries = d.pop("entries")

        complete = d.pop("complete")

        read_at = datetime.datetime.fromisoformat(d.pop("read_at"))

        def _parse_known_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                known_at_type_0 = datetime.datetime.fromisoformat(data)

                return known_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        known_at = _parse_known_at(d.pop("known_at"))

        edition_record = cls(
            edition=edition,
            sha256=sha256,
            entries=entries,
            complete=complete,
            read_at=read_at,
            known_at=known_at,
        )

        edition_record.additional_properties = d
        return edition_record

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
