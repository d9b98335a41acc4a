from typing import Literal

CaseLineStandingEnum = Literal["judged", "open", "waiting"]

CASE_LINE_STANDING_ENUM_VALUES: set[CaseLineStandingEnum] = {
    "judged",
    "open",
    "waiting",
}


def check_case_line_standing_enum(value: str) -> CaseLineStandingEnum:
    if value in CASE_LINE_STANDING_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CASE_LINE_STANDING_ENUM_VALUES!r}")
