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
class CaseDutyView:
    """A duty in words; `by_law` is the law's day where a person moved it."""

    status: DutyStatus
    text: str
    place: str
    reason: str
    due: Due | None
    by_law: str
    recorded: str


@dataclass(frozen=True, slots=True)
class DutiesView:
    """The duties of a case, in three parts."""

    timed: tuple[CaseDutyView, ...]
    others: tuple[CaseDutyView, ...]
    done: tuple[CaseDutyView, ...]

    @property
    def any(self) -> bool:
        """Say whether there is one."""
        return bool(self.timed or self.others or self.done)


def duties_view(duties: Iterable[DutyStatus]) -> DutiesView:
    """Return duties in words."""
    law = law_known_at()
    views = [_duty(status, law.lists) for status in duties]
    pending = [view for view in views if not view.status.is_done]
    return DutiesView(
        timed=tuple(view for view in pending if view.due),
        others=tuple(view for view in pending if not view.due),
        done=tuple(view for view in views if view.status.is_done),
    )


def _duty(status: DutyStatus, lists: Mapping[str, CompiledList]) -> CaseDutyView:
    recorded = f"{status.by.get_username()}, {words.instant(status.at)}" if status.by and status.at else ""
    by_law = words.day(status.duty.due_on) if status.moved else ""
    due = None if status.is_done else due_view(status.due_on, words.today())
    control_list = lists.get(status.duty.list_key)
    place = control_list.title if control_list else status.duty.jurisdiction
    return CaseDutyView(status, visible(status.duty.text), place, visible(status.reason), due, by_law, recorded)
