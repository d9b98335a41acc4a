from typing import Literal

ConflictSeverity = Literal["low", "medium"]

CONFLICT_SEVERITY_VALUES: set[ConflictSeverity] = {
    "low",
    "medium",
}


def check_conflict_severity(value: str) -> ConflictSeverity:
    if value in CONFLICT_SEVERITY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONFLICT_SEVERITY_VALUES!r}")
