from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.case_of_screening import CaseOfScreening
    from ..models.disposition_record import DispositionRecord
    from ..models.line_span_record import LineSpanRecord


T = TypeVar("T", bound="ScreeningDisposition")


@_attrs_define
class ScreeningDisposition:
    """Whether the shipment of a screening may go on, and which of its lines where people decided line by line."""

    id: UUID
    case: CaseOfScreening | None
    """ null: the shipment has none """
    disposition: DispositionRecord
    """ Whether a shipment may go on. House lists change nothing of it. """
    lines_to_go: list[LineSpanRecord] | None
    """ of the last screening of the case; null: nobody decided line by line """
    test: bool | Unset = UNSET
    """ only in test mode, where it is true """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.case_of_screening import CaseOfScreening  # noqa: PLC0415

        id = str(self.id)

        case: dict[str, Any] | None
        if isinstance(self.case, CaseOfScreening):
            case = self.case.to_dict()
        else:
            case = self.case

        disposition = self.disposition.to_dict()

        lines_to_go: list[dict[str, Any]] | None
        if isinstance(self.lines_to_go, list):
            lines_to_go = []
            for lines_to_go_type_0_item_data in self.lines_to_go:
                lines_to_go_type_0_item = lines_to_go_type_0_item_data.to_dict()
                lines_to_go.append(lines_to_go_type_0_item)

        else:
            lines_to_go = self.lines_to_go

        test = self.test

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "case": case,
                "disposition": disposition,
                "lines_to_go": lines_to_go,
            }
        )
        if test is not UNSET:
            field_dict["test"] = test

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.case_of_screening import CaseOfScreening  # noqa: PLC0415
        from ..models.disposition_record import DispositionRecord  # noqa: PLC0415
        from ..models.line_span_record import LineSpanRecord  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        def _parse_case(data: object) -> CaseOfScreening | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                case_type_0 = CaseOfScreening.from_dict(data)

                return case_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CaseOfScreening | None, data)

        case = _parse_case(d.pop("case"))

        disposition = DispositionRecord.from_dict(d.pop("disposition"))

        def _parse_lines_to_go(data: object) -> list[LineSpanRecord] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                lines_to_go_type_0 = []
                _lines_to_go_type_0 = data
                for lines_to_go_type_0_item_data in _lines_to_go_type_0:
                    lines_to_go_type_0_item = LineSpanRecord.from_dict(lines_to_go_type_0_item_data)

                    lines_to_go_type_0.append(lines_to_go_type_0_item)

                return lines_to_go_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[LineSpanRecord] | None, data)

        lines_to_go = _parse_lines_to_go(d.pop("lines_to_go"))

        test = d.pop("test", UNSET)

        screening_disposition = cls(
            id=id,
            case=case,
            disposition=disposition,
            lines_to_go=lines_to_go,
            test=test,
        )

        screening_disposition.additional_properties = d
        return screening_disposition

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
