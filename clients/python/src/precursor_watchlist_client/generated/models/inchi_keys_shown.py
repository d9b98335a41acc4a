from typing import Literal

InchiKeysShown = Literal["all", "shown"]

INCHI_KEYS_SHOWN_VALUES: set[InchiKeysShown] = {
    "all",
    "shown",
}


def check_inchi_keys_shown(value: str) -> InchiKeysShown:
    if value in INCHI_KEYS_SHOWN_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {INCHI_KEYS_SHOWN_VALUES!r}")
