from typing import Literal

GroundRecordKindEnum = Literal[
    "action", "conflict", "error", "evidence", "problem", "request", "route", "shipment_finding", "tier", "verdict"
]

GROUND_RECORD_KIND_ENUM_VALUES: set[GroundRecordKindEnum] = {
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


def check_ground_record_kind_enum(value: str) -> GroundRecordKindEnum:
    if value in GROUND_RECORD_KIND_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {GROUND_RECORD_KIND_ENUM_VALUES!r}")
