from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.job_state import JobState, check_job_state

if TYPE_CHECKING:
    from ..models.long_replay_record import LongReplayRecord


T = TypeVar("T", bound="ReplayRunRecord")


@_attrs_define
class ReplayRunRecord:
    """A replay, and how far its job is. It is kept for a week."""

    id: UUID
    screening: UUID
    requested_at: datetime.datetime
    requested_by: str
    state: JobState
    error: None | str
    """ how the last attempt failed, in one sentence """
    outcome: LongReplayRecord | None
    """ null until the job is done """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.long_replay_record import LongReplayRecord  # noqa: PLC0415

        id = str(self.id)

        screening = str(self.screening)

        requested_at = self.requested_at.isoformat()

        requested_by = self.requested_by

        state: str = self.state

        error: None | str
        error = self.error

        outcome: dict[str, Any] | None
        if isinstance(self.outcome, LongReplayRecord):
            outcome = self.outcome.to_dict()
        else:
            outcome = self.outcome

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "screening": screening,
                "requested_at": requested_at,
                "requested_by": requested_by,
                "state": state,
                "error": error,
                "outcome": outcome,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.long_replay_record import LongReplayRecord  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        screening = UUID(d.pop("screening"))

        requested_at = datetime.datetime.fromisoformat(d.pop("requested_at"))

        requested_by = d.pop("requested_by")

        state = check_job_state(d.pop("state"))

        def _parse_error(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        error = _parse_error(d.pop("error"))

        def _parse_outcome(data: object) -> LongReplayRecord | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                outcome_type_0 = LongReplayRecord.from_dict(data)

                return outcome_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LongReplayRecord | None, data)

        outcome = _parse_outcome(d.pop("outcome"))

        replay_run_record = cls(
            id=id,
            screening=screening,
            requested_at=requested_at,
            requested_by=requested_by,
            state=state,
            error=error,
            outcome=outcome,
        )

        replay_run_record.additional_properties = d
        return replay_run_record

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
