from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.case_record import CaseRecord
    from ..models.lines_decided_lines_by_word import LinesDecidedLinesByWord


T = TypeVar("T", bound="LinesDecided")


@_attrs_define
class LinesDecided:
    """How many lines have the word now, and how the case stands."""

    count: int
    lines_by_word: LinesDecidedLinesByWord
    """ how many lines have each word; empty: one word on the whole """
    case: CaseRecord
    """ A case, with its duties, its parties and its screenings. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        count = self.count

        lines_by_word = self.lines_by_word.to_dict()

        case = self.case.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "count": count,
                "lines_by_word": lines_by_word,
                "case": case,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.case_record import CaseRecord  # noqa: PLC0415
        from ..models.lines_decided_lines_by_word import LinesDecidedLinesByWord  # noqa: PLC0415

        d = dict(src_dict)
        count = d.pop("count")

        lines_by_word = LinesDecidedLinesByWord.from_dict(d.pop("lines_by_word"))

        case = CaseRecord.from_dict(d.pop("case"))

        lines_decided = cls(
            count=count,
            lines_by_word=lines_by_word,
            case=case,
        )

        lines_decided.additional_properties = d
        return lines_decided

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
