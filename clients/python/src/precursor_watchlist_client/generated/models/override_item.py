from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.override_item_word_enum import OverrideItemWordEnum, check_override_item_word_enum
from ..models.override_reason import OverrideReason, check_override_reason
from ..models.referral_record_answer_enum import ReferralRecordAnswerEnum, check_referral_record_answer_enum

if TYPE_CHECKING:
    from ..models.release_obstacle import ReleaseObstacle


T = TypeVar("T", bound="OverrideItem")


@_attrs_define
class OverrideItem:
    """An override, with the release that it is of."""

    reason: OverrideReason
    sentence: str
    obstacles: list[ReleaseObstacle]
    """ what stood in the way as it was asked for """
    confirmed_by: None | str
    confirmed_at: datetime.datetime | None
    case: str
    """ its number """
    referral: int
    """ what the second officer was asked """
    word: OverrideItemWordEnum
    lines: list[int]
    """ that the release names, by their numbers in the file; empty: the shipment """
    asked_by: str
    asked_at: datetime.datetime
    answer: None | ReferralRecordAnswerEnum
    """ null: it waits """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        reason: str = self.reason

        sentence = self.sentence

        obstacles = []
        for obstacles_item_data in self.obstacles:
            obstacles_item = obstacles_item_data.to_dict()
            obstacles.append(obstacles_item)

        confirmed_by: None | str
        confirmed_by = self.confirmed_by

        confirmed_at: None | str
        if isinstance(self.confirmed_at, datetime.datetime):
            confirmed_at = self.confirmed_at.isoformat()
        else:
            confirmed_at = self.confirmed_at

        case = self.case

        referral = self.referral

        word: str = self.word

        lines = self.lines

        asked_by = self.asked_by

        asked_at = self.asked_at.isoformat()

        answer: None | str
        if isinstance(self.answer, str):
            answer = self.answer
        else:
            answer = self.answer

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "reason": reason,
                "sentence": sentence,
                "obstacles": obstacles,
                "confirmed_by": confirmed_by,
                "confirmed_at": confirmed_at,
                "case": case,
                "referral": referral,
                "word": word,
                "lines": lines,
                "asked_by": asked_by,
                "asked_at": asked_at,
                "answer": answer,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.release_obstacle import ReleaseObstacle  # noqa: PLC0415

        d = dict(src_dict)
        reason = check_override_reason(d.pop("reason"))

        sentence = d.pop("sentence")

        obstacles = []
        _obstacles = d.pop("obstacles")
        for obstacles_item_data in _obstacles:
            obstacles_item = ReleaseObstacle.from_dict(obstacles_item_data)

            obstacles.append(obstacles_item)

        def _parse_confirmed_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        confirmed_by = _parse_confirmed_by(d.pop("confirmed_by"))

        def _parse_confirmed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                confirmed_at_type_0 = datetime.datetime.fromisoformat(data)

                return confirmed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        confirmed_at = _parse_confirmed_at(d.pop("confirmed_at"))

        case = d.pop("case")

        referral = d.pop("referral")

        word = check_override_item_word_enum(d.pop("word"))

        lines = cast(list[int], d.pop("lines"))

        asked_by = d.pop("asked_by")

        asked_at = datetime.datetime.fromisoformat(d.pop("asked_at"))

        def _parse_answer(data: object) -> None | ReferralRecordAnswerEnum:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                answer_type_0 = check_referral_record_answer_enum(data)

                return answer_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | ReferralRecordAnswerEnum, data)

        answer = _parse_answer(d.pop("answer"))

        override_item = cls(
            reason=reason,
            sentence=sentence,
            obstacles=obstacles,
            confirmed_by=confirmed_by,
            confirmed_at=confirmed_at,
            case=case,
            referral=referral,
            word=word,
            lines=lines,
            asked_by=asked_by,
            asked_at=asked_at,
            answer=answer,
        )

        override_item.additional_properties = d
        return override_item

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
