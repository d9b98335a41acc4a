from typing import Literal

ListNoticesKind = Literal["consultation", "not_in_force", "notification", "proposal", "rule", "withdrawn"]

LIST_NOTICES_KIND_VALUES: set[ListNoticesKind] = {
    "consultation",
    "not_in_force",
    "notification",
    "proposal",
    "rule",
    "withdrawn",
}


def check_list_notices_kind(value: str) -> ListNoticesKind:
    if value in LIST_NOTICES_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_NOTICES_KIND_VALUES!r}")
