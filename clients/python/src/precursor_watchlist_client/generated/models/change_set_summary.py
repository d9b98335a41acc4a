from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.change_set_state import ChangeSetState, check_change_set_state

T = TypeVar("T", bound="ChangeSetSummary")


@_attrs_define
class ChangeSetSummary:
    """A change set and where it stands."""

    id: UUID
    source: None | str
    """ null: brought by hand """
    title: str
    state: ChangeSetState
    gates: list[str]
    notes: list[str]
    opened_at: datetime.datetime
    opened_by: str
    revision: int
    """ the number of the last one """
    proposed_by: None | str
    """ who decides nothing of it; null: nobody yet """
    open_: int
    """ changes on which nobody decided """
    accepted: int
    rejected: int
    applied: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        source: None | str
        source = self.source

        title = self.title

        state: str = self.state

        gates = self.gates

        notes = self.notes

        opened_at = self.opened_at.isoformat()

        opened_by = self.opened_by

        revision = self.revision

        proposed_by: None | str
        proposed_by = self.proposed_by

        open_ = self.open_

        accepted = self.accepted

        rejected = self.rejected

        applied = self.applied

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "source": source,
                "title": title,
                "state": state,
                "gates": gates,
                "notes": notes,
                "opened_at": opened_at,
                "opened_by": opened_by,
                "revision": revision,
                "proposed_by": proposed_by,
                "open": open_,
                "accepted": accepted,
                "rejected": rejected,
                "applied": applied,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        def _parse_source(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        source = _parse_source(d.pop("source"))

        title = d.pop("title")

        state = check_change_set_state(d.pop("state"))

        gates = cast(list[str], d.pop("gates"))

        notes = cast(list[str], d.pop("notes"))

        opened_at = datetime.datetime.fromisoformat(d.pop("opened_at"))

        opened_by = d.pop("opened_by")

        revision = d.pop("revision")

        def _parse_proposed_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        proposed_by = _parse_proposed_by(d.pop("proposed_by"))

        open_ = d.pop("open")

        accepted = d.pop("accepted")

        rejected = d.pop("rejected")

        applied = d.pop("applied")

        change_set_summary = cls(
            id=id,
            source=source,
            title=title,
            state=state,
            gates=gates,
            notes=notes,
            opened_at=opened_at,
            opened_by=opened_by,
            revision=revision,
            proposed_by=proposed_by,
            open_=open_,
            accepted=accepted,
            rejected=rejected,
            applied=applied,
        )

        change_set_summary.additional_properties = d
        return change_set_summary

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
