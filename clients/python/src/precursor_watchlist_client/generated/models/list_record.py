from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.binds_enum import BindsEnum, check_binds_enum
from ..models.branch import Branch, check_branch
from ..models.list_tier import ListTier, check_list_tier

if TYPE_CHECKING:
    from ..models.destination_table_record import DestinationTableRecord
    from ..models.obligation_record import ObligationRecord


T = TypeVar("T", bound="ListRecord")


@_attrs_define
class ListRecord:
    """One list of one regime, and what is held of it."""

    key: str
    title: str
    jurisdiction: None | str
    category: str
    branch: Branch
    """ Which kind of control a list belongs to.

    * `precursor`: Chemicals of which drugs are made.
    * `drug`: Controlled drugs themselves, and classes of them.
    * `surveillance`: Watched by agreement or by the house; no duty of law. """
    tier: ListTier
    binds: BindsEnum
    operations: list[str]
    """ none: not said """
    countries: list[str]
    """ where alone it holds, of the countries of its jurisdiction; none: in all """
    destinations: DestinationTableRecord | None
    obligations: list[ObligationRecord]
    edition: None | str
    """ the first digits of the hash of the edition last read """
    sha256: str
    """ of the list's canonical JSON lines as known """
    entries: int
    confirmed_share: float
    """ of the schedulings held, the share read in a primary text """
    complete: bool
    """ false: only some entries of the list are held """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.destination_table_record import DestinationTableRecord  # noqa: PLC0415

        key = self.key

        title = self.title

        jurisdiction: None | str
        jurisdiction = self.jurisdiction

        category = self.category

        branch: str = self.branch

        tier: str = self.tier

        binds: str = self.binds

        operations = self.operations

        countries = self.countries

        destinations: dict[str, Any] | None
        if isinstance(self.destinations, DestinationTableRecord):
            destinations = self.destinations.to_dict()
        else:
            destinations = self.destinations

        obligations = []
        for obligations_item_data in self.obligations:
            obligations_item = obligations_item_data.to_dict()
            obligations.append(obligations_item)

        edition: None | str
        edition = self.edition

        sha256 = self.sha256

        entries = self.entries

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
                "tier": tier,
                "binds": binds,
                "operations": operations,
                "countries": countries,
                "destinations": destinations,
                "obligations": obligations,
                "edition": edition,
                "sha256": sha256,
                "entries": entries,
                "confirmed_share": confirmed_share,
                "complete": complete,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.destination_table_record import DestinationTableRecord  # noqa: PLC0415
        from ..models.obligation_record import ObligationRecord  # noqa: PLC0415

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

        tier = check_list_tier(d.pop("tier"))

        binds = check_binds_enum(d.pop("binds"))

        operations = cast(list[str], d.pop("operations"))

        countries = cast(list[str], d.pop("countries"))

        def _parse_destinations(data: object) -> DestinationTableRecord | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                destinations_type_0 = DestinationTableRecord.from_dict(data)

                return destinations_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DestinationTableRecord | None, data)

        destinations = _parse_destinations(d.pop("destinations"))

        obligations = []
        _obligations = d.pop("obligations")
        for obligations_item_data in _obligations:
            obligations_item = ObligationRecord.from_dict(obligations_item_data)

            obligations.append(obligations_item)

        def _parse_edition(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        edition = _parse_edition(d.pop("edition"))

        sha256 = d.pop("sha256")

        entries = d.pop("entries")

        confirmed_share = d.pop("confirmed_share")

        complete = d.pop("complete")

        list_record = cls(
            key=key,
            title=title,
            jurisdiction=jurisdiction,
            category=category,
            branch=branch,
            tier=tier,
            binds=binds,
            operations=operations,
            countries=countries,
            destinations=destinations,
            obligations=obligations,
            edition=edition,
            sha256=sha256,
            entries=entries,
            confirmed_share=confirmed_share,
            complete=complete,
        )

        list_record.additional_properties = d
        return list_record

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
