"""What an answer rests on: the lists that the route, or the question, reaches, and the record that names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec import UNSET, UnsetType

from watchlist.engine.answer import Coverage, HeldList, ProposalsCoverage
from watchlist.engine.asof import AsOf, instant
from watchlist.engine.decision.movement import DeclaredMovement
from watchlist.engine.decision.question import Question
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.engine.identification import Dictionary
from watchlist.engine.law import CompiledLaw, CompiledList
from watchlist.engine.reading import DeclaredManifest
from watchlist.engine.texts import gettext_lazy as _
from watchlist.engine.versions import BRANCHES_NOT_HELD, STAGES, engine
from watchlist.engine.vocabulary import Branch

# The conventions of the United Nations reach every route: their tables are always compared.
EVERYWHERE = "UN"


@dataclass(frozen=True, slots=True)
class ListScope:
    """The lists compared for a movement, and the countries and jurisdictions named whose law is not held whole.

    `in_part`: those of them of which something is held.
    """

    lists: frozenset[str]
    not_held: tuple[str, ...]
    in_part: frozenset[str] = frozenset()


def scope_of(
    law: CompiledLaw, question: Question, movement: DeclaredMovement, today: date, *, route_readable: bool
) -> ListScope:
    """Return the lists compared for a movement. A list of no jurisdiction (the controlled drugs) is always compared.

    A route of which a country cannot be read, or an end is not known, picks nothing out: every list is compared. A
    jurisdiction of which only some entries are held is compared, and counts as not held. A country is in a jurisdiction
    where it is on any day of the movement: a state that leaves a union meanwhile is reached by both laws.
    """
    by_country, whole = _jurisdictions_by_country(law, *movement.span(today)), _whole_jurisdictions(law)
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
    jurisdictions = {None, *wanted}
    lists = frozenset(key for key, control_list in law.lists.items() if control_list.jurisdiction in jurisdictions)
    in_part = frozenset(key for key in not_held if key in by_country or key in question.jurisdictions)
    return ListScope(lists, tuple(dict.fromkeys(not_held)), in_part)


def check_jurisdictions(law: CompiledLaw, question: Question) -> None:
    """Raise `CorrectTheQuestion` where the question names a jurisdiction of which no list is held."""
    jurisdictions = {control_list.jurisdiction for control_list in law.lists.values() if control_list.jurisdiction}
    for key in question.jurisdictions:
        if key not in jurisdictions:
            raise CorrectTheQuestion(
                _("no list of %(key)r is held; held are %(held)s."), key=key, held=", ".join(sorted(jurisdictions))
            )


def _jurisdictions_by_country(law: CompiledLaw, first: date, last: date) -> Mapping[str, tuple[str, ...]]:
    """Return the jurisdictions with lists that hold in each country on any day from `first` to `last`."""
    with_lists = {control_list.jurisdiction for control_list in law.lists.values()}
    by_country: dict[str, tuple[str, ...]] = {}
    for key in law.members:
        for country in law.countries(key, first, last) if key in with_lists else ():
            by_country[country] = (*by_country.get(country, ()), key)
    return by_country


def _whole_jurisdictions(law: CompiledLaw) -> frozenset[str]:
    """Return the jurisdictions whose law of precursors is held whole: a part of it never speaks for the rest."""
    precursors = [control_list for control_list in law.lists.values() if control_list.branch == "precursor"]
    partial = {control_list.jurisdiction for control_list in precursors if not control_list.complete}
    return frozenset(filter(None, (control_list.jurisdiction for control_list in precursors))) - partial


def coverage(
    *,
    law: CompiledLaw,
    question: Question,
    lists: Iterable[str],
    days: Sequence[date],
    not_held: Iterable[str],
    manifest: DeclaredManifest,
    dictionary: Dictionary,
    as_of: AsOf,
    proposals: ProposalsCoverage | UnsetType = UNSET,
) -> Coverage:
    """Return the coverage record; `days` are those on which law was asked, `lists` the keys of those compared.

    `as_of`: the day of asking, and the tick as of which law, suppressions and determinations are known.
    """
    compared, today = [law.lists[key] for key in sorted(lists)], as_of.valid_on
    return Coverage(
        as_of=question.as_of or max(days, default=today),
        as_of_range=(min(days), max(days)) if days else (today, today),
        known_at=instant(as_of.known_at),
        jurisdictions=tuple(sorted(set(filter(None, (control_list.jurisdiction for control_list in compared))))),
        not_held=tuple(sorted(set(not_held))),
        branches_not_held=BRANCHES_NOT_HELD,
        stages=STAGES,
        lists=tuple(held_list(control_list, today) for control_list in compared),
        engine=engine(dictionary),
        ignored_columns=manifest.ignored_columns,
        read=manifest.account.as_record(),
        proposals=proposals,
    )


def held_list(control_list: CompiledList, today: date) -> HeldList:
    """Return the record of a list that lines are compared with."""
    return HeldList(
        key=control_list.key,
        title=control_list.title,
        jurisdiction=control_list.jurisdiction,
        branch=Branch.from_text(control_list.branch),
        edition=control_list.edition,
        sha256=control_list.sha256,
        entries=control_list.entries,
        last_verified=control_list.checked_on,
        stale=control_list.is_stale(today),
        confirmed_share=control_list.confirmed_share,
        complete=control_list.complete,
        house=False,
    )
