from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.confidence import Confidence, check_confidence

if TYPE_CHECKING:
    from ..models.destination_record import DestinationRecord


T = TypeVar("T", bound="DestinationTableRecord")


@_attrs_define
class DestinationTableRecord:
    """A table of destinations, to which alone a list looks."""

    key: str
    title: str
    citation: str
    complete: bool
    """ false: of a country that is not in it nothing is known """
    confidence: Confidence
    """ What a fact of the law rests on, the firmest first.

    * `confirmed`: Read in a primary text.
    * `reported`: Read in a secondary text.
    * `unverified`: Not confirmed by any text: it never makes a line controlled, and lowers nothing. """
    source: None | str
    """ where it was read """
    places: list[DestinationRecord]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        title = self.title

        citation = self.citation

        complete = self.complete

        confidence: str = self.confidence

        source: None | str
        source = self.source

        places = []
        for places_item_data in self.places:
            places_item = places_item_data.to_dict()
            places.append(places_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "title": title,
                "citation": citation,
                "complete": complete,
                "confidence": confidence,
                "source": source,
                "places": places,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.destination_record import DestinationRecord  # noqa: PLC0415

        d = dict(src_dict)
        key = d.pop("key")

        title = d.pop("title")

        citation = d.pop("citation")

        complete = d.pop("complete")

        confidence = check_confidence(d.pop("confidence"))

        def _parse_source(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        source = _parse_source(d.pop("source"))

        places = []
        _places = d.pop("places")
        for places_item_data in _places:
            places_item = DestinationRecord.from_dict(places_item_data)

            places.append(places_item)

        destination_table_record = cls(
            key=key,
            title=title,
            citation=citation,
            complete=complete,
            confidence=confidence,
            source=source,
            places=places,
        )

        destination_table_record.additional_properties = d
        return destination_table_record

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
