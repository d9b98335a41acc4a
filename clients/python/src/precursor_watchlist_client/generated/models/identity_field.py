from typing import Literal

IdentityField = Literal[
    "cas",
    "cn_code",
    "comment",
    "declaration_elements",
    "hs_code",
    "inchi",
    "inchikey",
    "name",
    "remarked_cas",
    "remarked_goods",
    "smiles",
    "un_number",
]

IDENTITY_FIELD_VALUES: set[IdentityField] = {
    "cas",
    "cn_code",
    "comment",
    "declaration_elements",
    "hs_code",
    "inchi",
    "inchikey",
    "name",
    "remarked_cas",
    "remarked_goods",
    "smiles",
    "un_number",
}


def check_identity_field(value: str) -> IdentityField:
    if value in IDENTITY_FIELD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {IDENTITY_FIELD_VALUES!r}")
