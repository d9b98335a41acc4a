from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.certainty import Certainty, check_certainty
from ..models.identity_field import IdentityField, check_identity_field
from ..models.read_by import ReadBy, check_read_by

T = TypeVar("T", bound="ResolutionRecord")


@_attrs_define
class ResolutionRecord:
    """What a declared field was read as, how sure, and by whom."""

    from_: IdentityField
    """ Which declared field says what the goods are.

    * `cas`: The CAS number.
    * `name`: The name.
    * `declaration_elements`: The elements of a Chinese customs declaration.
    * `smiles`: The structure, as SMILES.
    * `inchi`: The structure, as InChI.
    * `inchikey`: The InChIKey.
    * `hs_code`: The code of the Harmonized System.
    * `cn_code`: The code of the Combined Nomenclature.
    * `un_number`: The UN number of dangerous goods.
    * `remarked_cas`: A CAS number among the remarks, or beside an amount or a code.
    * `remarked_goods`: Words or codes of goods among the remarks, or words beside an amount or a code.
    * `comment`: A comment on a cell of the line. """
    value: str
    """ What it says. """
    substance: None | str
    """ The key of a substance of the law; null: it is none. """
    name: str
    """ The name of the substance that was read; empty where it has none. """
    inchikey: None | str
    """ Its InChIKey; empty where it has no structure; null where the line shows nothing, unless asked for. """
    smiles: str
    """ Its structure; empty where it has none. """
    certainty: Certainty
    """ How sure it is what the goods are, the surest first.

    * `exact`: A known number or name, or a structure as given.
    * `parsed`: Read by nomenclature, or from text without its words of purity, packing and the like.
    * `guess`: Fuzzy, cut off or ambiguous; or the words of a class leave open whether it is inside. """
    by: ReadBy
    """ By whom a declared field was resolved to a substance, in the order in which they are asked.

    * `watchlist`: The names, numbers and structures of the law's own substances.
    * `dictionary`: The general dictionary of chemicals of commerce.
    * `nomenclature`: The reading of a systematic name.
    * `structure`: The structure itself. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from_: str = self.from_

        value = self.value

        substance: None | str
        substance = self.substance

        name = self.name

        inchikey: None | str
        inchikey = self.inchikey

        smiles = self.smiles

        certainty: str = self.certainty

        by: str = self.by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "from": from_,
                "value": value,
                "substance": substance,
                "name": name,
                "inchikey": inchikey,
                "smiles": smiles,
                "certainty": certainty,
                "by": by,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        from_ = check_identity_field(d.pop("from"))

        value = d.pop("value")

        def _parse_substance(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        substance = _parse_substance(d.pop("substance"))

        name = d.pop("name")

        def _parse_inchikey(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        inchikey = _parse_inchikey(d.pop("inchikey"))

        smiles = d.pop("smiles")

        certainty = check_certainty(d.pop("certainty"))

        by = check_read_by(d.pop("by"))

        resolution_record = cls(
            from_=from_,
            value=value,
            substance=substance,
            name=name,
            inchikey=inchikey,
            smiles=smiles,
            certainty=certainty,
            by=by,
        )

        resolution_record.additional_properties = d
        return resolution_record

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
