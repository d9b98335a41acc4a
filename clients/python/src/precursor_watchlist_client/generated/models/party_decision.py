from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.judgement_word import JudgementWord, check_judgement_word

T = TypeVar("T", bound="PartyDecision")


@_attrs_define
class PartyDecision:
    """A judgement in effect on a line that names the party."""

    case: str
    line: int
    """ its id """
    word: JudgementWord
    substance: None | str
    by: str
    at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        case = self.case

        line = self.line

        word: str = self.word

        substance: None | str
        substance = self.substance

        by = self.by

        at = self.at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "case": case,
                "line": line,
                "word": word,
                "substance": substance,
                "by": by,
                "at": at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        case = d.pop("case")

        line = d.pop("line")

        word = check_judgement_word(d.pop("word"))

        def _parse_substance(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        substance = _parse_substance(d.pop("substance"))

        by = d.pop("by")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        party_decision = cls(
            case=case,
            line=line,
            word=word,
            substance=substance,
            by=by,
            at=at,
        )

        party_decision.additional_properties = d
        return party_decision

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
