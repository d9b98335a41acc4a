from typing import Literal

Form = Literal[
    "acetal",
    "adduct",
    "amide",
    "carbamate",
    "contained",
    "ester",
    "ether",
    "halide",
    "hydrate",
    "isotopologue",
    "mixture_component",
    "salt",
    "stereoisomer",
]

FORM_VALUES: set[Form] = {
    "acetal",
    "adduct",
    "amide",
    "carbamate",
    "contained",
    "ester",
    "ether",
    "halide",
    "hydrate",
    "isotopologue",
    "mixture_component",
    "salt",
    "stereoisomer",
}


def check_form(value: str) -> Form:
    if value in FORM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FORM_VALUES!r}")
