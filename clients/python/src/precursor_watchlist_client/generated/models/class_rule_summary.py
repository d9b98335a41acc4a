from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.confidence import Confidence, check_confidence

T = TypeVar("T", bound="ClassRuleSummary")


@_attrs_define
class ClassRuleSummary:
    """A class rule, without its reading."""

    key: str
    title: str
    version: str
    """ by which an answer names it: the first digits of its hash """
    sha256: str
    jurisdiction: str
    instrument: None | str
    citation: str
    confidence: Confidence
    """ What a fact of the law rests on, the firmest first.

    * `confirmed`: Read in a primary text.
    * `reported`: Read in a secondary text.
    * `unverified`: Not confirmed by any text: it never makes a line controlled, and lowers nothing. """
    recorded_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        title = self.title

        version = self.version

        sha256 = self.sha256

        jurisdiction = self.jurisdiction

        instrument: None | str
        instrument = self.instrument

        citation = self.citation

        confidence: str = self.confidence

        recorded_at = self.recorded_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "title": title,
                "version": version,
                "sha256": sha256,
                "jurisdiction": jurisdiction,
                "instrument": instrument,
                "citation": citation,
                "confidence": confidence,
                "recorded_at": recorded_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        key = d.pop("key")

        title = d.pop("title")

        version = d.pop("version")

        sha256 = d.pop("sha256")

        jurisdiction = d.pop("jurisdiction")

        def _parse_instrument(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        instrument = _parse_instrument(d.pop("instrument"))

        citation = d.pop("citation")

        confidence = check_confidence(d.pop("confidence"))

        recorded_at = datetime.datetime.fromisoformat(d.pop("recorded_at"))

        class_rule_summary = cls(
            key=key,
            title=title,
            version=version,
            sha256=sha256,
            jurisdiction=jurisdiction,
            instrument=instrument,
            citation=citation,
            confidence=confidence,
            recorded_at=recorded_at,
        )

        class_rule_summary.additional_properties = d
        return class_rule_summary

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
