from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.proposed_change_record import ProposedChangeRecord


T = TypeVar("T", bound="RevisionRecord")


@_attrs_define
class RevisionRecord:
    """One state of a change set: number 0 is the machine's."""

    number: int
    proposed_by: None | str
    note: None | str
    digest: str
    made_at: datetime.datetime
    changes: list[ProposedChangeRecord]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        proposed_by: None | str
        proposed_by = self.proposed_by

        note: None | str
        note = self.note

        digest = self.digest

        made_at = self.made_at.isoformat()

        changes = []
        for changes_item_data in self.changes:
            changes_item = changes_item_data.to_dict()
            changes.append(changes_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "proposed_by": proposed_by,
                "note": note,
                "digest": digest,
                "made_at": made_at,
                "changes": changes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.proposed_change_record import ProposedChangeRecord  # noqa: PLC0415

        d = dict(src_dict)
        number = d.pop("number")

        def _parse_proposed_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        proposed_by = _parse_proposed_by(d.pop("proposed_by"))

        def _parse_note(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        note = _parse_note(d.pop("note"))

        digest = d.pop("digest")

        made_at = datetime.datetime.fromisoformat(d.pop("made_at"))

        changes = []
        _changes = d.pop("changes")
        for changes_item_data in _changes:
            changes_item = ProposedChangeRecord.from_dict(changes_item_data)

            changes.append(changes_item)

        revision_record = cls(
            number=number,
            proposed_by=proposed_by,
            note=note,
            digest=digest,
            made_at=made_at,
            changes=changes,
        )

        revision_record.additional_properties = d
        return revision_record

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
