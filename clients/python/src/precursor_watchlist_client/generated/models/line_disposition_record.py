from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.line_decision_word import LineDecisionWord, check_line_decision_word

T = TypeVar("T", bound="LineDispositionRecord")


@_attrs_define
class LineDispositionRecord:
    """A word on one line. The last on a line holds, and none changes."""

    line: int
    """ its number in the file """
    number: int
    """ of the words on this line, from 1 """
    word: LineDecisionWord
    note: None | str
    by: str
    second: None | str
    """ the second officer; null: none was needed """
    at: datetime.datetime
    authorisations: list[int]
    """ those under which it is released """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        line = self.line

        number = self.number

        word: str = self.word

        note: None | str
        note = self.note

        by = self.by

        second: None | str
        second = self.second

        at = self.at.isoformat()

        authorisations = self.authorisations

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "line": line,
                "number": number,
                "word": word,
                "note": note,
                "by": by,
                "second": second,
                "at": at,
                "authorisations": authorisations,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        line = d.pop("line")

        number = d.pop("number")

        word = check_line_decision_word(d.pop("word"))

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

        line_disposition_record = cls(
            line=line,
            number=number,
            word=word,
            note=note,
            by=by,
            second=second,
            at=at,
            authorisations=authorisations,
        )

        line_disposition_record.additional_properties = d
        return line_disposition_record

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
