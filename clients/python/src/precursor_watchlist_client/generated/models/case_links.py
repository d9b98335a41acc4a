from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="CaseLinks")


@_attrs_define
class CaseLinks:
    """Where the rest of a case is found."""

    self_: str
    screening: str
    """ its last screening, with the reasons """
    lines: str
    judgements: str
    authorisations: str
    """ those on file that a release may name """
    decisions: str
    line_decisions: str
    events: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        self_ = self.self_

        screening = self.screening

        lines = self.lines

        judgements = self.judgements

        authorisations = self.authorisations

        decisions = self.decisions

        line_decisions = self.line_decisions

        events = self.events

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "self": self_,
                "screening": screening,
                "lines": lines,
                "judgements": judgements,
                "authorisations": authorisations,
                "decisions": decisions,
                "line_decisions": line_decisions,
                "events": events,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        self_ = d.pop("self")

        screening = d.pop("screening")

        lines = d.pop("lines")

        judgements = d.pop("judgements")

        authorisations = d.pop("authorisations")

        decisions = d.pop("decisions")

        line_decisions = d.pop("line_decisions")

        events = d.pop("events")

        case_links = cls(
            self_=self_,
            screening=screening,
            lines=lines,
            judgements=judgements,
            authorisations=authorisations,
            decisions=decisions,
            line_decisions=line_decisions,
            events=events,
        )

        case_links.additional_properties = d
        return case_links

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
