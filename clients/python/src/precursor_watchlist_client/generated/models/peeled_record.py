from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.trade_word_kind import TradeWordKind, check_trade_word_kind

T = TypeVar("T", bound="PeeledRecord")


@_attrs_define
class PeeledRecord:
    """Words taken off a name to read it: strength, grade, packing and the like."""

    kind: TradeWordKind
    """ What words taken off a name say of the goods.

    * `code`: A number of an article, a batch or dangerous goods.
    * `colour`: A colour.
    * `concentration`: A strength or a share.
    * `date`: A date, as of manufacture or expiry.
    * `grade`: A grade: technical, pharmaceutical, food.
    * `hazard`: A class of dangerous goods, a packing group or a warning.
    * `label`: A word that heads a name or ends it: “product:”, “n.o.s.”.
    * `medicine`: A dosage form: tablets, injection.
    * `mixture`: A mixture or a preparation.
    * `packing`: Packages, and what they hold.
    * `purity`: A purity in words.
    * `purpose`: A purpose: for analysis, a sample.
    * `solution`: A solution.
    * `state`: A state: powder, liquid, anhydrous, waste.
    * `trade`: A word of trade: brand, new, in stock.
    * `transport`: Terms of delivery: FOB, CIF. """
    text: str
    """ As they stand in the name: “99.5 % min”. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        text = self.text

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_trade_word_kind(d.pop("kind"))

        text = d.pop("text")

        peeled_record = cls(
            kind=kind,
            text=text,
        )

        peeled_record.additional_properties = d
        return peeled_record

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
