from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.change_kind import ChangeKind, check_change_kind

if TYPE_CHECKING:
    from ..models.decision_record import DecisionRecord


T = TypeVar("T", bound="ProposedChangeRecord")


@_attrs_define
class ProposedChangeRecord:
    """One change."""

    id: int
    kind: ChangeKind
    list_: None | str
    """ null: of no list that is held """
    entries: list[str]
    code: None | str
    name: str
    valid_from: datetime.date | None
    before: Any
    """ what is held; null: nothing """
    after: Any
    """ what the law would say; null: nothing that is held """
    row_before: Any
    """ as it was published; null: it was not """
    row_after: Any
    """ as it is published; null: it is not """
    place: None | str
    doubts: list[str]
    """ what the machine could not tell """
    digest: str
    """ of the rows as published """
    decision: DecisionRecord | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.decision_record import DecisionRecord  # noqa: PLC0415

        id = self.id

        kind: str = self.kind

        list_: None | str
        list_ = self.list_

        entries = self.entries

        code: None | str
        code = self.code

        name = self.name

        valid_from: None | str
        if isinstance(self.valid_from, datetime.date):
            valid_from = self.valid_from.isoformat()
        else:
            valid_from = self.valid_from

        before = self.before

        after = self.after

        row_before = self.row_before

        row_after = self.row_after

        place: None | str
        place = self.place

        doubts = self.doubts

        digest = self.digest

        decision: dict[str, Any] | None
        if isinstance(self.decision, DecisionRecord):
            decision = self.decision.to_dict()
        else:
            decision = self.decision

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "list": list_,
                "entries": entries,
                "code": code,
                "name": name,
                "valid_from": valid_from,
                "before": before,
                "after": after,
                "row_before": row_before,
                "row_after": row_after,
                "place": place,
                "doubts": doubts,
                "digest": digest,
                "decision": decision,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.decision_record import DecisionRecord  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        kind = check_change_kind(d.pop("kind"))

        def _parse_list_(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        list_ = _parse_list_(d.pop("list"))

        entries = cast(list[str], d.pop("entries"))

        def _parse_code(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        code = _parse_code(d.pop("code"))

        name = d.pop("name")

        def _parse_valid_from(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_from_type_0 = datetime.date.fromisoformat(data)

                return valid_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        valid_from = _parse_valid_from(d.pop("valid_from"))

        before = d.pop("before")

        after = d.pop("after")

        row_before = d.pop("row_before")

        row_after = d.pop("row_after")

        def _parse_place(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        place = _parse_place(d.pop("place"))

        doubts = cast(list[str], d.pop("doubts"))

        digest = d.pop("digest")

        def _parse_decision(data: object) -> DecisionRecord | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                decision_type_0 = DecisionRecord.from_dict(data)

                return decision_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DecisionRecord | None, data)

        decision = _parse_decision(d.pop("decision"))

        proposed_change_record = cls(
            id=id,
            kind=kind,
            list_=list_,
            entries=entries,
            code=code,
            name=name,
            valid_from=valid_from,
            before=before,
            after=after,
            row_before=row_before,
            row_after=row_after,
            place=place,
            doubts=doubts,
            digest=digest,
            decision=decision,
        )

        proposed_change_record.additional_properties = d
        return proposed_change_record

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
