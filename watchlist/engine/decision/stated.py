"""What a line states that law measures: by its own fields and, where they are silent, by the words on its name."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from watchlist.engine.identification.records import StrippedWords
from watchlist.engine.reading.characters import fold


def stated_fields(fields: Mapping[str, str], words: Sequence[StrippedWords]) -> dict[str, str]:
    """Return the fields of a line, with the concentration and product form that trade words or the heading state.

    A product form declared in words ("tablets") becomes that of the contract; an unknown one stays as it is.
    """
    merged = dict(fields)
    strengths = [word.text for word in words if word.kind == "concentration"]
    if len(strengths) == 1:  # of several, none is known to be that of the listed one
        merged.setdefault("concentration", strengths[0])
    declared = merged.get("product_form")
    form = _by_word(declared) if declared else _by_words(words) or _by_heading(merged)
    return merged | ({"product_form": form} if form else {})


def _by_words(words: Sequence[StrippedWords]) -> str:
    return next((word.product_form for word in words if word.product_form), "")


def _by_word(declared: str) -> str:
    return _product_forms().get(("word", fold(declared).strip()), declared)


def _by_heading(fields: Mapping[str, str]) -> str:
    code = "".join(filter(str.isdigit, fields.get("cn_code") or fields.get("hs_code") or ""))
    return next((form for n in (6, 4) if (form := _product_forms().get(("heading", code[:n])))), "")


@cache
def _product_forms() -> dict[tuple[str, str], str]:
    with (files("watchlist.engine.decision") / "data" / "product_forms.csv").open(encoding="utf-8") as lines:
        return {(row["by"], fold(row["says"])): row["product_form"] for row in csv.DictReader(lines)}
