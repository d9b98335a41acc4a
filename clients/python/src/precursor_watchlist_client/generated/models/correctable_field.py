from typing import Literal

CorrectableField = Literal[
    "arrival_date",
    "cas",
    "concentration",
    "consignee",
    "consignor",
    "date",
    "export_date",
    "inchi",
    "name",
    "quantity",
    "smiles",
    "unit",
]

CORRECTABLE_FIELD_VALUES: set[CorrectableField] = {
    "arrival_date",
    "cas",
    "concentration",
    "consignee",
    "consignor",
    "date",
    "export_date",
    "inchi",
    "name",
    "quantity",
    "smiles",
    "unit",
}


def check_correctable_field(value: str) -> CorrectableField:
    if value in CORRECTABLE_FIELD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CORRECTABLE_FIELD_VALUES!r}")
