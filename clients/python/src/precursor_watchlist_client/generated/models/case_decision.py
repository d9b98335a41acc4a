from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.case_outcome_word import CaseOutcomeWord, check_case_outcome_word

if TYPE_CHECKING:
    from ..models.case_decision_lines_by_word import CaseDecisionLinesByWord


T = TypeVar("T", bound="CaseDecision")


@_attrs_define
class CaseDecision:
    """What became of the shipment. A case that is reopened is closed by another decision."""

    number: int
    """ in the case, from 1 """
    word: CaseOutcomeWord
    note: None | str
    by: str
    second: None | str
    """ the second officer; null: none was needed """
    at: datetime.datetime
    authorisations: list[int]
    """ those that it used """
    lines_by_word: CaseDecisionLinesByWord
    """ how many lines have each word; empty: one word on the whole """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        word: str = self.word

        note: None | str
        note = self.note

        by = self.by

        second: None | str
        second = self.second

        at = self.at.isoformat()

        authorisations = self.authorisations

        lines_by_word = self.lines_by_word.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "word": word,
                "note": note,
                "by": by,
                "second": second,
                "at": at,
                "authorisations": authorisations,
                "lines_by_word": lines_by_word,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.case_decision_lines_by_word import CaseDecisionLinesByWord  # noqa: PLC0415

        d = dict(src_dict)
        number = d.pop("number")

        word = check_case_outcome_word(d.pop("word"))

        def _parse_note(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        note = _parse_note(d.pop("note"))

        by = d.pop("by")

        def _parse_second(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        second = _parse_second(d.pop("second"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        authorisations = cast(list[int], d.pop("authorisations"))

        lines_by_word = CaseDecisionLinesByWord.from_dict(d.pop("lines_by_word"))

        case_decision = cls(
            number=number,
            word=word,
            note=note,
            by=by,
            second=second,
            at=at,
            authorisations=authorisations,
            lines_by_word=lines_by_word,
        )

        case_decision.additional_properties = d
        return case_decision

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
