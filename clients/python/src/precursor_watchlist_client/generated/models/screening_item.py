from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.verdict import Verdict, check_verdict

if TYPE_CHECKING:
    from ..models.case_of_screening import CaseOfScreening
    from ..models.disposition_record import DispositionRecord


T = TypeVar("T", bound="ScreeningItem")


@_attrs_define
class ScreeningItem:
    """A stored screening, in short: its counts as they are for everybody."""

    id: UUID
    reference: None | str
    source: str
    """ the name of the file, or how it came """
    made_at: datetime.datetime
    made_by: str
    known_at: datetime.datetime
    """ of the law that was compared """
    verdict: None | Verdict
    """ the strongest of its lines """
    lines: int
    controlled: int
    review: int
    no_match: int
    unresolved: int
    case: CaseOfScreening | None
    """ null: the shipment has none """
    disposition: DispositionRecord
    """ Whether a shipment may go on. House lists change nothing of it. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.case_of_screening import CaseOfScreening  # noqa: PLC0415

        id = str(self.id)

        reference: None | str
        reference = self.reference

        source = self.source

        made_at = self.made_at.isoformat()

        made_by = self.made_by

        known_at = self.known_at.isoformat()

        verdict: None | str
        if isinstance(self.verdict, str):
            verdict = self.verdict
        else:
            verdict = self.verdict

        lines = self.lines

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

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "reference": reference,
                "source": source,
                "made_at": made_at,
                "made_by": made_by,
                "known_at": known_at,
                "verdict": verdict,
                "lines": lines,
                "controlled": controlled,
                "review": review,
                "no_match": no_match,
                "unresolved": unresolved,
                "case": case,
                "disposition": disposition,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.case_of_screening import CaseOfScreening  # noqa: PLC0415
        from ..models.disposition_record import DispositionRecord  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        def _parse_reference(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reference = _parse_reference(d.pop("reference"))

        source = d.pop("source")

        made_at = datetime.datetime.fromisoformat(d.pop("made_at"))

        made_by = d.pop("made_by")

        known_at = datetime.datetime.fromisoformat(d.pop("known_at"))

        def _parse_verdict(data: object) -> None | Verdict:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                verdict_type_0 = check_verdict(data)

                return verdict_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Verdict, data)

        verdict = _parse_verdict(d.pop("verdict"))

        lines = d.pop("lines")

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

        screening_item = cls(
            id=id,
            reference=reference,
            source=source,
            made_at=made_at,
            made_by=made_by,
            known_at=known_at,
            verdict=verdict,
            lines=lines,
            controlled=controlled,
            review=review,
            no_match=no_match,
            unresolved=unresolved,
            case=case,
            disposition=disposition,
        )

        screening_item.additional_properties = d
        return screening_item

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
