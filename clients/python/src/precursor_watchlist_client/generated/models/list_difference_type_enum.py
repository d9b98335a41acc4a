from typing import Literal

ListDifferenceTypeEnum = Literal["list", "scheduling"]

LIST_DIFFERENCE_TYPE_ENUM_VALUES: set[ListDifferenceTypeEnum] = {
    "list",
    "scheduling",
}


def check_list_difference_type_enum(value: str) -> ListDifferenceTypeEnum:
    if value in LIST_DIFFERENCE_TYPE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_DIFFERENCE_TYPE_ENUM_VALUES!r}")
