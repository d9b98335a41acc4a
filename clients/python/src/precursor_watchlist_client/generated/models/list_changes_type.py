from typing import Literal

ListChangesType = Literal["class_rule", "instrument", "list", "scheduling", "substance"]

LIST_CHANGES_TYPE_VALUES: set[ListChangesType] = {
    "class_rule",
    "instrument",
    "list",
    "scheduling",
    "substance",
}


def check_list_changes_type(value: str) -> ListChangesType:
    if value in LIST_CHANGES_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_CHANGES_TYPE_VALUES!r}")
