"""The duties of a case in words: those with a day first, those without one and those done folded away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from watchlist.cases.duties import DutyStatus
from watchlist.engine.law.compiled import CompiledList
from watchlist.engine.reports.text import visible
from watchlist.law_store.compile import law_known_at
from watchlist.web import words
from watchlist.web.cases.words import Due, due_view


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty in words; `by_law` is the law's day where a person moved it."""

    standing: DutyStatus
    text: str
    place: str
    reason: str
    due: Due | None
    by_law: str
    said: str


@dataclass(frozen=True, slots=True)
class DutiesView:
    """The duties of a case, in three parts."""

    timed: tuple[DutyView, ...]
    others: tuple[DutyView, ...]
    done: tuple[DutyView, ...]

    @property
    def any(self) -> bool:
        """Say whether there is one."""
        return bool(self.timed or self.others or self.done)


def duties_view(duties: Iterable[DutyStatus]) -> DutiesView:
    """Return duties in words."""
    law = law_known_at()
    views = [_duty(one, law.lists) for one in duties]
    owed = [one for one in views if not one.standing.is_done]
    return DutiesView(
        timed=tuple(one for one in owed if one.due),
        others=tuple(one for one in owed if not one.due),
        done=tuple(one for one in views if one.standing.is_done),
    )


def _duty(one: DutyStatus, lists: Mapping[str, CompiledList]) -> DutyView:
    said = f"{one.by.get_username()}, {words.instant(one.at)}" if one.by and one.at else ""
    by_law = words.day(one.duty.due_on) if one.moved else ""
    due = None if one.is_done else due_view(one.due_on, words.today())
    held = lists.get(one.duty.list_key)
    place = held.title if held else one.duty.jurisdiction
    return DutyView(one, visible(one.duty.text), place, visible(one.reason), due, by_law, said)
