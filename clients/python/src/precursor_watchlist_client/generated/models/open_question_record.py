from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.question_answer_record import QuestionAnswerRecord


T = TypeVar("T", bound="OpenQuestionRecord")


@_attrs_define
class OpenQuestionRecord:
    """What the words of the law leave open."""

    id: str
    words: str
    answer: None | QuestionAnswerRecord
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.question_answer_record import QuestionAnswerRecord  # noqa: PLC0415

        id = self.id

        words = self.words

        answer: dict[str, Any] | None
        if isinstance(self.answer, QuestionAnswerRecord):
            answer = self.answer.to_dict()
        else:
            answer = self.answer

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "words": words,
                "answer": answer,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.question_answer_record import QuestionAnswerRecord  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        words = d.pop("words")

        def _parse_answer(data: object) -> None | QuestionAnswerRecord:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                answer_type_0 = QuestionAnswerRecord.from_dict(data)

                return answer_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | QuestionAnswerRecord, data)

        answer = _parse_answer(d.pop("answer"))

        open_question_record = cls(
            id=id,
            words=words,
            answer=answer,
        )

        open_question_record.additional_properties = d
        return open_question_record

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
