from typing import Literal

ListGroundsKind = Literal[
    "action", "conflict", "error", "evidence", "problem", "request", "route", "shipment_finding", "tier", "verdict"
]

LIST_GROUNDS_KIND_VALUES: set[ListGroundsKind] = {
    "action",
    "conflict",
    "error",
    "evidence",
    "problem",
    "request",
    "route",
    "shipment_finding",
    "tier",
    "verdict",
}


def check_list_grounds_kind(value: str) -> ListGroundsKind:
    if value in LIST_GROUNDS_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_GROUNDS_KIND_VALUES!r}")
