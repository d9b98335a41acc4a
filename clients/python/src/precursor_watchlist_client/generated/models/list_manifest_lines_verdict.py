from typing import Literal

ListManifestLinesVerdict = Literal["controlled", "no_match", "review", "unresolved"]

LIST_MANIFEST_LINES_VERDICT_VALUES: set[ListManifestLinesVerdict] = {
    "controlled",
    "no_match",
    "review",
    "unresolved",
}


def check_list_manifest_lines_verdict(value: str) -> ListManifestLinesVerdict:
    if value in LIST_MANIFEST_LINES_VERDICT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_MANIFEST_LINES_VERDICT_VALUES!r}")
