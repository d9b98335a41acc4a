from typing import Literal

DismissalReason = Literal[
    "data_error",
    "exempt_product",
    "lawful_use_documented",
    "lawful_use_known",
    "no_such_law_on_route",
    "not_in_that_form",
    "other_substance",
    "wrong_by_name",
    "wrong_by_number",
    "wrong_by_structure",
    "wrong_identification",
]

DISMISSAL_REASON_VALUES: set[DismissalReason] = {
    "data_error",
    "exempt_product",
    "lawful_use_documented",
    "lawful_use_known",
    "no_such_law_on_route",
    "not_in_that_form",
    "other_substance",
    "wrong_by_name",
    "wrong_by_number",
    "wrong_by_structure",
    "wrong_identification",
}


def check_dismissal_reason(value: str) -> DismissalReason:
    if value in DISMISSAL_REASON_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DISMISSAL_REASON_VALUES!r}")
