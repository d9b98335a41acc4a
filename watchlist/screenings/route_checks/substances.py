"""The substances that a route check is for: as somebody typed them, and as structures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from watchlist.engine.decision import structure_of
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.identification import resolver_of, shared_dictionary
from watchlist.engine.law import CompiledLaw
from watchlist.engine.texts import gettext_lazy as _

CAS: Final = re.compile(r"\d{2,7}-\d\d-\d")
MOST: Final = 100


class CheckedSubstance(msgspec.Struct, frozen=True):
    """One substance: what was typed, and the InChIKey of the parent of its structure."""

    name: str
    inchikey: str


def substances_of(text: str) -> tuple[CheckedSubstance, ...]:
    """Return the stored substances of a check; none: it is for any goods."""
    return tuple(msgspec.json.decode(text, type=list[CheckedSubstance])) if text else ()


def stored_text(substances: Iterable[CheckedSubstance]) -> str:
    """Return substances as the text that is stored, each structure once, in their order."""
    by_key = {substance.inchikey: substance for substance in reversed(list(substances))}
    return msgspec.json.encode(sorted(by_key.values(), key=lambda found: found.name)).decode() if by_key else ""


def read_substances(typed: Iterable[str], law: CompiledLaw) -> tuple[CheckedSubstance, ...]:
    """Return the substances that names or CAS numbers are. Raises `CorrectTheQuestion` for what is not surely one."""
    texts = [text.strip() for text in typed if text.strip()]
    if len(texts) > MOST:
        raise CorrectTheQuestion(_("A check is for %(most)s substances at the most."), most=str(MOST))
    fields = [{"cas" if CAS.fullmatch(text) else "name": text} for text in texts]
    found = []
    for text, item in zip(texts, resolver_of(law, shared_dictionary()).resolve(fields), strict=True):
        keys = {structure_of(read) for read in item.resolutions if read.certainty != "guess"} - {""}
        if len(keys) != 1:
            raise CorrectTheQuestion(
                _("%(text)s is not surely one chemical: give its CAS number, or its name as trade writes it."),
                text=text,
            )
        found.append(CheckedSubstance(text, *keys))
    return tuple(found)
