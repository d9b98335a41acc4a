from typing import Literal

ShipmentFindingRecordMetEnum = Literal["unknown", "yes"]

SHIPMENT_FINDING_RECORD_MET_ENUM_VALUES: set[ShipmentFindingRecordMetEnum] = {
    "unknown",
    "yes",
}


def check_shipment_finding_record_met_enum(value: str) -> ShipmentFindingRecordMetEnum:
    if value in SHIPMENT_FINDING_RECORD_MET_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SHIPMENT_FINDING_RECORD_MET_ENUM_VALUES!r}")
