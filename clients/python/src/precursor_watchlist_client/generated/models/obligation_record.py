from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.action import Action, check_action
from ..models.confidence import Confidence, check_confidence

if TYPE_CHECKING:
    from ..models.clock_record import ClockRecord


T = TypeVar("T", bound="ObligationRecord")


@_attrs_define
class ObligationRecord:
    """A duty that a list lays on those who move its goods, on [since, until)."""

    operations: list[str]
    """ none: every operation """
    destinations: None | str
    """ the table of the destinations it is due for """
    action: Action
    """ What the law asks next, the strongest first: what is not known to be due may be due, and so ranks above
    records.

    The action of a duty is never `none_known`.

    * `hold`: The law asks that the goods be held; or they are a controlled drug, whose own law must be asked.
    * `authorise`: An authorisation, a licence or a permit is due.
    * `notify`: A notice to an authority is due.
    * `unknown`: What is due depends on facts that are not given, or on law that was not read.
    * `record`: Records are due.
    * `none_known`: No duty is known to be due. """
    text: str
    since: datetime.date | None
    until: datetime.date | None
    clock: ClockRecord | None
    citation: str
    confidence: Confidence
    """ What a fact of the law rests on, the firmest first.

    * `confirmed`: Read in a primary text.
    * `reported`: Read in a secondary text.
    * `unverified`: Not confirmed by any text: it never makes a line controlled, and lowers nothing. """
    source: None | str
    """ where it was read """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.clock_record import ClockRecord  # noqa: PLC0415

        operations = self.operations

        destinations: None | str
        destinations = self.destinations

        action: str = self.action

        text = self.text

        since: None | str
        if isinstance(self.since, datetime.date):
            since = self.since.isoformat()
        else:
            since = self.since

        until: None | str
        if isinstance(self.until, datetime.date):
            until = self.until.isoformat()
        else:
            until = self.until

        clock: dict[str, Any] | None
        if isinstance(self.clock, ClockRecord):
            clock = self.clock.to_dict()
        else:
            clock = self.clock

        citation = self.citation

        confidence: str = self.confidence

        source: None | str
        source = self.source

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "operations": operations,
                "destinations": destinations,
                "action": action,
                "text": text,
                "since": since,
                "until": until,
                "clock": clock,
                "citation": citation,
                "confidence": confidence,
                "source": source,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.clock_record import ClockRecord  # noqa: PLC0415

        d = dict(src_dict)
        operations = cast(list[str], d.pop("operations"))

        def _parse_destinations(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        destinations = _parse_destinations(d.pop("destinations"))

        action = check_action(d.pop("action"))

        text = d.pop("text")

        def _parse_since(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                since_type_0 = datetime.date.fromisoformat(data)

                return since_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        since = _parse_since(d.pop("since"))

        def _parse_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                until_type_0 = datetime.date.fromisoformat(data)

                return until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        until = _parse_until(d.pop("until"))

        def _parse_clock(data: object) -> ClockRecord | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                clock_type_0 = ClockRecord.from_dict(data)

                return clock_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ClockRecord | None, data)

        clock = _parse_clock(d.pop("clock"))

        citation = d.pop("citation")

        confidence = check_confidence(d.pop("confidence"))

        def _parse_source(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        source = _parse_source(d.pop("source"))

        obligation_record = cls(
            operations=operations,
            destinations=destinations,
            action=action,
            text=text,
            since=since,
            until=until,
            clock=clock,
            citation=citation,
            confidence=confidence,
            source=source,
        )

        obligation_record.additional_properties = d
        return obligation_record

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
