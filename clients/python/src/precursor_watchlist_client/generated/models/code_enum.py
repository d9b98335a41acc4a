from typing import Literal

CodeEnum = Literal["engine", "file", "law", "limits", "stored", "totals"]

CODE_ENUM_VALUES: set[CodeEnum] = {
    "engine",
    "file",
    "law",
    "limits",
    "stored",
    "totals",
}


def check_code_enum(value: str) -> CodeEnum:
    if value in CODE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CODE_ENUM_VALUES!r}")
