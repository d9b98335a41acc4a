from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.question_answer_record_answer_enum import (
    QuestionAnswerRecordAnswerEnum,
    check_question_answer_record_answer_enum,
)

T = TypeVar("T", bound="QuestionAnswerRecord")


@_attrs_define
class QuestionAnswerRecord:
    """What decides an open question."""

    answer: QuestionAnswerRecordAnswerEnum
    citation: str
    source: str
    """ where it was read """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        answer: str = self.answer

        citation = self.citation

        source = self.source

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "answer": answer,
                "citation": citation,
                "source": source,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        answer = check_question_answer_record_answer_enum(d.pop("answer"))

        citation = d.pop("citation")

        source = d.pop("source")

        question_answer_record = cls(
            answer=answer,
            citation=citation,
            source=source,
        )

        question_answer_record.additional_properties = d
        return question_answer_record

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
