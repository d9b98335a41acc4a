from typing import Literal

Operation = Literal["domestic", "export", "import", "intermediary", "return", "transhipment", "transit"]

OPERATION_VALUES: set[Operation] = {
    "domestic",
    "export",
    "import",
    "intermediary",
    "return",
    "transhipment",
    "transit",
}


def check_operation(value: str) -> Operation:
    if value in OPERATION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OPERATION_VALUES!r}")
