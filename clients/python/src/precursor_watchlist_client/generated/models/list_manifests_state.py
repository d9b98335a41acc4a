from typing import Literal

ListManifestsState = Literal["cancelled", "dead", "done", "failed", "queued", "running"]

LIST_MANIFESTS_STATE_VALUES: set[ListManifestsState] = {
    "cancelled",
    "dead",
    "done",
    "failed",
    "queued",
    "running",
}


def check_list_manifests_state(value: str) -> ListManifestsState:
    if value in LIST_MANIFESTS_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_MANIFESTS_STATE_VALUES!r}")
