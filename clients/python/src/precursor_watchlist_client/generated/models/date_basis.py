from typing import Literal

DateBasis = Literal["arrival", "assumed", "export", "given", "supply", "transit"]

DATE_BASIS_VALUES: set[DateBasis] = {
    "arrival",
    "assumed",
    "export",
    "given",
    "supply",
    "transit",
}


def check_date_basis(value: str) -> DateBasis:
    if value in DATE_BASIS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DATE_BASIS_VALUES!r}")
