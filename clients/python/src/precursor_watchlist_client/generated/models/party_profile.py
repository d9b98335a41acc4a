from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.party_side import PartySide, check_party_side

if TYPE_CHECKING:
    from ..models.party_decision import PartyDecision
    from ..models.party_disposition import PartyDisposition
    from ..models.party_period_sum import PartyPeriodSum
    from ..models.party_shipment import PartyShipment


T = TypeVar("T", bound="PartyProfile")


@_attrs_define
class PartyProfile:
    """A party, with all that is known of it. Nothing here tells whether a shipment was reported to an authority."""

    id: int
    name: str
    """ as first written """
    first_seen: datetime.datetime
    """ when the first screening was done that named it """
    roles: list[PartySide]
    spellings: list[str]
    """ as on the last lines that hold something listed """
    shipments: list[PartyShipment]
    """ the last 50, the latest first """
    shipments_in_all: int
    shipments_let_go: int
    """ that are not kept any more """
    sums: list[PartyPeriodSum]
    all_summed: bool
    """ false: only the last stored lines are summed """
    decisions: list[PartyDecision]
    dispositions: list[PartyDisposition]
    authorisations: list[int] | None
    """ ids; null: the user may not see them """
    suppressions: list[int] | None
    """ ids; null: the user may not see them """
    determinations: list[int] | None
    """ ids; null: the user may not see them """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        first_seen = self.first_seen.isoformat()

        roles = []
        for roles_item_data in self.roles:
            roles_item: str = roles_item_data
            roles.append(roles_item)

        spellings = self.spellings

        shipments = []
        for shipments_item_data in self.shipments:
            shipments_item = shipments_item_data.to_dict()
            shipments.append(shipments_item)

        shipments_in_all = self.shipments_in_all

        shipments_let_go = self.shipments_let_go

        sums = []
        for sums_item_data in self.sums:
            sums_item = sums_item_data.to_dict()
            sums.append(sums_item)

        all_summed = self.all_summed

        decisions = []
        for decisions_item_data in self.decisions:
            decisions_item = decisions_item_data.to_dict()
            decisions.append(decisions_item)

        dispositions = []
        for dispositions_item_data in self.dispositions:
            dispositions_item = dispositions_item_data.to_dict()
            dispositions.append(dispositions_item)

        authorisations: list[int] | None
        if isinstance(self.authorisations, list):
            authorisations = self.authorisations

        else:
            authorisations = self.authorisations

        suppressions: list[int] | None
        if isinstance(self.suppressions, list):
            suppressions = self.suppressions

        else:
            suppressions = self.suppressions

        determinations: list[int] | None
        if isinstance(self.determinations, list):
            determinations = self.determinations

        else:
            determinations = self.determinations

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "first_seen": first_seen,
                "roles": roles,
                "spellings": spellings,
                "shipments": shipments,
                "shipments_in_all": shipments_in_all,
                "shipments_let_go": shipments_let_go,
                "sums": sums,
                "all_summed": all_summed,
                "decisions": decisions,
                "dispositions": dispositions,
                "authorisations": authorisations,
                "suppressions": suppressions,
                "determinations": determinations,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.party_decision import PartyDecision  # noqa: PLC0415
        from ..models.party_disposition import PartyDisposition  # noqa: PLC0415
        from ..models.party_period_sum import PartyPeriodSum  # noqa: PLC0415
        from ..models.party_shipment import PartyShipment  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        first_seen = datetime.datetime.fromisoformat(d.pop("first_seen"))

        roles = []
        _roles = d.pop("roles")
        for roles_item_data in _roles:
            roles_item = check_party_side(roles_item_data)

            roles.append(roles_item)

        spellings = cast(list[str], d.pop("spellings"))

        shipments = []
        _shipments = d.pop("shipments")
        for shipments_item_data in _shipments:
            shipments_item = PartyShipment.from_dict(shipments_item_data)

            shipments.append(shipments_item)

        shipments_in_all = d.pop("shipments_in_all")

        shipments_let_go = d.pop("shipments_let_go")

        sums = []
        _sums = d.pop("sums")
        for sums_item_data in _sums:
            sums_item = PartyPeriodSum.from_dict(sums_item_data)

            sums.append(sums_item)

        all_summed = d.pop("all_summed")

        decisions = []
        _decisions = d.pop("decisions")
        for decisions_item_data in _decisions:
            decisions_item = PartyDecision.from_dict(decisions_item_data)

            decisions.append(decisions_item)

        dispositions = []
        _dispositions = d.pop("dispositions")
        for dispositions_item_data in _dispositions:
            dispositions_item = PartyDisposition.from_dict(dispositions_item_data)

            dispositions.append(dispositions_item)

        def _parse_authorisations(data: object) -> list[int] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                authorisations_type_0 = cast(list[int], data)

                return authorisations_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[int] | None, data)

        authorisations = _parse_authorisations(d.pop("authorisations"))

        def _parse_suppressions(data: object) -> list[int] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                suppressions_type_0 = cast(list[int], data)

                return suppressions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[int] | None, data)

        suppressions = _parse_suppressions(d.pop("suppressions"))

        def _parse_determinations(data: object) -> list[int] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                determinations_type_0 = cast(list[int], data)

                return determinations_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[int] | None, data)

        determinations = _parse_determinations(d.pop("determinations"))

        party_profile = cls(
            id=id,
            name=name,
            first_seen=first_seen,
            roles=roles,
            spellings=spellings,
            shipments=shipments,
            shipments_in_all=shipments_in_all,
            shipments_let_go=shipments_let_go,
            sums=sums,
            all_summed=all_summed,
            decisions=decisions,
            dispositions=dispositions,
            authorisations=authorisations,
            suppressions=suppressions,
            determinations=determinations,
        )

        party_profile.additional_properties = d
        return party_profile

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
