from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.authorisation_kind import AuthorisationKind, check_authorisation_kind
from ..models.authorisation_role import AuthorisationRole, check_authorisation_role
from ..models.authorisation_standing import AuthorisationStanding, check_authorisation_standing

T = TypeVar("T", bound="AuthorisationItem")


@_attrs_define
class AuthorisationItem:
    """What an authority granted to one party, as it is on file."""

    id: int
    """ by which a release names it; a correction gives it another """
    document: UUID
    """ the paper itself: the same after a correction """
    kind: AuthorisationKind
    number: str
    authority: str
    jurisdiction: str
    """ whose law it answers, and no other """
    citation: None | str
    holder: str
    """ as the paper writes it """
    role: AuthorisationRole
    site: None | str
    quantity: None | str
    """ for so much in all; null: no limit """
    single_use: bool
    """ for one consignment """
    valid_from: datetime.date
    valid_until: datetime.date | None
    """ the first day without it; null: no end """
    revoked_on: datetime.date | None
    """ the first day on which it did not hold any more """
    note: None | str
    recorded_at: datetime.datetime
    recorded_by: str
    reason: None | str
    """ why it was corrected or revoked """
    substances: list[str]
    """ keys of substances or of entries """
    lists: list[str]
    """ keys of lists that it covers whole """
    forms: list[str]
    """ `itself`, and the forms that it names """
    operations: list[str]
    counterparties: list[str]
    """ only with these; empty: anybody """
    standing: AuthorisationStanding
    times_used: int
    left: None | str
    """ of its quantity; null: it has no limit """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        document = str(self.document)

        kind: str = self.kind

        number = self.number

        authority = self.authority

        jurisdiction = self.jurisdiction

        citation: None | str
        citation = self.citation

        holder = self.holder

        role: str = self.role

        site: None | str
        site = self.site

        quantity: None | str
        quantity = self.quantity

        single_use = self.single_use

        valid_from = self.valid_from.isoformat()

        valid_until: None | str
        if isinstance(self.valid_until, datetime.date):
            valid_until = self.valid_until.isoformat()
        else:
            valid_until = self.valid_until

        revoked_on: None | str
        if isinstance(self.revoked_on, datetime.date):
            revoked_on = self.revoked_on.isoformat()
        else:
            revoked_on = self.revoked_on

        note: None | str
        note = self.note

        recorded_at = self.recorded_at.isoformat()

        recorded_by = self.recorded_by

        reason: None | str
        reason = self.reason

        substances = self.substances

        lists = self.lists

        forms = self.forms

        operations = self.operations

        counterparties = self.counterparties

        standing: str = self.standing

        times_used = self.times_used

        left: None | str
        left = self.left

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "document": document,
                "kind": kind,
                "number": number,
                "authority": authority,
                "jurisdiction": jurisdiction,
                "citation": citation,
                "holder": holder,
                "role": role,
                "site": site,
                "quantity": quantity,
                "single_use": single_use,
                "valid_from": valid_from,
                "valid_until": valid_until,
                "revoked_on": revoked_on,
                "note": note,
                "recorded_at": recorded_at,
                "recorded_by": recorded_by,
                "reason": reason,
                "substances": substances,
                "lists": lists,
                "forms": forms,
                "operations": operations,
                "counterparties": counterparties,
                "standing": standing,
                "times_used": times_used,
                "left": left,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        document = UUID(d.pop("document"))

        kind = check_authorisation_kind(d.pop("kind"))

        number = d.pop("number")

        authority = d.pop("authority")

        jurisdiction = d.pop("jurisdiction")

        def _parse_citation(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        citation = _parse_citation(d.pop("citation"))

        holder = d.pop("holder")

        role = check_authorisation_role(d.pop("role"))

        def _parse_site(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        site = _parse_site(d.pop("site"))

        def _parse_quantity(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        quantity = _parse_quantity(d.pop("quantity"))

        single_use = d.pop("single_use")

        valid_from = datetime.date.fromisoformat(d.pop("valid_from"))

        def _parse_valid_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_until_type_0 = datetime.date.fromisoformat(data)

                return valid_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        valid_until = _parse_valid_until(d.pop("valid_until"))

        def _parse_revoked_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                revoked_on_type_0 = datetime.date.fromisoformat(data)

                return revoked_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        revoked_on = _parse_revoked_on(d.pop("revoked_on"))

        def _parse_note(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        note = _parse_note(d.pop("note"))

        recorded_at = datetime.datetime.fromisoformat(d.pop("recorded_at"))

        recorded_by = d.pop("recorded_by")

        def _parse_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reason = _parse_reason(d.pop("reason"))

        substances = cast(list[str], d.pop("substances"))

        lists = cast(list[str], d.pop("lists"))

        forms = cast(list[str], d.pop("forms"))

        operations = cast(list[str], d.pop("operations"))

        counterparties = cast(list[str], d.pop("counterparties"))

        standing = check_authorisation_standing(d.pop("standing"))

        times_used = d.pop("times_used")

        def _parse_left(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        left = _parse_left(d.pop("left"))

        authorisation_item = cls(
            id=id,
            document=document,
            kind=kind,
            number=number,
            authority=authority,
            jurisdiction=jurisdiction,
            citation=citation,
            holder=holder,
            role=role,
            site=site,
            quantity=quantity,
            single_use=single_use,
            valid_from=valid_from,
            valid_until=valid_until,
            revoked_on=revoked_on,
            note=note,
            recorded_at=recorded_at,
            recorded_by=recorded_by,
            reason=reason,
            substances=substances,
            lists=lists,
            forms=forms,
            operations=operations,
            counterparties=counterparties,
            standing=standing,
            times_used=times_used,
            left=left,
        )

        authorisation_item.additional_properties = d
        return authorisation_item

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
