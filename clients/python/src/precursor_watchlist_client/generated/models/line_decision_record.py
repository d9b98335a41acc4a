from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.decision_word import DecisionWord, check_decision_word

T = TypeVar("T", bound="LineDecisionRecord")


@_attrs_define
class LineDecisionRecord:
    """What people made of a line: it stands beside the verdict, and never in what is stored of an answer."""

    word: DecisionWord
    """ What people made of a line, whatever the machine's verdict.

    * `confirmed`: All that asked for a judgement was confirmed.
    * `dismissed`: All of it was dismissed, with a second officer where the law of the service asks one.
    * `in_part`: All of it is judged: a part was confirmed, and a part dismissed.
    * `waiting`: What is not decided waits for a second officer.
    * `undecided`: Somebody looked, and left a part of it undecided.
    * `open`: A part is judged, and a part is to be judged. """
    about: str
    """ The substances that it is about, in words. """
    by: list[str]
    """ Who judged. """
    agreed_by: list[str]
    """ The second officers who agreed to a dismissal. """
    at: datetime.datetime
    """ When the last of it was said, or agreed to. """
    reason: str
    """ Why it was dismissed, in words; empty: nothing was. """
    note: str
    """ What they wrote; empty where nothing was written. """
    sentence: str
    """ All of it in one sentence. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        word: str = self.word

        about = self.about

        by = self.by

        agreed_by = self.agreed_by

        at = self.at.isoformat()

        reason = self.reason

        note = self.note

        sentence = self.sentence

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "word": word,
                "about": about,
                "by": by,
                "agreed_by": agreed_by,
                "at": at,
                "reason": reason,
                "note": note,
                "sentence": sentence,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        word = check_decision_word(d.pop("word"))

        about = d.pop("about")

        by = cast(list[str], d.pop("by"))

        agreed_by = cast(list[str], d.pop("agreed_by"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        reason = d.pop("reason")

        note = d.pop("note")

        sentence = d.pop("sentence")

        line_decision_record = cls(
            word=word,
            about=about,
            by=by,
            agreed_by=agreed_by,
            at=at,
            reason=reason,
            note=note,
            sentence=sentence,
        )

        line_decision_record.additional_properties = d
        return line_decision_record

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
