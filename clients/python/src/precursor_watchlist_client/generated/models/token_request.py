from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.scopes_enum import ScopesEnum, check_scopes_enum
from ..models.version_enum import VersionEnum, check_version_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="TokenRequest")


@_attrs_define
class TokenRequest:
    """What a token is to be for."""

    name: str | Unset = ""
    scopes: list[ScopesEnum] | Unset = UNSET
    """ none given: screen and read_lists, as far as this user has the rights. `screen`: Screen shipments, and read
    what was answered to this user. `read_lists`: Read the law held: lists, schedulings, classes, substances.
    `propose_changes`: Propose changes of lists, for two people to decide. `approve_changes`: Decide on changes of
    lists that another proposed. `review_cases`: Read cases, and the full reasons of boundaries and resemblances.
    `work_cases`: Work on cases: judge, note, hold, and say what became of them. `second_cases`: Answer as the
    second officer what another asked for. `keep_house_lists`: Bring, show and hide the house lists that this user
    owns, and open them where the user may. `admin`: Watch the service itself: its metrics. """
    code: str | Unset = ""
    """ of a user who has a second factor: the code that it shows, or one of those on paper """
    days: int | Unset = 30
    """ until it expires """
    version: VersionEnum | Unset = UNSET
    test: bool | Unset = False
    """ for trying a program out: it answers fixed goods, compares nothing and keeps nothing; its scopes are of
    screen and read_lists """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        scopes: list[str] | Unset = UNSET
        if not isinstance(self.scopes, Unset):
            scopes = []
            for scopes_item_data in self.scopes:
                scopes_item: str = scopes_item_data
                scopes.append(scopes_item)

        code = self.code

        days = self.days

        version: str | Unset = UNSET
        if not isinstance(self.version, Unset):
            version = self.version

        test = self.test

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if scopes is not UNSET:
            field_dict["scopes"] = scopes
        if code is not UNSET:
            field_dict["code"] = code
        if days is not UNSET:
            field_dict["days"] = days
        if version is not UNSET:
            field_dict["version"] = version
        if test is not UNSET:
            field_dict["test"] = test

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        _scopes = d.pop("scopes", UNSET)
        scopes: list[ScopesEnum] | Unset = UNSET
        if _scopes is not UNSET:
            scopes = []
            for scopes_item_data in _scopes:
                scopes_item = check_scopes_enum(scopes_item_data)

                scopes.append(scopes_item)

        code = d.pop("code", UNSET)

        days = d.pop("days", UNSET)

        _version = d.pop("version", UNSET)
        version: VersionEnum | Unset
        if isinstance(_version, Unset):
            version = UNSET
        else:
            version = check_version_enum(_version)

        test = d.pop("test", UNSET)

        token_request = cls(
            name=name,
            scopes=scopes,
            code=code,
            days=days,
            version=version,
            test=test,
        )

        token_request.additional_properties = d
        return token_request

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
