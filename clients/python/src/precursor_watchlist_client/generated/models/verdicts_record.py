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
    from ..models.line_verdict_record import LineVerdictRecord
    from ..models.verdict_limit_record import VerdictLimitRecord


T = TypeVar("T", bound="VerdictsRecord")


@_attrs_define
class VerdictsRecord:
    """A screening in short (`view=verdict`): what a program acts on. The reasons are in the whole answer."""

    id: None | UUID
    """ null where nothing was stored """
    known_at: str
    """ the instant as of which the law was known """
    lines: list[LineVerdictRecord]
    limits: list[VerdictLimitRecord]
    """ limits that were summed for its parties """
    controlled: int
    review: int
    no_match: int
    unresolved: int
    case: CaseOfScreening | None
    """ null: the shipment has none """
    disposition: DispositionRecord
    """ Whether a shipment may go on. House lists change nothing of it. """
    test: bool | Unset = UNSET
    """ only in test mode, where it is true: nothing was compared with law, and nothing is kept """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.case_of_screening import CaseOfScreening  # noqa: PLC0415

        id: None | str
        if isinstance(self.id, UUID):
            id = str(self.id)
        else:
            id = self.id

        known_at = self.known_at

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        limits = []
        for limits_item_data in self.limits:
            limits_item = limits_item_data.to_dict()
            limits.append(limits_item)

        controlled = self.controlled

        review = self.review

        no_match = self.no_match

        unresolved = self.unresolved

        case: dict[str, Any] | None
        if isinstance(self.case, CaseOfScreening):
            case = self.case.to_dict()
        else:
            case = self.case

        disposition = self.disposition.to_dict()

        test = self.test

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "known_at": known_at,
                "lines": lines,
                "limits": limits,
                "controlled": controlled,
                "review": review,
                "no_match": no_match,
                "unresolved": unresolved,
                "case": case,
                "disposition": disposition,
            }
        )
        if test is not UNSET:
            field_dict["test"] = test

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.case_of_screening import CaseOfScreening  # noqa: PLC0415
        from ..models.disposition_record import DispositionRecord  # noqa: PLC0415
        from ..models.line_verdict_record import LineVerdictRecord  # noqa: PLC0415
        from ..models.verdict_limit_record import VerdictLimitRecord  # noqa: PLC0415

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

        known_at = d.pop("known_at")

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = LineVerdictRecord.from_dict(lines_item_data)

            lines.append(lines_item)

        limits = []
        _limits = d.pop("limits")
        for limits_item_data in _limits:
            limits_item = VerdictLimitRecord.from_dict(limits_item_data)

            limits.append(limits_item)

        controlled = d.pop("controlled")

        review = d.pop("review")

        no_match = d.pop("no_match")

        unresolved = d.pop("unresolved")

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

        verdicts_record = cls(
            id=id,
            known_at=known_at,
            lines=lines,
            limits=limits,
            controlled=controlled,
            review=review,
            no_match=no_match,
            unresolved=unresolved,
            case=case,
            disposition=disposition,
            test=test,
        )

        verdicts_record.additional_properties = d
        return verdicts_record

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
