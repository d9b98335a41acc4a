from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.job_state import JobState, check_job_state
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.case_of_screening import CaseOfScreening
    from ..models.coverage_record import CoverageRecord
    from ..models.disposition_record import DispositionRecord
    from ..models.links_record import LinksRecord
    from ..models.same_goods_record import SameGoodsRecord
    from ..models.summary_record import SummaryRecord


T = TypeVar("T", bound="ManifestRecord")


@_attrs_define
class ManifestRecord:
    """An uploaded manifest, how far its job is, and once it is done what was said of it as a whole."""

    id: UUID
    """ of the manifest and, once it is done, of its screening """
    job: UUID
    reference: None | str
    source: str
    """ the name of the file, or how it came """
    sha256: str
    """ of the bytes as received """
    received_at: datetime.datetime
    received_by: str
    known_at: datetime.datetime
    """ the law and the shipments known then are compared """
    state: JobState
    stage: None | str
    done: int
    """ lines answered and stored """
    total: int | None
    """ lines of the file; null until it was read """
    error: None | str
    """ how the last attempt failed, in one sentence """
    links: LinksRecord
    """ Where the rest of a manifest is found. """
    coverage: CoverageRecord | None
    """ null until the file was read """
    summary: None | SummaryRecord
    """ null until the job is done """
    case: CaseOfScreening | None
    """ null: the shipment has none """
    disposition: DispositionRecord | None
    """ null until the job is done """
    test: bool | Unset = UNSET
    """ only in test mode, where it is true: nothing was compared with law, and nothing is kept """
    same_goods: list[SameGoodsRecord] | Unset = UNSET
    """ only where the very same goods were sent before under another reference """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.case_of_screening import CaseOfScreening  # noqa: PLC0415
        from ..models.coverage_record import CoverageRecord  # noqa: PLC0415
        from ..models.disposition_record import DispositionRecord  # noqa: PLC0415
        from ..models.summary_record import SummaryRecord  # noqa: PLC0415

        id = str(self.id)

        job = str(self.job)

        reference: None | str
        reference = self.reference

        source = self.source

        sha256 = self.sha256

        received_at = self.received_at.isoformat()

        received_by = self.received_by

        known_at = self.known_at.isoformat()

        state: str = self.state

        stage: None | str
        stage = self.stage

        done = self.done

        total: int | None
        total = self.total

        error: None | str
        error = self.error

        links = self.links.to_dict()

        coverage: dict[str, Any] | None
        if isinstance(self.coverage, CoverageRecord):
            coverage = self.coverage.to_dict()
        else:
            coverage = self.coverage

        summary: dict[str, Any] | None
        if isinstance(self.summary, SummaryRecord):
            summary = self.summary.to_dict()
        else:
            summary = self.summary

        case: dict[str, Any] | None
        if isinstance(self.case, CaseOfScreening):
            case = self.case.to_dict()
        else:
            case = self.case

        disposition: dict[str, Any] | None
        if isinstance(self.disposition, DispositionRecord):
            disposition = self.disposition.to_dict()
        else:
            disposition = self.disposition

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
                "job": job,
                "reference": reference,
                "source": source,
                "sha256": sha256,
                "received_at": received_at,
                "received_by": received_by,
                "known_at": known_at,
                "state": state,
                "stage": stage,
                "done": done,
                "total": total,
                "error": error,
                "links": links,
                "coverage": coverage,
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
        from ..models.links_record import LinksRecord  # noqa: PLC0415
        from ..models.same_goods_record import SameGoodsRecord  # noqa: PLC0415
        from ..models.summary_record import SummaryRecord  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        job = UUID(d.pop("job"))

        def _parse_reference(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reference = _parse_reference(d.pop("reference"))

        source = d.pop("source")

        sha256 = d.pop("sha256")

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        received_by = d.pop("received_by")

        known_at = datetime.datetime.fromisoformat(d.pop("known_at"))

        state = check_job_state(d.pop("state"))

        def _parse_stage(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        stage = _parse_stage(d.pop("stage"))

        done = d.pop("done")

        def _parse_total(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        total = _parse_total(d.pop("total"))

        def _parse_error(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        error = _parse_error(d.pop("error"))

        links = LinksRecord.from_dict(d.pop("links"))

        def _parse_coverage(data: object) -> CoverageRecord | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                coverage_type_0 = CoverageRecord.from_dict(data)

                return coverage_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CoverageRecord | None, data)

        coverage = _parse_coverage(d.pop("coverage"))

        def _parse_summary(data: object) -> None | SummaryRecord:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                summary_type_0 = SummaryRecord.from_dict(data)

                return summary_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SummaryRecord, data)

        summary = _parse_summary(d.pop("summary"))

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

        def _parse_disposition(data: object) -> DispositionRecord | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                disposition_type_0 = DispositionRecord.from_dict(data)

                return disposition_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(DispositionRecord | None, data)

        disposition = _parse_disposition(d.pop("disposition"))

        test = d.pop("test", UNSET)

        _same_goods = d.pop("same_goods", UNSET)
        same_goods: list[SameGoodsRecord] | Unset = UNSET
        if _same_goods is not UNSET:
            same_goods = []
            for same_goods_item_data in _same_goods:
                same_goods_item = SameGoodsRecord.from_dict(same_goods_item_data)

                same_goods.append(same_goods_item)

        manifest_record = cls(
            id=id,
            job=job,
            reference=reference,
            source=source,
            sha256=sha256,
            received_at=received_at,
            received_by=received_by,
            known_at=known_at,
            state=state,
            stage=stage,
            done=done,
            total=total,
            error=error,
            links=links,
            coverage=coverage,
            summary=summary,
            case=case,
            disposition=disposition,
            test=test,
            same_goods=same_goods,
        )

        manifest_record.additional_properties = d
        return manifest_record

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
