from typing import Literal

CoverageKind = Literal["coverage"]

COVERAGE_KIND_VALUES: set[CoverageKind] = {
    "coverage",
}


def check_coverage_kind(value: str) -> CoverageKind:
    if value in COVERAGE_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {COVERAGE_KIND_VALUES!r}")
