"""Which lists an answer compares: those that the route, or the question, reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from watchlist.engine.decision.movement import Movement
from watchlist.engine.decision.question import Question
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.texts import gettext_lazy as _

# The conventions of the United Nations reach every route: their tables are always compared.
EVERYWHERE = "UN"


@dataclass(frozen=True, slots=True)
class Scope:
    """The lists that bear on one movement, and what it, or the question, names whose law is not held whole."""

    lists: frozenset[str]
    not_held: tuple[str, ...]


def scope_of(law: CompiledLaw, question: Question, movement: Movement, today: date, *, route_readable: bool) -> Scope:
    """Return the lists compared for a movement. A list of no jurisdiction (the controlled drugs) is always compared.

    A route of which a country cannot be read, or an end is not known, picks nothing out: every list is compared. A
    jurisdiction of which only some entries are held is compared, and counts as not held. A country is in a jurisdiction
    where it is on any day of the movement: a state that leaves a union meanwhile is reached by both laws.
    """
    by_country, whole = _held(law, *movement.span(today)), _whole(law)
    not_held = (
        *(country for country in movement.countries if not whole.intersection(by_country.get(country, ()))),
        *(key for key in question.jurisdictions if key not in whole),
    )
    if question.jurisdictions:
        wanted = frozenset(question.jurisdictions)
    elif movement.is_routed and route_readable:
        wanted = frozenset(key for country in movement.countries for key in by_country.get(country, ())) | {EVERYWHERE}
    else:
        wanted = frozenset(law.members)
    lists = frozenset(key for key, of in law.lists.items() if of.jurisdiction is None or of.jurisdiction in wanted)
    return Scope(lists, not_held)


def check(law: CompiledLaw, question: Question) -> None:
    """Raise `CorrectTheQuestion` where the question names a jurisdiction of which no list is held."""
    held = {of.jurisdiction for of in law.lists.values() if of.jurisdiction}
    for key in question.jurisdictions:
        if key not in held:
            raise CorrectTheQuestion(
                _("no list of %(key)r is held; held are %(held)s."), key=key, held=", ".join(sorted(held))
            )


def _held(law: CompiledLaw, first: date, last: date) -> Mapping[str, tuple[str, ...]]:
    """Return the jurisdictions with lists that hold in each country on any day from `first` to `last`."""
    with_lists = {of.jurisdiction for of in law.lists.values()}
    held: dict[str, tuple[str, ...]] = {}
    for key in law.members:
        for country in law.countries(key, first, last) if key in with_lists else ():
            held[country] = (*held.get(country, ()), key)
    return held


def _whole(law: CompiledLaw) -> frozenset[str]:
    """Return the jurisdictions whose law of precursors is held whole: a part of it never speaks for the rest."""
    precursors = [of for of in law.lists.values() if of.branch == "precursor" and of.jurisdiction]
    partial = {of.jurisdiction for of in precursors if not of.complete}
    return frozenset(of.jurisdiction for of in precursors if of.jurisdiction) - partial
