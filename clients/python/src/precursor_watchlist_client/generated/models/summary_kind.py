from typing import Literal

SummaryKind = Literal["summary"]

SUMMARY_KIND_VALUES: set[SummaryKind] = {
    "summary",
}


def check_summary_kind(value: str) -> SummaryKind:
    if value in SUMMARY_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SUMMARY_KIND_VALUES!r}")
