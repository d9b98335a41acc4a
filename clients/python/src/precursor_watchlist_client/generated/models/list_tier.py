from typing import Literal

ListTier = Literal["drug_reference", "listed", "monitored"]

LIST_TIER_VALUES: set[ListTier] = {
    "drug_reference",
    "listed",
    "monitored",
}


def check_list_tier(value: str) -> ListTier:
    if value in LIST_TIER_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_TIER_VALUES!r}")
