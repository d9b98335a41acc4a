from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.branch import Branch, check_branch
from ..models.confidence import Confidence, check_confidence
from ..models.date_precision import DatePrecision, check_date_precision

if TYPE_CHECKING:
    from ..models.instrument_record import InstrumentRecord


T = TypeVar("T", bound="SubstanceScheduling")


@_attrs_define
class SubstanceScheduling:
    """A period for which an entry holds the substance: half-open; an unknown start never says "not yet"."""

    jurisdiction: None | str
    list_: str
    list_title: str
    category: str
    branch: Branch
    """ Which kind of control a list belongs to.

    * `precursor`: Chemicals of which drugs are made.
    * `drug`: Controlled drugs themselves, and classes of them.
    * `surveillance`: Watched by agreement or by the house; no duty of law. """
    entry: str
    tier: str
    """ the tier that the list gives to what it names """
    binds: str
    """ persons, or states """
    printed_name: str
    wording: None | str
    reach: list[str]
    """ the forms that the words extend to """
    rule: None | str
    """ the class rule by which the words are read """
    valid_from: datetime.date | None
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
    """ the first day without it """
    published_on: datetime.date | None
    confidence: Confidence
    """ What a fact of the law rests on, the firmest first.

    * `confirmed`: Read in a primary text.
    * `reported`: Read in a secondary text.
    * `unverified`: Not confirmed by any text: it never makes a line controlled, and lowers nothing. """
    instrument: InstrumentRecord
    """ The legal act that a finding rests on. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        jurisdiction: None | str
        jurisdiction = self.jurisdiction

        list_ = self.list_

        list_title = self.list_title

        category = self.category

        branch: str = self.branch

        entry = self.entry

        tier = self.tier

        binds = self.binds

        printed_name = self.printed_name

        wording: None | str
        wording = self.wording

        reach = self.reach

        rule: None | str
        rule = self.rule

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

        published_on: None | str
        if isinstance(self.published_on, datetime.date):
            published_on = self.published_on.isoformat()
        else:
            published_on = self.published_on

        confidence: str = self.confidence

        instrument = self.instrument.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "jurisdiction": jurisdiction,
                "list": list_,
                "list_title": list_title,
                "category": category,
                "branch": branch,
                "entry": entry,
                "tier": tier,
                "binds": binds,
                "printed_name": printed_name,
                "wording": wording,
                "reach": reach,
                "rule": rule,
                "valid_from": valid_from,
                "date_precision": date_precision,
                "date_confidence": date_confidence,
                "valid_until": valid_until,
                "published_on": published_on,
                "confidence": confidence,
                "instrument": instrument,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.instrument_record import InstrumentRecord  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_jurisdiction(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        jurisdiction = _parse_jurisdiction(d.pop("jurisdiction"))

        list_ = d.pop("list")

        list_title = d.pop("list_title")

        category = d.pop("category")

        branch = check_branch(d.pop("branch"))

        entry = d.pop("entry")

        tier = d.pop("tier")

        binds = d.pop("binds")

        printed_name = d.pop("printed_name")

        def _parse_wording(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        wording = _parse_wording(d.pop("wording"))

        reach = cast(list[str], d.pop("reach"))

        def _parse_rule(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        rule = _parse_rule(d.pop("rule"))

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

        confidence = check_confidence(d.pop("confidence"))

        instrument = InstrumentRecord.from_dict(d.pop("instrument"))

        substance_scheduling = cls(
            jurisdiction=jurisdiction,
            list_=list_,
            list_title=list_title,
            category=category,
            branch=branch,
            entry=entry,
            tier=tier,
            binds=binds,
            printed_name=printed_name,
            wording=wording,
            reach=reach,
            rule=rule,
            valid_from=valid_from,
            date_precision=date_precision,
            date_confidence=date_confidence,
            valid_until=valid_until,
            published_on=published_on,
            confidence=confidence,
            instrument=instrument,
        )

        substance_scheduling.additional_properties = d
        return substance_scheduling

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
