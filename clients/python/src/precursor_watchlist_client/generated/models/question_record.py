from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.question_state import QuestionState, check_question_state

T = TypeVar("T", bound="QuestionRecord")


@_attrs_define
class QuestionRecord:
    """A question to a shipper about lines of a case, and how far it is."""

    id: int
    number: str
    state: QuestionState
    lines: list[int]
    text: str
    by: str
    at: datetime.datetime
    sent_to: None | str
    sent_on: datetime.date | None
    due_on: datetime.date | None
    """ the last day on which an answer is in time """
    sent_by: None | str
    answer: None | str
    answered_on: datetime.date | None
    answered_by: None | str
    file: None | str
    """ that came with the answer """
    withdrawn_at: datetime.datetime | None
    withdrawn_by: None | str
    withdrawal_note: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        number = self.number

        state: str = self.state

        lines = self.lines

        text = self.text

        by = self.by

        at = self.at.isoformat()

        sent_to: None | str
        sent_to = self.sent_to

        sent_on: None | str
        if isinstance(self.sent_on, datetime.date):
            sent_on = self.sent_on.isoformat()
        else:
            sent_on = self.sent_on

        due_on: None | str
        if isinstance(self.due_on, datetime.date):
            due_on = self.due_on.isoformat()
        else:
            due_on = self.due_on

        sent_by: None | str
        sent_by = self.sent_by

        answer: None | str
        answer = self.answer

        answered_on: None | str
        if isinstance(self.answered_on, datetime.date):
            answered_on = self.answered_on.isoformat()
        else:
            answered_on = self.answered_on

        answered_by: None | str
        answered_by = self.answered_by

        file: None | str
        file = self.file

        withdrawn_at: None | str
        if isinstance(self.withdrawn_at, datetime.datetime):
            withdrawn_at = self.withdrawn_at.isoformat()
        else:
            withdrawn_at = self.withdrawn_at

        withdrawn_by: None | str
        withdrawn_by = self.withdrawn_by

        withdrawal_note: None | str
        withdrawal_note = self.withdrawal_note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "number": number,
                "state": state,
                "lines": lines,
                "text": text,
                "by": by,
                "at": at,
                "sent_to": sent_to,
                "sent_on": sent_on,
                "due_on": due_on,
                "sent_by": sent_by,
                "answer": answer,
                "answered_on": answered_on,
                "answered_by": answered_by,
                "file": file,
                "withdrawn_at": withdrawn_at,
                "withdrawn_by": withdrawn_by,
                "withdrawal_note": withdrawal_note,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        number = d.pop("number")

        state = check_question_state(d.pop("state"))

        lines = cast(list[int], d.pop("lines"))

        text = d.pop("text")

        by = d.pop("by")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        def _parse_sent_to(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        sent_to = _parse_sent_to(d.pop("sent_to"))

        def _parse_sent_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sent_on_type_0 = datetime.date.fromisoformat(data)

                return sent_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        sent_on = _parse_sent_on(d.pop("sent_on"))

        def _parse_due_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_on_type_0 = datetime.date.fromisoformat(data)

                return due_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        due_on = _parse_due_on(d.pop("due_on"))

        def _parse_sent_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        sent_by = _parse_sent_by(d.pop("sent_by"))

        def _parse_answer(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        answer = _parse_answer(d.pop("answer"))

        def _parse_answered_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                answered_on_type_0 = datetime.date.fromisoformat(data)

                return answered_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        answered_on = _parse_answered_on(d.pop("answered_on"))

        def _parse_answered_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        answered_by = _parse_answered_by(d.pop("answered_by"))

        def _parse_file(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        file = _parse_file(d.pop("file"))

        def _parse_withdrawn_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                withdrawn_at_type_0 = datetime.datetime.fromisoformat(data)

                return withdrawn_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        withdrawn_at = _parse_withdrawn_at(d.pop("withdrawn_at"))

        def _parse_withdrawn_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        withdrawn_by = _parse_withdrawn_by(d.pop("withdrawn_by"))

        def _parse_withdrawal_note(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        withdrawal_note = _parse_withdrawal_note(d.pop("withdrawal_note"))

        question_record = cls(
            id=id,
            number=number,
            state=state,
            lines=lines,
            text=text,
            by=by,
            at=at,
            sent_to=sent_to,
            sent_on=sent_on,
            due_on=due_on,
            sent_by=sent_by,
            answer=answer,
            answered_on=answered_on,
            answered_by=answered_by,
            file=file,
            withdrawn_at=withdrawn_at,
            withdrawn_by=withdrawn_by,
            withdrawal_note=withdrawal_note,
        )

        question_record.additional_properties = d
        return question_record

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
