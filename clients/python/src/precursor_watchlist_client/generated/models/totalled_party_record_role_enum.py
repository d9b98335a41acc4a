from typing import Literal

TotalledPartyRecordRoleEnum = Literal["consignee", "consignor", "shipment"]

TOTALLED_PARTY_RECORD_ROLE_ENUM_VALUES: set[TotalledPartyRecordRoleEnum] = {
    "consignee",
    "consignor",
    "shipment",
}


def check_totalled_party_record_role_enum(value: str) -> TotalledPartyRecordRoleEnum:
    if value in TOTALLED_PARTY_RECORD_ROLE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TOTALLED_PARTY_RECORD_ROLE_ENUM_VALUES!r}")
