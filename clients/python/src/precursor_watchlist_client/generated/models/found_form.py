from typing import Literal

FoundForm = Literal[
    "acetal",
    "adduct",
    "amide",
    "carbamate",
    "contained",
    "ester",
    "ether",
    "geometric_isomer",
    "halide",
    "hydrate",
    "isotopologue",
    "mixture_component",
    "optical_isomer",
    "salt",
    "stereo_unspecified",
]

FOUND_FORM_VALUES: set[FoundForm] = {
    "acetal",
    "adduct",
    "amide",
    "carbamate",
    "contained",
    "ester",
    "ether",
    "geometric_isomer",
    "halide",
    "hydrate",
    "isotopologue",
    "mixture_component",
    "optical_isomer",
    "salt",
    "stereo_unspecified",
}


def check_found_form(value: str) -> FoundForm:
    if value in FOUND_FORM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FOUND_FORM_VALUES!r}")
