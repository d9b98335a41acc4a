from typing import Literal

ListManifestsVerdict = Literal["controlled", "no_match", "review", "unresolved"]

LIST_MANIFESTS_VERDICT_VALUES: set[ListManifestsVerdict] = {
    "controlled",
    "no_match",
    "review",
    "unresolved",
}


def check_list_manifests_verdict(value: str) -> ListManifestsVerdict:
    if value in LIST_MANIFESTS_VERDICT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_MANIFESTS_VERDICT_VALUES!r}")
