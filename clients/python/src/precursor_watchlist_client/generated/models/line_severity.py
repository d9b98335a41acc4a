from typing import Literal

LineSeverity = Literal["high", "low", "medium", "none"]

LINE_SEVERITY_VALUES: set[LineSeverity] = {
    "high",
    "low",
    "medium",
    "none",
}


def check_line_severity(value: str) -> LineSeverity:
    if value in LINE_SEVERITY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LINE_SEVERITY_VALUES!r}")
