from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.token_request_scopes_type_0_item import (
    TokenRequestScopesType0Item,
    check_token_request_scopes_type_0_item,
)
from ..models.version_enum import VersionEnum, check_version_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="TokenRequest")


@_attrs_define
class TokenRequest:
    """What a token is to be for."""

    name: None | str | Unset = UNSET
    scopes: list[TokenRequestScopesType0Item] | None | Unset = UNSET
    """ none given: screen and read_lists, as far as this user has the rights. `screen`: Screen shipments, and read
    what was answered to this user. `read_lists`: Read the law held: lists, schedulings, classes, substances.
    `propose_changes`: Propose changes of lists, for two people to decide. `approve_changes`: Decide on changes of
    lists that another proposed. `review_cases`: Read cases, and the full reasons of boundaries and resemblances.
    `work_cases`: Work on cases: judge, note, hold, and say what became of them. `second_cases`: Answer as the
    second officer what another asked for. `keep_house_lists`: Bring, show and hide the house lists that this user
    owns, and open them where the user may. `admin`: Watch the service itself: its metrics. """
    code: None | str | Unset = UNSET
    """ of a user who has a second factor: the code that it shows, or one of those on paper """
    days: int | None | Unset = 30
    """ until it expires """
    version: None | Unset | VersionEnum = UNSET
    """ of the contract that its answers keep to; none given: the newest """
    test: bool | None | Unset = False
    """ for trying a program out: it answers fixed goods, compares nothing and keeps nothing; its scopes are of
    screen and read_lists """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        scopes: list[str] | None | Unset
        if isinstance(self.scopes, Unset):
            scopes = UNSET
        elif isinstance(self.scopes, list):
            scopes = []
            for scopes_type_0_item_data in self.scopes:
                scopes_type_0_item: str = scopes_type_0_item_data
                scopes.append(scopes_type_0_item)

        else:
            scopes = self.scopes

        code: None | str | Unset
        if isinstance(self.code, Unset):
            code = UNSET
        else:
            code = self.code

        days: int | None | Unset
        if isinstance(self.days, Unset):
            days = UNSET
        else:
            days = self.days

        version: None | str | Unset
        if isinstance(self.version, Unset):
            version = UNSET
        elif isinstance(self.version, str):
            version = self.version
        else:
            version = self.version

        test: bool | None | Unset
        if isinstance(self.test, Unset):
            test = UNSET
        else:
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

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_scopes(data: object) -> list[TokenRequestScopesType0Item] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                scopes_type_0 = []
                _scopes_type_0 = data
                for scopes_type_0_item_data in _scopes_type_0:
                    scopes_type_0_item = check_token_request_scopes_type_0_item(scopes_type_0_item_data)

                    scopes_type_0.append(scopes_type_0_item)

                return scopes_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[TokenRequestScopesType0Item] | None | Unset, data)

        scopes = _parse_scopes(d.pop("scopes", UNSET))

        def _parse_code(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        code = _parse_code(d.pop("code", UNSET))

        def _parse_days(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        days = _parse_days(d.pop("days", UNSET))

        def _parse_version(data: object) -> None | Unset | VersionEnum:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                version_type_0 = check_version_enum(data)

                return version_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | VersionEnum, data)

        version = _parse_version(d.pop("version", UNSET))

        def _parse_test(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        test = _parse_test(d.pop("test", UNSET))

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
