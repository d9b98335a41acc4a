from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.change_set_state import ChangeSetState, check_change_set_state

if TYPE_CHECKING:
    from ..models.comment_record import CommentRecord
    from ..models.revision_record import RevisionRecord


T = TypeVar("T", bound="ChangeSetRecord")


@_attrs_define
class ChangeSetRecord:
    """A change set with every revision, and what was remarked."""

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
    base: None | str
    """ the hash of the edition that it was computed from """
    edition: None | str
    """ the hash of the edition that it was computed to """
    revisions: list[RevisionRecord]
    comments: list[CommentRecord]
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

        base: None | str
        base = self.base

        edition: None | str
        edition = self.edition

        revisions = []
        for revisions_item_data in self.revisions:
            revisions_item = revisions_item_data.to_dict()
            revisions.append(revisions_item)

        comments = []
        for comments_item_data in self.comments:
            comments_item = comments_item_data.to_dict()
            comments.append(comments_item)

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
                "base": base,
                "edition": edition,
                "revisions": revisions,
                "comments": comments,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.comment_record import CommentRecord  # noqa: PLC0415
        from ..models.revision_record import RevisionRecord  # noqa: PLC0415

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

        def _parse_base(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        base = _parse_base(d.pop("base"))

        def _parse_edition(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        edition = _parse_edition(d.pop("edition"))

        revisions = []
        _revisions = d.pop("revisions")
        for revisions_item_data in _revisions:
            revisions_item = RevisionRecord.from_dict(revisions_item_data)

            revisions.append(revisions_item)

        comments = []
        _comments = d.pop("comments")
        for comments_item_data in _comments:
            comments_item = CommentRecord.from_dict(comments_item_data)

            comments.append(comments_item)

        change_set_record = cls(
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
            base=base,
            edition=edition,
            revisions=revisions,
            comments=comments,
        )

        change_set_record.additional_properties = d
        return change_set_record

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
