from typing import Literal

ConditionKind = Literal["authorisation", "concentration", "cumulative_quantity", "product_form", "quantity"]

CONDITION_KIND_VALUES: set[ConditionKind] = {
    "authorisation",
    "concentration",
    "cumulative_quantity",
    "product_form",
    "quantity",
}


def check_condition_kind(value: str) -> ConditionKind:
    if value in CONDITION_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONDITION_KIND_VALUES!r}")
