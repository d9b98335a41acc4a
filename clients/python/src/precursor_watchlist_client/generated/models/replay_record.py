from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.cause_record import CauseRecord
    from ..models.difference_record import DifferenceRecord
    from ..models.engine_record import EngineRecord


T = TypeVar("T", bound="ReplayRecord")


@_attrs_define
class ReplayRecord:
    """A screening asked again. With the same engine, nothing differs."""

    id: UUID
    same: bool
    """ every line, and all of them together, are answered as they were """
    lines: int
    known_at: datetime.datetime
    """ of the law that was compared, then and now """
    differences: list[DifferenceRecord]
    coverage_differs: list[str]
    """ fields of the coverage """
    summary_differs: list[str]
    """ fields of the summary """
    engine_differs: list[str]
    """ versions that are others now """
    engine_then: EngineRecord
    """ Every version that the answer depends on beside the law; null is a part that this engine does not have. """
    engine_now: EngineRecord
    """ Every version that the answer depends on beside the law; null is a part that this engine does not have. """
    causes: list[CauseRecord]
    """ each that a difference may have; none where nothing differs """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        same = self.same

        lines = self.lines

        known_at = self.known_at.isoformat()

        differences = []
        for differences_item_data in self.differences:
            differences_item = differences_item_data.to_dict()
            differences.append(differences_item)

        coverage_differs = self.coverage_differs

        summary_differs = self.summary_differs

        engine_differs = self.engine_differs

        engine_then = self.engine_then.to_dict()

        engine_now = self.engine_now.to_dict()

        causes = []
        for causes_item_data in self.causes:
            causes_item = causes_item_data.to_dict()
            causes.append(causes_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "same": same,
                "lines": lines,
                "known_at": known_at,
                "differences": differences,
                "coverage_differs": coverage_differs,
                "summary_differs": summary_differs,
                "engine_differs": engine_differs,
                "engine_then": engine_then,
                "engine_now": engine_now,
                "causes": causes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cause_record import CauseRecord  # noqa: PLC0415
        from ..models.difference_record import DifferenceRecord  # noqa: PLC0415
        from ..models.engine_record import EngineRecord  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        same = d.pop("same")

        lines = d.pop("lines")

        known_at = datetime.datetime.fromisoformat(d.pop("known_at"))

        differences = []
        _differences = d.pop("differences")
        for differences_item_data in _differences:
            differences_item = DifferenceRecord.from_dict(differences_item_data)

            differences.append(differences_item)

        coverage_differs = cast(list[str], d.pop("coverage_differs"))

        summary_differs = cast(list[str], d.pop("summary_differs"))

        engine_differs = cast(list[str], d.pop("engine_differs"))

        engine_then = EngineRecord.from_dict(d.pop("engine_then"))

        engine_now = EngineRecord.from_dict(d.pop("engine_now"))

        causes = []
        _causes = d.pop("causes")
        for causes_item_data in _causes:
            causes_item = CauseRecord.from_dict(causes_item_data)

            causes.append(causes_item)

        replay_record = cls(
            id=id,
            same=same,
            lines=lines,
            known_at=known_at,
            differences=differences,
            coverage_differs=coverage_differs,
            summary_differs=summary_differs,
            engine_differs=engine_differs,
            engine_then=engine_then,
            engine_now=engine_now,
            causes=causes,
        )

        replay_record.additional_properties = d
        return replay_record

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
