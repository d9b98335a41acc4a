from typing import Literal

ListManifestLinesSeverity = Literal["high", "low", "medium", "none"]

LIST_MANIFEST_LINES_SEVERITY_VALUES: set[ListManifestLinesSeverity] = {
    "high",
    "low",
    "medium",
    "none",
}


def check_list_manifest_lines_severity(value: str) -> ListManifestLinesSeverity:
    if value in LIST_MANIFEST_LINES_SEVERITY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_MANIFEST_LINES_SEVERITY_VALUES!r}")
