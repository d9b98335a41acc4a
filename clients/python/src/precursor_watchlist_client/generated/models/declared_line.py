from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="DeclaredLine")


@_attrs_define
class DeclaredLine:
    """One line as declared. Other names are understood as column headers are, and carried through.

    Example:
        {'key': '1', 'name': 'Acetic anhydride', 'cas': '108-24-7', 'quantity': '200', 'unit': 'kg'}

    """

    line: str | Unset = UNSET
    key: str | Unset = UNSET
    name: str | Unset = UNSET
    cas: str | Unset = UNSET
    smiles: str | Unset = UNSET
    inchi: str | Unset = UNSET
    inchikey: str | Unset = UNSET
    hs_code: str | Unset = UNSET
    cn_code: str | Unset = UNSET
    un_number: str | Unset = UNSET
    quantity: str | Unset = UNSET
    unit: str | Unset = UNSET
    concentration: str | Unset = UNSET
    product_form: str | Unset = UNSET
    date: str | Unset = UNSET
    order_date: str | Unset = UNSET
    export_date: str | Unset = UNSET
    arrival_date: str | Unset = UNSET
    operation: str | Unset = UNSET
    role: str | Unset = UNSET
    origin: str | Unset = UNSET
    destination: str | Unset = UNSET
    transit: str | Unset = UNSET
    operator_country: str | Unset = UNSET
    consignor: str | Unset = UNSET
    consignee: str | Unset = UNSET
    remarks: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        line = self.line

        key = self.key

        name = self.name

        cas = self.cas

        smiles = self.smiles

        inchi = self.inchi

        inchikey = self.inchikey

        hs_code = self.hs_code

        cn_code = self.cn_code

        un_number = self.un_number

        quantity = self.quantity

        unit = self.unit

        concentration = self.concentration

        product_form = self.product_form

        date = self.date

        order_date = self.order_date

        export_date = self.export_date

        arrival_date = self.arrival_date

        operation = self.operation

        role = self.role

        origin = self.origin

        destination = self.destination

        transit = self.transit

        operator_country = self.operator_country

        consignor = self.consignor

        consignee = self.consignee

        remarks = self.remarks

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if line is not UNSET:
            field_dict["line"] = line
        if key is not UNSET:
            field_dict["key"] = key
        if name is not UNSET:
            field_dict["name"] = name
        if cas is not UNSET:
            field_dict["cas"] = cas
        if smiles is not UNSET:
            field_dict["smiles"] = smiles
        if inchi is not UNSET:
            field_dict["inchi"] = inchi
        if inchikey is not UNSET:
            field_dict["inchikey"] = inchikey
        if hs_code is not UNSET:
            field_dict["hs_code"] = hs_code
        if cn_code is not UNSET:
            field_dict["cn_code"] = cn_code
        if un_number is not UNSET:
            field_dict["un_number"] = un_number
        if quantity is not UNSET:
            field_dict["quantity"] = quantity
        if unit is not UNSET:
            field_dict["unit"] = unit
        if concentration is not UNSET:
            field_dict["concentration"] = concentration
        if product_form is not UNSET:
            field_dict["product_form"] = product_form
        if date is not UNSET:
            field_dict["date"] = date
        if order_date is not UNSET:
            field_dict["order_date"] = order_date
        if export_date is not UNSET:
            field_dict["export_date"] = export_date
        if arrival_date is not UNSET:
            field_dict["arrival_date"] = arrival_date
        if operation is not UNSET:
            field_dict["operation"] = operation
        if role is not UNSET:
            field_dict["role"] = role
        if origin is not UNSET:
            field_dict["origin"] = origin
        if destination is not UNSET:
            field_dict["destination"] = destination
        if transit is not UNSET:
            field_dict["transit"] = transit
        if operator_country is not UNSET:
            field_dict["operator_country"] = operator_country
        if consignor is not UNSET:
            field_dict["consignor"] = consignor
        if consignee is not UNSET:
            field_dict["consignee"] = consignee
        if remarks is not UNSET:
            field_dict["remarks"] = remarks

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        line = d.pop("line", UNSET)

        key = d.pop("key", UNSET)

        name = d.pop("name", UNSET)

        cas = d.pop("cas", UNSET)

        smiles = d.pop("smiles", UNSET)

        inchi = d.pop("inchi", UNSET)

        inchikey = d.pop("inchikey", UNSET)

        hs_code = d.pop("hs_code", UNSET)

        cn_code = d.pop("cn_code", UNSET)

        un_number = d.pop("un_number", UNSET)

        quantity = d.pop("quantity", UNSET)

        unit = d.pop("unit", UNSET)

        concentration = d.pop("concentration", UNSET)

        product_form = d.pop("product_form", UNSET)

        date = d.pop("date", UNSET)

        order_date = d.pop("order_date", UNSET)

        export_date = d.pop("export_date", UNSET)

        arrival_date = d.pop("arrival_date", UNSET)

        operation = d.pop("operation", UNSET)

        role = d.pop("role", UNSET)

        origin = d.pop("origin", UNSET)

        destination = d.pop("destination", UNSET)

        transit = d.pop("transit", UNSET)

        operator_country = d.pop("operator_country", UNSET)

        consignor = d.pop("consignor", UNSET)

        consignee = d.pop("consignee", UNSET)

        remarks = d.pop("remarks", UNSET)

        declared_line = cls(
            line=line,
            key=key,
            name=name,
            cas=cas,
            smiles=smiles,
            inchi=inchi,
            inchikey=inchikey,
            hs_code=hs_code,
            cn_code=cn_code,
            un_number=un_number,
            quantity=quantity,
            unit=unit,
            concentration=concentration,
            product_form=product_form,
            date=date,
            order_date=order_date,
            export_date=export_date,
            arrival_date=arrival_date,
            operation=operation,
            role=role,
            origin=origin,
            destination=destination,
            transit=transit,
            operator_country=operator_country,
            consignor=consignor,
            consignee=consignee,
            remarks=remarks,
        )

        declared_line.additional_properties = d
        return declared_line

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
