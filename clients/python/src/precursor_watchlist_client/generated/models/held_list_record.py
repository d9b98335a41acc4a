from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.branch import Branch, check_branch
from ..types import UNSET, Unset

T = TypeVar("T", bound="HeldListRecord")


@_attrs_define
class HeldListRecord:
    """One list that the lines were compared with."""

    key: str
    """ Its key, of `/api/v1/lists/`. """
    title: str
    """ Its title in words. """
    jurisdiction: None | str
    """ Whose list it is; null: it is of no jurisdiction, and no law. """
    branch: Branch
    """ Which kind of control a list belongs to.

    * `precursor`: Chemicals of which drugs are made.
    * `drug`: Controlled drugs themselves, and classes of them.
    * `surveillance`: Watched by agreement or by the house; no duty of law. """
    edition: str
    """ The edition of its text that was read; empty where it names none. """
    sha256: str
    """ Of the list's canonical JSON lines as known at `known_at`. """
    entries: int
    """ How many entries of it are held. """
    last_verified: datetime.date
    """ The day on which it was last compared with its source. """
    stale: bool
    """ Whether that day is longer ago than the list allows. """
    confirmed_share: float
    """ Of the listings held, the share read in a primary text. """
    complete: bool
    """ False: only some entries of the list are held. """
    house: bool | Unset = UNSET
    """ True: a list of the house itself, shown to this reader; not law. Not in answers stored before there were
    any. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        title = self.title

        jurisdiction: None | str
        jurisdiction = self.jurisdiction

        branch: str = self.branch

        edition = self.edition

        sha256 = self.sha256

        entries = self.entries

        last_verified = self.last_verified.isoformat()

        stale = self.stale

        confirmed_share = self.confirmed_share

        complete = self.complete

        house = self.house

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "title": title,
                "jurisdiction": jurisdiction,
                "branch": branch,
                "edition": edition,
                "sha256": sha256,
                "entries": entries,
                "last_verified": last_verified,
                "stale": stale,
                "confirmed_share": confirmed_share,
                "complete": complete,
            }
        )
        if house is not UNSET:
            field_dict["house"] = house

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        title = d.pop("title")

        def _parse_jurisdiction(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        jurisdiction = _parse_jurisdiction(d.pop("jurisdiction"))

        branch = check_branch(d.pop("branch"))

        edition = d.pop("edition")

        sha256 = d.pop("sha256")

        entries = d.pop("entries")

        last_verified = datetime.date.fromisoformat(d.pop("last_verified"))

        stale = d.pop("stale")

        confirmed_share = d.pop("confirmed_share")

        complete = d.pop("complete")

        house = d.pop("house", UNSET)

        held_list_record = cls(
            key=key,
            title=title,
            jurisdiction=jurisdiction,
            branch=branch,
            edition=edition,
            sha256=sha256,
            entries=entries,
            last_verified=last_verified,
            stale=stale,
            confirmed_share=confirmed_share,
            complete=complete,
            house=house,
        )

        held_list_record.additional_properties = d
        return held_list_record

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
