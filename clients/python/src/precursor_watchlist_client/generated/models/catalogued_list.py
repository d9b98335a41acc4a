from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.binds_enum import BindsEnum, check_binds_enum
from ..models.branch import Branch, check_branch

T = TypeVar("T", bound="CataloguedList")


@_attrs_define
class CataloguedList:
    """A list in the catalogue."""

    key: str
    title: str
    jurisdiction: None | str
    category: str
    branch: Branch
    """ Which kind of control a list belongs to.

    * `precursor`: Chemicals of which drugs are made.
    * `drug`: Controlled drugs themselves, and classes of them.
    * `surveillance`: Watched by agreement or by the house; no duty of law. """
    binds: BindsEnum
    operations: list[str]
    """ none: not said """
    obligations: int
    """ how many duties are held of it """
    edition: None | str
    sha256: str
    """ of the list's canonical JSON lines as known """
    entries: int
    last_verified: datetime.date
    """ the day on which a person last compared the list with its source """
    stale: bool
    """ true: that is too long ago """
    confirmed_share: float
    """ of the schedulings held, the share read in a primary text """
    complete: bool
    """ false: only some entries of the list are held """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        title = self.title

        jurisdiction: None | str
        jurisdiction = self.jurisdiction

        category = self.category

        branch: str = self.branch

        binds: str = self.binds

        operations = self.operations

        obligations = self.obligations

        edition: None | str
        edition = self.edition

        sha256 = self.sha256

        entries = self.entries

        last_verified = self.last_verified.isoformat()

        stale = self.stale

        confirmed_share = self.confirmed_share

        complete = self.complete

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "title": title,
                "jurisdiction": jurisdiction,
                "category": category,
                "branch": branch,
                "binds": binds,
                "operations": operations,
                "obligations": obligations,
                "edition": edition,
                "sha256": sha256,
                "entries": entries,
                "last_verified": last_verified,
                "stale": stale,
                "confirmed_share": confirmed_share,
                "complete": complete,
            }
        )

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

        category = d.pop("category")

        branch = check_branch(d.pop("branch"))

        binds = check_binds_enum(d.pop("binds"))

        operations = cast(list[str], d.pop("operations"))

        obligations = d.pop("obligations")

        def _parse_edition(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        edition = _parse_edition(d.pop("edition"))

        sha256 = d.pop("sha256")

        entries = d.pop("entries")

        last_verified = datetime.date.fromisoformat(d.pop("last_verified"))

        stale = d.pop("stale")

        confirmed_share = d.pop("confirmed_share")

        complete = d.pop("complete")

        catalogued_list = cls(
            key=key,
            title=title,
            jurisdiction=jurisdiction,
            category=category,
            branch=branch,
            binds=binds,
            operations=operations,
            obligations=obligations,
            edition=edition,
            sha256=sha256,
            entries=entries,
            last_verified=last_verified,
            stale=stale,
            confirmed_share=confirmed_share,
            complete=complete,
        )

        catalogued_list.additional_properties = d
        return catalogued_list

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
