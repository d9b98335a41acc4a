"""China's declaration elements: one cell of numbered or labelled parts ("1:丙酮;2:用途:溶剂;13:67-64-1").

The customs administration prescribes for each heading which elements a declaration states, in which order; manifests
copy them as one text. The parts that say which chemical it is are read, each on its own; the rest is left as declared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Final, NamedTuple

from watchlist.engine.host import table
from watchlist.engine.identification.names import Names, first, law_name_as_read, law_name_as_written
from watchlist.engine.identification.parts import ingredients, law_names_among_words
from watchlist.engine.identification.records import Candidate, StrippedWords, in_order
from watchlist.engine.identification.registry_numbers import numbers_within
from watchlist.engine.identification.wordings import visible

LONGEST: Final = 2_000
MOST: Final = 40
"""Elements that one declaration is read of: no heading asks for more."""

LOOSE: Final = (law_name_as_written, law_name_as_read, law_names_among_words)
"""What a part without a label is asked for: it may be a use or a brand, so only what the watchlist holds."""

_BETWEEN = re.compile(r"[;|\n]+")
_FIGURE = re.compile(r"\s*\d\s*")
_NUMBERED = re.compile(r"\s*(?P<number>\d{1,2})\s*[:.、)]\s*(?P<rest>.*)", re.DOTALL)
_LABELLED = re.compile(r"\s*+(?P<label>[^:\d][^:]{0,15}?)\s*+:\s*+(?P<rest>.*)", re.DOTALL)
_SHARE = re.compile(r"[\W\d]+")
"""A composition that names nothing: "≥99.5%"."""
_COMPONENTS = re.compile(r"[,、+/]|\s{2,}")


class DeclarationElement(NamedTuple):
    """One part of a declaration: what its label says it is ("" without a label), and its text."""

    says: str
    text: str


@lru_cache(maxsize=65_536)
def elements_of(text: str) -> tuple[DeclarationElement, ...]:
    """Return the elements of a text; none where it is no list of them.

    A list has at least two numbered or labelled parts, or begins as the customs' form prints it: with the figures for
    the kind of brand and for the preference ("4|3|…").
    """
    parts = [part for part in _BETWEEN.split(visible_elements(text)) if part.strip()][:MOST]
    read = [_element(part) for part in parts]
    marked = sum(1 for element, is_marked in read if is_marked)
    is_printed = len(parts) > 2 and all(map(_FIGURE.fullmatch, parts[:2]))
    return tuple(element for element, _ in read) if marked >= 2 or is_printed else ()


def visible_elements(text: str) -> str:
    """Return the text, full-width signs as plain ones, at most 2,000 characters of it."""
    return "\n".join(visible(line) for line in text[:LONGEST].splitlines())


def _element(part: str) -> tuple[DeclarationElement, bool]:
    numbered = _NUMBERED.fullmatch(part)
    rest = numbered["rest"] if numbered else part
    labelled = _LABELLED.fullmatch(rest)
    says = labels().get(_key(labelled["label"])) if labelled else None
    if labelled and says is not None:
        text = labelled["rest"].strip()
        is_share = says == "composition" and _SHARE.fullmatch(text)
        return DeclarationElement("concentration" if is_share else says, text), True
    return DeclarationElement("", rest.strip()), bool(numbered)


def read_elements(names: Names, text: str) -> tuple[Candidate, ...]:
    """Return what the elements of a text stand for, with the strength and the packing that they state."""
    elements = elements_of(text)
    found = list(dict.fromkeys(candidate for element in elements for candidate in _candidates(names, element)))
    words = tuple(StrippedWords(e.says, e.text) for e in elements if e.says in ("concentration", "packing") and e.text)
    return tuple(replace(candidate, words=(*candidate.words, *words)) for candidate in found)


def _candidates(names: Names, element: DeclarationElement) -> Iterator[Candidate]:
    if element.says in ("nothing", "concentration", "packing") or not element.text:
        return
    numbers = numbers_within(element.text if element.says != "cas" else f"CAS {element.text}")
    for number in numbers:
        yield from names.numbers.look_up(number, "parsed")
    if not numbers and element.says != "cas":
        for candidate in _named(names, element):
            yield candidate if candidate.certainty == "guess" else replace(candidate, certainty="parsed")


def _named(names: Names, element: DeclarationElement) -> tuple[Candidate, ...]:
    if not element.says:
        return first(look_up(names, element.text) for look_up in LOOSE)
    if whole := names.look_up(element.text):
        return whole
    parts = [part.strip() for part in _COMPONENTS.split(element.text) if part.strip()]
    if len(parts) < 2:
        return ingredients(names, element.text)
    return tuple(
        replace(candidate, peeled=in_order((*candidate.peeled, "mixture_component")), inchikey="")
        for part in parts
        for candidate in names.part(part)
    )


def _key(label: str) -> str:
    return "".join(label.casefold().split()).rstrip(".")


@cache
def labels() -> dict[str, str]:
    """Return what each label of data/element_labels.csv says that its element holds."""
    return {_key(row["label"]): row["says"] for row in table("identification", "element_labels.csv")}
