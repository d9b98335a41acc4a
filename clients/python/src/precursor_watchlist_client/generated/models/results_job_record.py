from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.job_state import JobState, check_job_state
from ..models.results_format import ResultsFormat, check_results_format

T = TypeVar("T", bound="ResultsJobRecord")


@_attrs_define
class ResultsJobRecord:
    """A file of results that is being made: ask again after `Retry-After` seconds."""

    format_: ResultsFormat
    job: UUID
    state: JobState
    error: None | str
    """ how the last attempt failed, in one sentence """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        format_: str = self.format_

        job = str(self.job)

        state: str = self.state

        error: None | str
        error = self.error

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "format": format_,
                "job": job,
                "state": state,
                "error": error,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        format_ = check_results_format(d.pop("format"))

        job = UUID(d.pop("job"))

        state = check_job_state(d.pop("state"))

        def _parse_error(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        error = _parse_error(d.pop("error"))

        results_job_record = cls(
            format_=format_,
            job=job,
            state=state,
            error=error,
        )

        results_job_record.additional_properties = d
        return results_job_record

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
