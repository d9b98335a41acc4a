from typing import Literal

ExpectedEnum = Literal["excluded", "member", "no_core", "outside", "question"]

EXPECTED_ENUM_VALUES: set[ExpectedEnum] = {
    "excluded",
    "member",
    "no_core",
    "outside",
    "question",
}


def check_expected_enum(value: str) -> ExpectedEnum:
    if value in EXPECTED_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EXPECTED_ENUM_VALUES!r}")
