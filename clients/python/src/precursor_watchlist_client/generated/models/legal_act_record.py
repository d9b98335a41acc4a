from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.confidence import Confidence, check_confidence

T = TypeVar("T", bound="LegalActRecord")


@_attrs_define
class LegalActRecord:
    """One legal act, as held."""

    key: str
    jurisdiction: str
    authority: str
    kind: str
    title: str
    citation: str
    adopted_on: datetime.date | None
    published_on: datetime.date | None
    url: None | str
    confidence: Confidence
    """ What a fact of the law rests on, the firmest first.

    * `confirmed`: Read in a primary text.
    * `reported`: Read in a secondary text.
    * `unverified`: Not confirmed by any text: it never makes a line controlled, and lowers nothing. """
    source: None | str
    """ where it was read """
    recorded_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        jurisdiction = self.jurisdiction

        authority = self.authority

        kind = self.kind

        title = self.title

        citation = self.citation

        adopted_on: None | str
        if isinstance(self.adopted_on, datetime.date):
            adopted_on = self.adopted_on.isoformat()
        else:
            adopted_on = self.adopted_on

        published_on: None | str
        if isinstance(self.published_on, datetime.date):
            published_on = self.published_on.isoformat()
        else:
            published_on = self.published_on

        url: None | str
        url = self.url

        confidence: str = self.confidence

        source: None | str
        source = self.source

        recorded_at = self.recorded_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "jurisdiction": jurisdiction,
                "authority": authority,
                "kind": kind,
                "title": title,
                "citation": citation,
                "adopted_on": adopted_on,
                "published_on": published_on,
                "url": url,
                "confidence": confidence,
                "source": source,
                "recorded_at": recorded_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        jurisdiction = d.pop("jurisdiction")

        authority = d.pop("authority")

        kind = d.pop("kind")

        title = d.pop("title")

        citation = d.pop("citation")

        def _parse_adopted_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                adopted_on_type_0 = datetime.date.fromisoformat(data)

                return adopted_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        adopted_on = _parse_adopted_on(d.pop("adopted_on"))

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

        def _parse_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        url = _parse_url(d.pop("url"))

        confidence = check_confidence(d.pop("confidence"))

        def _parse_source(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        source = _parse_source(d.pop("source"))

        recorded_at = datetime.datetime.fromisoformat(d.pop("recorded_at"))

        legal_act_record = cls(
            key=key,
            jurisdiction=jurisdiction,
            authority=authority,
            kind=kind,
            title=title,
            citation=citation,
            adopted_on=adopted_on,
            published_on=published_on,
            url=url,
            confidence=confidence,
            source=source,
            recorded_at=recorded_at,
        )

        legal_act_record.additional_properties = d
        return legal_act_record

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
