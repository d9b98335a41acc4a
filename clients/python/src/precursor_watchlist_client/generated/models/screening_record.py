from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.case_of_screening import CaseOfScreening
    from ..models.coverage_record import CoverageRecord
    from ..models.disposition_record import DispositionRecord
    from ..models.line_record import LineRecord
    from ..models.same_goods_record import SameGoodsRecord
    from ..models.summary_record import SummaryRecord


T = TypeVar("T", bound="ScreeningRecord")


@_attrs_define
class ScreeningRecord:
    """A stored screening: what it rests on, a record for each line in the order sent, and the counts."""

    id: None | UUID
    """ null where nothing was stored """
    coverage: CoverageRecord
    """ What the answer rests on: there is no answer without it. """
    lines: list[LineRecord]
    summary: SummaryRecord
    """ The counts of an answer, and what is found of the shipment as a whole. """
    case: CaseOfScreening | None
    """ null: the shipment has none """
    disposition: DispositionRecord
    """ Whether a shipment may go on. House lists change nothing of it. """
    test: bool | Unset = UNSET
    """ only in test mode, where it is true: nothing was compared with law, and nothing is kept """
    same_goods: list[SameGoodsRecord] | Unset = UNSET
    """ only where the very same goods were sent before under another reference """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.case_of_screening import CaseOfScreening  # noqa: PLC0415

        id: None | str
        if isinstance(self.id, UUID):
            id = str(self.id)
        else:
            id = self.id

        coverage = self.coverage.to_dict()

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        summary = self.summary.to_dict()

        case: dict[str, Any] | None
        if isinstance(self.case, CaseOfScreening):
            case = self.case.to_dict()
        else:
            case = self.case

        disposition = self.disposition.to_dict()

        test = self.test

        same_goods: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.same_goods, Unset):
            same_goods = []
            for same_goods_item_data in self.same_goods:
                same_goods_item = same_goods_item_data.to_dict()
                same_goods.append(same_goods_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "coverage": coverage,
                "lines": lines,
                "summary": summary,
                "case": case,
                "disposition": disposition,
            }
        )
        if test is not UNSET:
            field_dict["test"] = test
        if same_goods is not UNSET:
            field_dict["same_goods"] = same_goods

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.case_of_screening import CaseOfScreening  # noqa: PLC0415
        from ..models.coverage_record import CoverageRecord  # noqa: PLC0415
        from ..models.disposition_record import DispositionRecord  # noqa: PLC0415
        from ..models.line_record import LineRecord  # noqa: PLC0415
        from ..models.same_goods_record import SameGoodsRecord  # noqa: PLC0415
        from ..models.summary_record import SummaryRecord  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                id_type_0 = UUID(data)

                return id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        id = _parse_id(d.pop("id"))

        coverage = CoverageRecord.from_dict(d.pop("coverage"))

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = LineRecord.from_dict(lines_item_data)

            lines.append(lines_item)

        summary = SummaryRecord.from_dict(d.pop("summary"))

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

        test = d.pop("test", UNSET)

        _same_goods = d.pop("same_goods", UNSET)
        same_goods: list[SameGoodsRecord] | Unset = UNSET
        if _same_goods is not UNSET:
            same_goods = []
            for same_goods_item_data in _same_goods:
                same_goods_item = SameGoodsRecord.from_dict(same_goods_item_data)

                same_goods.append(same_goods_item)

        screening_record = cls(
            id=id,
            coverage=coverage,
            lines=lines,
            summary=summary,
            case=case,
            disposition=disposition,
            test=test,
            same_goods=same_goods,
        )

        screening_record.additional_properties = d
        return screening_record

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
