from typing import Literal

SearchSubstancesKind = Literal["smarts", "smiles"]

SEARCH_SUBSTANCES_KIND_VALUES: set[SearchSubstancesKind] = {
    "smarts",
    "smiles",
}


def check_search_substances_kind(value: str) -> SearchSubstancesKind:
    if value in SEARCH_SUBSTANCES_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SEARCH_SUBSTANCES_KIND_VALUES!r}")
