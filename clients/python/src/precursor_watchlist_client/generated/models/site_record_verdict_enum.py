from typing import Literal

SiteRecordVerdictEnum = Literal["no", "question", "yes"]

SITE_RECORD_VERDICT_ENUM_VALUES: set[SiteRecordVerdictEnum] = {
    "no",
    "question",
    "yes",
}


def check_site_record_verdict_enum(value: str) -> SiteRecordVerdictEnum:
    if value in SITE_RECORD_VERDICT_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SITE_RECORD_VERDICT_ENUM_VALUES!r}")
