"""Concerns in words, as the desk, cases and lines show them: short phrases, and never a number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _, gettext_lazy

from watchlist.engine.decision import country_in_words
from watchlist.engine.law import CompiledLaw, ranked_lists
from watchlist.engine.reports import field_name
from watchlist.engine.texts import lowered, translated
from watchlist.law_store import law_known_at
from watchlist.screenings import Concern, ConcernFact, read_concerns

CLASSES: Final = (Concern.FIRST_CLASS, Concern.SECOND_CLASS)
LABELS: Final = {
    Concern.FIRST_CLASS: gettext_lazy("First category, or an immediate precursor"),
    Concern.SECOND_CLASS: gettext_lazy("Second category"),
    Concern.CONTRADICTION: gettext_lazy("What is declared contradicts itself"),
    Concern.FAR_QUANTITY: gettext_lazy("Quantity far from the party's history"),
    Concern.NEW_PARTY: gettext_lazy("New party"),
    Concern.NEW_DESTINATION: gettext_lazy("New destination"),
}
"""The kinds, as a filter offers them."""


@dataclass(frozen=True, slots=True)
class ConcernPhrase:
    """One concern in words; `kind` is the word that a filter takes. Words of the law's data are English."""

    kind: str
    text: str

    @property
    def is_of_law(self) -> bool:
        """Say whether the words are the data's: the class of a list."""
        return self.kind in CLASSES


def concern_phrases(stored: str | None, law: CompiledLaw | None = None) -> list[ConcernPhrase]:
    """Return stored concerns in words, the gravest first: of the classes of lists the first, of all else each once.

    `law` names substances: as known now, where none is given; a page of many rows gives it.
    """
    phrases = dict[str, ConcernPhrase]()
    for fact in read_concerns(stored):
        is_far = fact.concern == Concern.FAR_QUANTITY
        text = _far(fact, law or law_known_at()) if is_far else PHRASES[fact.concern](fact)
        phrases.setdefault("class" if fact.concern in CLASSES else text, ConcernPhrase(fact.concern.value, text))
    return list(phrases.values())


def _class(fact: ConcernFact) -> str:
    ranked = ranked_lists().get(fact.about)
    return ranked.words if ranked else fact.about


def _contradiction(fact: ConcernFact) -> str:
    fields = [_within_a_phrase(translated(field_name(field))) for field in fact.about.split()]
    if len(fields) > 1:
        return _("%(fields)s and %(last)s contradict") % {"fields": ", ".join(fields[:-1]), "last": fields[-1]}
    return _("%(field)s is declared twice, and differently") % {"field": fields[0]} if fields else _("contradiction")


def _within_a_phrase(label: str) -> str:
    """Return a label small, but an abbreviation, and in languages that write nouns with a capital."""
    return lowered(label[:1]) + label[1:] if label[1:2].islower() else label


def _far(fact: ConcernFact, law: CompiledLaw | None = None) -> str:
    substance = (law or law_known_at()).substances.get(fact.about)
    return _("far from this party's history of %(substance)s") % {"substance": substance.name if substance else "it"}


def _new_party(fact: ConcernFact) -> str:
    return _("new consignor") if fact.about == "consignor" else _("new consignee")


def _new_destination(fact: ConcernFact) -> str:
    return _("first shipment of it to %(country)s") % {"country": country_in_words(fact.about)}


PHRASES: Final[dict[Concern, Callable[[ConcernFact], str]]] = {
    Concern.FIRST_CLASS: _class,
    Concern.SECOND_CLASS: _class,
    Concern.CONTRADICTION: _contradiction,
    Concern.FAR_QUANTITY: _far,
    Concern.NEW_PARTY: _new_party,
    Concern.NEW_DESTINATION: _new_destination,
}
