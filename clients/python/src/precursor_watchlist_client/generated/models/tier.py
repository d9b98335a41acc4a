from typing import Literal

Tier = Literal[
    "analogue",
    "announced",
    "class_member",
    "drug_reference",
    "exempt",
    "listed",
    "listed_elsewhere",
    "listed_form",
    "monitored",
    "near_boundary",
]

TIER_VALUES: set[Tier] = {
    "analogue",
    "announced",
    "class_member",
    "drug_reference",
    "exempt",
    "listed",
    "listed_elsewhere",
    "listed_form",
    "monitored",
    "near_boundary",
}


def check_tier(value: str) -> Tier:
    if value in TIER_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TIER_VALUES!r}")
