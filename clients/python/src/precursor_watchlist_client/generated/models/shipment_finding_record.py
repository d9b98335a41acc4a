from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.certainty import Certainty, check_certainty
from ..models.confidence import Confidence, check_confidence
from ..models.effect import Effect, check_effect
from ..models.limit_unit import LimitUnit, check_limit_unit
from ..models.shipment_finding_record_kind_enum import (
    ShipmentFindingRecordKindEnum,
    check_shipment_finding_record_kind_enum,
)
from ..models.shipment_finding_record_met_enum import (
    ShipmentFindingRecordMetEnum,
    check_shipment_finding_record_met_enum,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.decided_total_record import DecidedTotalRecord
    from ..models.parcel_record import ParcelRecord
    from ..models.similar_total_record import SimilarTotalRecord
    from ..models.totalled_party_record import TotalledPartyRecord
    from ..models.unmeasured_record import UnmeasuredRecord


T = TypeVar("T", bound="ShipmentFindingRecord")


@_attrs_define
class ShipmentFindingRecord:
    """A limit that lines reach together: of one transaction, or of a party's period with its stored shipments."""

    id: str
    """ As the conditions of lines point at it. """
    kind: ShipmentFindingRecordKindEnum
    """ What a condition of the law is about.

    * `quantity`: How much one transaction moves.
    * `cumulative_quantity`: How much one party is sent, or sends, over a period. """
    party: TotalledPartyRecord
    """ The party whose total it is: the consignor of an import, else the consignee. """
    jurisdiction: None | str
    """ Whose law it is. """
    list_: str
    """ The key of the list. """
    list_title: str
    """ The title of the list. """
    category: str
    """ The category of the list. """
    entry: str
    """ The key of the entry. """
    substance: str
    """ The listed substance. """
    citation: str
    """ Where the limit stands; empty where that is not known. """
    required: str
    """ As the law puts it. """
    confidence: Confidence
    """ What a fact of the law rests on, the firmest first.

    * `confirmed`: Read in a primary text.
    * `reported`: Read in a secondary text.
    * `unverified`: Not confirmed by any text: it never makes a line controlled, and lowers nothing. """
    period: list[datetime.date]
    """ Its first day, and the first day after it; empty: this shipment alone. """
    total: str
    """ What is surely measured: 0 where no parcel could be, and then nothing is known of it. """
    unit: LimitUnit
    """ In which unit a limit on a sum is stated.

    * `kg`: Kilograms.
    * `l`: Litres.
    * `gal`: Gallons of the United States. """
    limit: str
    """ The limit, in the same unit. """
    met: ShipmentFindingRecordMetEnum
    """ Whether a line meets a condition. It speaks of the condition itself; the effect says what follows.

    * `yes`: The condition is met.
    * `unknown`: What is declared, or what is known here, does not decide it. """
    effect: Effect
    """ What a condition does when it is met.

    * `triggers_duty`: The duty is due; the goods are listed either way.
    * `exempts`: The goods are outside the listing. """
    certainty: Certainty
    """ How sure it is what the goods are, the surest first.

    * `exact`: A known number or name, or a structure as given.
    * `parsed`: Read by nomenclature, or from text without its words of purity, packing and the like.
    * `guess`: Fuzzy, cut off or ambiguous; or the words of a class leave open whether it is inside. """
    parcels: list[ParcelRecord]
    """ What counts, line by line. """
    parcels_left_out: int
    """ How many parcels of the total are too many to list. """
    unmeasured: list[UnmeasuredRecord]
    """ Parcels of which nothing counts. """
    similar_total: None | SimilarTotalRecord
    """ The total with the parties of similar names; null: there are none. """
    explanation: str
    """ The reason, in sentences. """
    lines: list[int]
    """ The numbers of the lines of this shipment. """
    dismissed: int | Unset = UNSET
    """ How many parcels of stored shipments were left out, as people had dismissed them; only where there are any.
    """
    not_moved: int | Unset = UNSET
    """ How many were left out as refused, withdrawn or seized; only where there are any. """
    repeated: int | Unset = UNSET
    """ How many were left out as another shipment with the very same goods counts them; only where there are any.
    """
    decided: DecidedTotalRecord | Unset = UNSET
    """ A total after people's decisions on lines of this shipment. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.similar_total_record import SimilarTotalRecord  # noqa: PLC0415

        id = self.id

        kind: str = self.kind

        party = self.party.to_dict()

        jurisdiction: None | str
        jurisdiction = self.jurisdiction

        list_ = self.list_

        list_title = self.list_title

        category = self.category

        entry = self.entry

        substance = self.substance

        citation = self.citation

        required = self.required

        confidence: str = self.confidence

        period = []
        for period_item_data in self.period:
            period_item = period_item_data.isoformat()
            period.append(period_item)

        total = self.total

        unit: str = self.unit

        limit = self.limit

        met: str = self.met

        effect: str = self.effect

        certainty: str = self.certainty

        parcels = []
        for parcels_item_data in self.parcels:
            parcels_item = parcels_item_data.to_dict()
            parcels.append(parcels_item)

        parcels_left_out = self.parcels_left_out

        unmeasured = []
        for unmeasured_item_data in self.unmeasured:
            unmeasured_item = unmeasured_item_data.to_dict()
            unmeasured.append(unmeasured_item)

        similar_total: dict[str, Any] | None
        if isinstance(self.similar_total, SimilarTotalRecord):
            similar_total = self.similar_total.to_dict()
        else:
            similar_total = self.similar_total

        explanation = self.explanation

        lines = self.lines

        dismissed = self.dismissed

        not_moved = self.not_moved

        repeated = self.repeated

        decided: dict[str, Any] | Unset = UNSET
        if not isinstance(self.decided, Unset):
            decided = self.decided.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "party": party,
                "jurisdiction": jurisdiction,
                "list": list_,
                "list_title": list_title,
                "category": category,
                "entry": entry,
                "substance": substance,
                "citation": citation,
                "required": required,
                "confidence": confidence,
                "period": period,
                "total": total,
                "unit": unit,
                "limit": limit,
                "met": met,
                "effect": effect,
                "certainty": certainty,
                "parcels": parcels,
                "parcels_left_out": parcels_left_out,
                "unmeasured": unmeasured,
                "similar_total": similar_total,
                "explanation": explanation,
                "lines": lines,
            }
        )
        if dismissed is not UNSET:
            field_dict["dismissed"] = dismissed
        if not_moved is not UNSET:
            field_dict["not_moved"] = not_moved
        if repeated is not UNSET:
            field_dict["repeated"] = repeated
        if decided is not UNSET:
            field_dict["decided"] = decided

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.decided_total_record import DecidedTotalRecord  # noqa: PLC0415
        from ..models.parcel_record import ParcelRecord  # noqa: PLC0415
        from ..models.similar_total_record import SimilarTotalRecord  # noqa: PLC0415
        from ..models.totalled_party_record import TotalledPartyRecord  # noqa: PLC0415
        from ..models.unmeasured_record import UnmeasuredRecord  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        kind = check_shipment_finding_record_kind_enum(d.pop("kind"))

        party = TotalledPartyRecord.from_dict(d.pop("party"))

        def _parse_jurisdiction(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        jurisdiction = _parse_jurisdiction(d.pop("jurisdiction"))

        list_ = d.pop("list")

        list_title = d.pop("list_title")

        category = d.pop("category")

        entry = d.pop("entry")

        substance = d.pop("substance")

        citation = d.pop("citation")

        required = d.pop("required")

        confidence = check_confidence(d.pop("confidence"))

        period = []
        _period = d.pop("period")
        for period_item_data in _period:
            period_item = datetime.date.fromisoformat(period_item_data)

            period.append(period_item)

        total = d.pop("total")

        unit = check_limit_unit(d.pop("unit"))

        limit = d.pop("limit")

        met = check_shipment_finding_record_met_enum(d.pop("met"))

        effect = check_effect(d.pop("effect"))

        certainty = check_certainty(d.pop("certainty"))

        parcels = []
        _parcels = d.pop("parcels")
        for parcels_item_data in _parcels:
            parcels_item = ParcelRecord.from_dict(parcels_item_data)

            parcels.append(parcels_item)

        parcels_left_out = d.pop("parcels_left_out")

        unmeasured = []
        _unmeasured = d.pop("unmeasured")
        for unmeasured_item_data in _unmeasured:
            unmeasured_item = UnmeasuredRecord.from_dict(unmeasured_item_data)

            unmeasured.append(unmeasured_item)

        def _parse_similar_total(data: object) -> None | SimilarTotalRecord:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                similar_total_type_0 = SimilarTotalRecord.from_dict(data)

                return similar_total_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimilarTotalRecord, data)

        similar_total = _parse_similar_total(d.pop("similar_total"))

        explanation = d.pop("explanation")

        lines = cast(list[int], d.pop("lines"))

        dismissed = d.pop("dismissed", UNSET)

        not_moved = d.pop("not_moved", UNSET)

        repeated = d.pop("repeated", UNSET)

        _decided = d.pop("decided", UNSET)
        decided: DecidedTotalRecord | Unset
        if isinstance(_decided, Unset):
            decided = UNSET
        else:
            decided = DecidedTotalRecord.from_dict(_decided)

        shipment_finding_record = cls(
            id=id,
            kind=kind,
            party=party,
            jurisdiction=jurisdiction,
            list_=list_,
            list_title=list_title,
            category=category,
            entry=entry,
            substance=substance,
            citation=citation,
            required=required,
            confidence=confidence,
            period=period,
            total=total,
            unit=unit,
            limit=limit,
            met=met,
            effect=effect,
            certainty=certainty,
            parcels=parcels,
            parcels_left_out=parcels_left_out,
            unmeasured=unmeasured,
            similar_total=similar_total,
            explanation=explanation,
            lines=lines,
            dismissed=dismissed,
            not_moved=not_moved,
            repeated=repeated,
            decided=decided,
        )

        shipment_finding_record.additional_properties = d
        return shipment_finding_record

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
