"""Traditional characters of Chinese as simplified ones, by the tables of OpenCC."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any


@lru_cache(65_536)
def in_simplified(text: str) -> str:
    """Return a text with its traditional characters simplified: 鹽酸 as 盐酸."""
    return str(_converter().convert(text))


@cache
def _converter() -> Any:
    from opencc import OpenCC  # noqa: PLC0415 - it reads its tables, and most goods have no such name

    return OpenCC("t2s")
