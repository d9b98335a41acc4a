from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.confidence import Confidence, check_confidence
from ..models.date_precision import DatePrecision, check_date_precision

if TYPE_CHECKING:
    from ..models.cited_record import CitedRecord
    from ..models.legal_condition_record import LegalConditionRecord


T = TypeVar("T", bound="SchedulingRecord")


@_attrs_define
class SchedulingRecord:
    """One period for which an entry stands on a list, [valid_from, valid_until), as the law words it."""

    id: str
    """ stable: the entry, and the event of the law that began the period """
    entry: str
    list_: str
    jurisdiction: None | str
    substance: str
    printed_name: str
    """ the name that the law prints """
    wording: None | str
    """ the law's words """
    reach: list[str]
    """ the forms to which the words extend """
    excepts: list[str]
    """ substances that the words leave out of the reach """
    rule: None | str
    """ the class rule by which the words are read """
    law_code: None | str
    """ the law's own code for the entry """
    code_confidence: Confidence | None
    event: str
    """ how the period began: added, amended or transferred_in """
    valid_from: datetime.date | None
    """ null: the start is not known """
    date_precision: DatePrecision
    """ How exactly the start of a listing is known.

    * `day`: To the day.
    * `year`: To the year: the day is the first on which it may have begun.
    * `unknown`: It is not known: the listing holds on every day before its end. """
    date_confidence: Confidence
    """ What a fact of the law rests on, the firmest first.

    * `confirmed`: Read in a primary text.
    * `reported`: Read in a secondary text.
    * `unverified`: Not confirmed by any text: it never makes a line controlled, and lowers nothing. """
    valid_until: datetime.date | None
    """ the first day without it; null: no end is known """
    decided_on: datetime.date | None
    published_on: datetime.date | None
    """ when the world could know """
    instrument: CitedRecord
    """ The legal act that a scheduling rests on. """
    conditions: list[LegalConditionRecord]
    confidence: Confidence
    """ What a fact of the law rests on, the firmest first.

    * `confirmed`: Read in a primary text.
    * `reported`: Read in a secondary text.
    * `unverified`: Not confirmed by any text: it never makes a line controlled, and lowers nothing. """
    source: None | str
    """ where it was read """
    recorded_at: datetime.datetime
    """ when this was recorded here """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        entry = self.entry

        list_ = self.list_

        jurisdiction: None | str
        jurisdiction = self.jurisdiction

        substance = self.substance

        printed_name = self.printed_name

        wording: None | str
        wording = self.wording

        reach = self.reach

        excepts = self.excepts

        rule: None | str
        rule = self.rule

        law_code: None | str
        law_code = self.law_code

        code_confidence: None | str
        if isinstance(self.code_confidence, str):
            code_confidence = self.code_confidence
        else:
            code_confidence = self.code_confidence

        event = self.event

        valid_from: None | str
        if isinstance(self.valid_from, datetime.date):
            valid_from = self.valid_from.isoformat()
        else:
            valid_from = self.valid_from

        date_precision: str = self.date_precision

        date_confidence: str = self.date_confidence

        valid_until: None | str
        if isinstance(self.valid_until, datetime.date):
            valid_until = self.valid_until.isoformat()
        else:
            valid_until = self.valid_until

        decided_on: None | str
        if isinstance(self.decided_on, datetime.date):
            decided_on = self.decided_on.isoformat()
        else:
            decided_on = self.decided_on

        published_on: None | str
        if isinstance(self.published_on, datetime.date):
            published_on = self.published_on.isoformat()
        else:
            published_on = self.published_on

        instrument = self.instrument.to_dict()

        conditions = []
        for conditions_item_data in self.conditions:
            conditions_item = conditions_item_data.to_dict()
            conditions.append(conditions_item)

        confidence: str = self.confidence

        source: None | str
        source = self.source

        recorded_at = self.recorded_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "entry": entry,
                "list": list_,
                "jurisdiction": jurisdiction,
                "substance": substance,
                "printed_name": printed_name,
                "wording": wording,
                "reach": reach,
                "excepts": excepts,
                "rule": rule,
                "law_code": law_code,
                "code_confidence": code_confidence,
                "event": event,
                "valid_from": valid_from,
                "date_precision": date_precision,
                "date_confidence": date_confidence,
                "valid_until": valid_until,
                "decided_on": decided_on,
                "published_on": published_on,
                "instrument": instrument,
                "conditions": conditions,
                "confidence": confidence,
                "source": source,
                "recorded_at": recorded_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cited_record import CitedRecord  # noqa: PLC0415
        from ..models.legal_condition_record import LegalConditionRecord  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        entry = d.pop("entry")

        list_ = d.pop("list")

        def _parse_jurisdiction(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        jurisdiction = _parse_jurisdiction(d.pop("jurisdiction"))

        substance = d.pop("substance")

        printed_name = d.pop("printed_name")

        def _parse_wording(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        wording = _parse_wording(d.pop("wording"))

        reach = cast(list[str], d.pop("reach"))

        excepts = cast(list[str], d.pop("excepts"))

        def _parse_rule(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        rule = _parse_rule(d.pop("rule"))

        def _parse_law_code(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        law_code = _parse_law_code(d.pop("law_code"))

        def _parse_code_confidence(data: object) -> Confidence | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                code_confidence_type_0 = check_confidence(data)

                return code_confidence_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Confidence | None, data)

        code_confidence = _parse_code_confidence(d.pop("code_confidence"))

        event = d.pop("event")

        def _parse_valid_from(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_from_type_0 = datetime.date.fromisoformat(data)

                return valid_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        valid_from = _parse_valid_from(d.pop("valid_from"))

        date_precision = check_date_precision(d.pop("date_precision"))

        date_confidence = check_confidence(d.pop("date_confidence"))

        def _parse_valid_until(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_until_type_0 = datetime.date.fromisoformat(data)

                return valid_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        valid_until = _parse_valid_until(d.pop("valid_until"))

        def _parse_decided_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                decided_on_type_0 = datetime.date.fromisoformat(data)

                return decided_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        decided_on = _parse_decided_on(d.pop("decided_on"))

        def _parse_published_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                published_on_type_0 = datetime.date.fromisoformat(data)

                return published_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        published_on = _parse_published_on(d.pop("published_on"))

        instrument = CitedRecord.from_dict(d.pop("instrument"))

        conditions = []
        _conditions = d.pop("conditions")
        for conditions_item_data in _conditions:
            conditions_item = LegalConditionRecord.from_dict(conditions_item_data)

            conditions.append(conditions_item)

        confidence = check_confidence(d.pop("confidence"))

        def _parse_source(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        source = _parse_source(d.pop("source"))

        recorded_at = datetime.datetime.fromisoformat(d.pop("recorded_at"))

        scheduling_record = cls(
            id=id,
            entry=entry,
            list_=list_,
            jurisdiction=jurisdiction,
            substance=substance,
            printed_name=printed_name,
            wording=wording,
            reach=reach,
            excepts=excepts,
            rule=rule,
            law_code=law_code,
            code_confidence=code_confidence,
            event=event,
            valid_from=valid_from,
            date_precision=date_precision,
            date_confidence=date_confidence,
            valid_until=valid_until,
            decided_on=decided_on,
            published_on=published_on,
            instrument=instrument,
            conditions=conditions,
            confidence=confidence,
            source=source,
            recorded_at=recorded_at,
        )

        scheduling_record.additional_properties = d
        return scheduling_record

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
