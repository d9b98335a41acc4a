from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.notice_kind import NoticeKind, check_notice_kind

T = TypeVar("T", bound="NoticeRecord")


@_attrs_define
class NoticeRecord:
    """A proposal, a consultation, a notification, or an act made and not in force: never a scheduling."""

    key: str
    kind: NoticeKind
    """ What sort of paper announces or proposes something.

    * `proposal`: An authority proposes a law.
    * `consultation`: An authority asks for comments.
    * `notification`: An authority tells of what it means to do.
    * `rule`: An act of law, in force from its day.
    * `not_in_force`: An act of law whose day has not come, or is not set.
    * `withdrawn`: It was taken back. """
    title: str
    jurisdiction: str
    citation: None | str
    url: None | str
    published_on: datetime.date | None
    """ null: not said """
    comments_close_on: datetime.date | None
    effective_on: datetime.date | None
    substances: list[str]
    """ keys of the substances it is about """
    source: None | str
    """ key of the publication that is followed """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        kind: str = self.kind

        title = self.title

        jurisdiction = self.jurisdiction

        citation: None | str
        citation = self.citation

        url: None | str
        url = self.url

        published_on: None | str
        if isinstance(self.published_on, datetime.date):
            published_on = self.published_on.isoformat()
        else:
            published_on = self.published_on

        comments_close_on: None | str
        if isinstance(self.comments_close_on, datetime.date):
            comments_close_on = self.comments_close_on.isoformat()
        else:
            comments_close_on = self.comments_close_on

        effective_on: None | str
        if isinstance(self.effective_on, datetime.date):
            effective_on = self.effective_on.isoformat()
        else:
            effective_on = self.effective_on

        substances = self.substances

        source: None | str
        source = self.source

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "kind": kind,
                "title": title,
                "jurisdiction": jurisdiction,
                "citation": citation,
                "url": url,
                "published_on": published_on,
                "comments_close_on": comments_close_on,
                "effective_on": effective_on,
                "substances": substances,
                "source": source,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        kind = check_notice_kind(d.pop("kind"))

        title = d.pop("title")

        jurisdiction = d.pop("jurisdiction")

        def _parse_citation(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        citation = _parse_citation(d.pop("citation"))

        def _parse_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        url = _parse_url(d.pop("url"))

        def _parse_published_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                published_on_type_0 = datetime.date.fromisoformat(data)

                return published_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        published_on = _parse_published_on(d.pop("published_on"))

        def _parse_comments_close_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                comments_close_on_type_0 = datetime.date.fromisoformat(data)

                return comments_close_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        comments_close_on = _parse_comments_close_on(d.pop("comments_close_on"))

        def _parse_effective_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                effective_on_type_0 = datetime.date.fromisoformat(data)

                return effective_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        effective_on = _parse_effective_on(d.pop("effective_on"))

        substances = cast(list[str], d.pop("substances"))

        def _parse_source(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        source = _parse_source(d.pop("source"))

        notice_record = cls(
            key=key,
            kind=kind,
            title=title,
            jurisdiction=jurisdiction,
            citation=citation,
            url=url,
            published_on=published_on,
            comments_close_on=comments_close_on,
            effective_on=effective_on,
            substances=substances,
            source=source,
        )

        notice_record.additional_properties = d
        return notice_record

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
