from typing import Literal

SearchGoodsKind = Literal["smarts", "smiles"]

SEARCH_GOODS_KIND_VALUES: set[SearchGoodsKind] = {
    "smarts",
    "smiles",
}


def check_search_goods_kind(value: str) -> SearchGoodsKind:
    if value in SEARCH_GOODS_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SEARCH_GOODS_KIND_VALUES!r}")
