"""The words in which pages speak of cases: states, dispositions, deadlines, and a case as one row of a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.contrib.auth.models import User
from django.utils.translation import gettext, gettext_lazy, ngettext

from watchlist.cases import labels as said
from watchlist.cases.judgement_models import Referral
from watchlist.cases.models import AWAITING, CLOSED, INVESTIGATING, ON_HOLD, PENDING, Case
from watchlist.cases.rights import visible_state
from watchlist.engine.reports.text import visible
from watchlist.engine.reports.words import ACTIONS, SEVERITIES, VERDICTS
from watchlist.web import words

STATES: Final = {
    PENDING: gettext_lazy("Nobody's yet"),
    INVESTIGATING: gettext_lazy("Under investigation"),
    ON_HOLD: gettext_lazy("On hold"),
    AWAITING: gettext_lazy("Waits for an authority"),
    CLOSED: gettext_lazy("Closed"),
}
DISPOSITIONS: Final = {word: gettext_lazy(text) for word, text in said.DISPOSITIONS.items()}
JUDGED: Final = {word: gettext_lazy(text) for word, text in said.JUDGED.items()}
REASONS: Final = {reason: gettext_lazy(text) for reason, text in said.REASONS.items()}
BARS: Final = {"high": 3, "medium": 2, "low": 1}
SOON: Final = 3
"""Days before a deadline from which on it is marked."""


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in words: the day, how far it is, and its mark: late, soon, or none."""

    on: str
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as one row; `token`, `verdict`, `severity` and `bars` are those of its badge."""

    row: Case
    name: str
    why: str
    progress: str
    due: Due | None
    token: str
    verdict: str
    severity: str
    bars: int
    state: str
    state_label: str
    owner: str
    mine: bool


def written(text: str) -> str:
    """Return what a person wrote, its lines kept, with every hidden character shown."""
    return "\n".join(map(visible, text.splitlines()))


def due_view(due_on: date | None, today: date) -> Due | None:
    """Return a deadline in words; None for none."""
    if due_on is None:
        return None
    days = (due_on - today).days
    if days < 0:
        return Due(words.day(due_on), ngettext("%d day overdue", "%d days overdue", -days) % -days, "late")
    text = gettext("today") if days == 0 else ngettext("in %d day", "in %d days", days) % days
    return Due(words.day(due_on), text, "soon" if days <= SOON else "")


def case_view(case: Case, reader: User, today: date, *, asks_release: bool = False) -> CaseView:
    """Return a case as a row, in the state that its reader may know."""
    state = visible_state(case, reader)
    state_label = str(STATES[state])
    if case.disposition_id and case.disposition:
        state_label = str(DISPOSITIONS[case.disposition.word])
    return CaseView(
        row=case,
        name=visible(case.title),
        why=words.of_record(ACTIONS, case.action),
        progress=gettext("Its release waits for a second officer") if asks_release else progress(case),
        due=due_view(case.due_on, today),
        token=case.verdict,
        verdict=words.of_record(VERDICTS, case.verdict),
        severity=words.of_record(SEVERITIES, case.severity),
        bars=BARS.get(case.severity, 0),
        state=state,
        state_label=state_label,
        owner=case.assignee.get_username() if case.assignee else "",
        mine=case.assignee_id == reader.pk,
    )


def case_views(cases: Iterable[Case], reader: User) -> list[CaseView]:
    """Return cases as rows; those whose release waits for a second officer say so."""
    rows, today = list(cases), words.today()
    referrals = Referral.objects.waiting().filter(case__in=rows, kind=Referral.Kind.RELEASE)
    waiting = set(referrals.order_by().values_list("case_id", flat=True))
    return [case_view(case, reader, today, asks_release=case.pk in waiting) for case in rows]


def progress(case: Case) -> str:
    """Return how far a case is judged, in one phrase."""
    if case.to_judge:
        text = ngettext(
            "%(left)d of %(all)d line to judge", "%(left)d of %(all)d lines to judge", case.lines_for_people
        )
        return text % {"left": case.to_judge, "all": case.lines_for_people}
    if case.lines_waiting:
        text = ngettext("%d line waits for a second officer", "%d lines wait for a second officer", case.lines_waiting)
        return text % case.lines_waiting
    return gettext("Every line is judged")
