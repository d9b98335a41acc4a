from typing import Literal

ShipmentFindingRecordKindEnum = Literal["cumulative_quantity", "quantity"]

SHIPMENT_FINDING_RECORD_KIND_ENUM_VALUES: set[ShipmentFindingRecordKindEnum] = {
    "cumulative_quantity",
    "quantity",
}


def check_shipment_finding_record_kind_enum(value: str) -> ShipmentFindingRecordKindEnum:
    if value in SHIPMENT_FINDING_RECORD_KIND_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SHIPMENT_FINDING_RECORD_KIND_ENUM_VALUES!r}")
