from typing import Literal

ReferralRecordKindEnum = Literal["dismissal", "release"]

REFERRAL_RECORD_KIND_ENUM_VALUES: set[ReferralRecordKindEnum] = {
    "dismissal",
    "release",
}


def check_referral_record_kind_enum(value: str) -> ReferralRecordKindEnum:
    if value in REFERRAL_RECORD_KIND_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REFERRAL_RECORD_KIND_ENUM_VALUES!r}")
