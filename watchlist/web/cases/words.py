"""The words in which pages speak of cases: states, deadlines, duties; a case as a row of a table, and its lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from django.contrib.auth.models import User
from django.db.models import Case as Choice, F, Value, When, prefetch_related_objects
from django.http import HttpRequest
from django.utils.text import get_text_list
from django.utils.translation import gettext, gettext_lazy, ngettext

from watchlist import cases
from watchlist.cases import (
    AWAITING,
    CLOSED,
    INVESTIGATING,
    ON_HOLD,
    PENDING,
    Case,
    DutyStatus,
    LineDecision,
    LineStanding,
    Referral,
    counts_by_case,
    decisions_on,
    law_day,
    visible_state,
)
from watchlist.engine.decision import country_in_words
from watchlist.engine.law import CompiledLaw, CompiledList
from watchlist.engine.reports import ACTIONS, DECISIONS, SEVERITIES, VERDICTS, DecisionView, LineView, clip, visible
from watchlist.engine.texts import lowered
from watchlist.engine.vocabulary import DecisionWord
from watchlist.law_store import law_known_at
from watchlist.screenings import Concern, ScreenedLine
from watchlist.web import words
from watchlist.web.concern_words import ConcernPhrase, concern_phrases
from watchlist.web.stored_answers import PLACES, apply_overlays, thumb_view

STATES: Final = {
    PENDING: gettext_lazy("Unassigned"),
    INVESTIGATING: gettext_lazy("Under investigation"),
    ON_HOLD: gettext_lazy("On hold"),
    AWAITING: gettext_lazy("Waits for an authority"),
    CLOSED: gettext_lazy("Closed"),
}
DISPOSITIONS: Final = {word: gettext_lazy(text) for word, text in cases.DISPOSITION_LABELS.items()}
JUDGED: Final = {word: gettext_lazy(text) for word, text in cases.JUDGED_LABELS.items()}
REASONS: Final = {reason: gettext_lazy(text) for reason, text in cases.REASON_LABELS.items()}
OFFERED: Final = tuple((key, reason, REASONS[reason]) for key, reason in enumerate(cases.OFFERED_REASONS, 1))
"""The reasons of a dismissal that pages offer: the key, the stored word and the label of each."""
OFFERED_OF_LAW: Final = tuple(row for row in OFFERED if row[1] in cases.REASONS_OF_LAW)
BARS: Final = {"high": 3, "medium": 2, "low": 1}
SOON: Final = 3
"""Days before a deadline from which on it is marked."""
TOP: Final = 20
LONGEST_NOTE: Final = 1_000
OPEN_FIRST: Final = Choice(
    When(standing__standing=LineStanding.Progress.JUDGED, then=Value(2)),
    When(standing__standing=LineStanding.Progress.WAITING, then=Value(1)),
    default=Value(0),
)

PEOPLE_FIRST: Final = Choice(*(When(verdict=token, then=Value(place)) for token, place in PLACES.items()))


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in words: the day, how far it is, and its mark: late, soon, or none."""

    on: str
    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as one row; `token`, `verdict`, `severity` and `bars` are those of its badge.

    `decided`: how many of its lines have each word of people; `is_dismissed`: every line for a person was dismissed.
    """

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
    decided: str = ""
    is_dismissed: bool = False
    goods: tuple[str, ...] = ()
    more_goods: int = 0
    more_parties: int = 0
    concerns: Sequence[ConcernPhrase] = ()


def due_view(due_on: date | None, today: date) -> Due | None:
    """Return a deadline in words; None for none."""
    if due_on is None:
        return None
    days = (due_on - today).days
    if days < 0:
        return Due(words.day(due_on), ngettext("Overdue by %d day", "Overdue by %d days", -days) % -days, "late")
    text = gettext("today") if days == 0 else ngettext("in %d day", "in %d days", days) % days
    return Due(words.day(due_on), text, "soon" if days <= SOON else "")


def case_view(
    case: Case,
    reader: User,
    today: date,
    *,
    asks_release: bool = False,
    counts: Mapping[DecisionWord, int] | None = None,
    routes: Sequence[str] = (),
    law: CompiledLaw | None = None,
) -> CaseView:
    """Return a case as a row, in the state that its reader may know, with its lines counted by people's words.

    `routes` are countries that are to be checked; `law` is that known now, where it is not given.
    """
    state = visible_state(case, reader)
    state_label = str(STATES[state])
    if case.disposition_id and case.disposition:
        state_label = str(DISPOSITIONS[case.disposition.word])
    return CaseView(
        row=case,
        name=visible(case.title),
        why=words.of_record(ACTIONS, case.action),
        progress=gettext("Its release waits for a second officer") if asks_release else progress(case, routes),
        due=due_view(case.due_on, today),
        token=case.verdict,
        verdict=words.of_record(VERDICTS, case.verdict),
        severity=words.of_record(SEVERITIES, case.severity),
        bars=BARS.get(case.severity, 0),
        state=state,
        state_label=state_label,
        owner=case.assignee.get_username() if case.assignee else "",
        mine=case.assignee_id == reader.pk,
        decided=counts_view(counts or {}),
        goods=(goods := tuple(map(visible, (case.goods or "").splitlines()))),
        more_goods=max(0, (case.goods_count or 0) - len(goods)),
        more_parties=max(0, (case.party_count or 0) - len({case.consignor_id, case.consignee_id} - {None})),
        concerns=concern_phrases(case.concerns, law),
        is_dismissed=(counts or {}).get(DecisionWord.DISMISSED) == case.lines_for_people > 0,
    )


def case_views(found: Iterable[Case], reader: User) -> list[CaseView]:
    """Return cases as rows; those whose release waits for a second officer say so."""
    rows, today = list(found), words.today()
    prefetch_related_objects(rows, "consignor", "consignee")
    referrals = Referral.objects.waiting().filter(case__in=rows, kind=Referral.Kind.RELEASE)
    waiting = set(referrals.order_by().values_list("case_id", flat=True))
    counts = counts_by_case(case.pk for case in rows)
    routes = cases.open_countries(case for case in rows if case.state != CLOSED)
    names_goods = any(Concern.FAR_QUANTITY in (case.concerns or "") for case in rows)
    law = law_known_at() if names_goods else None
    return [
        case_view(
            case,
            reader,
            today,
            asks_release=case.pk in waiting,
            counts=counts.get(case.pk),
            routes=routes.get(case.pk, ()),
            law=law,
        )
        for case in rows
    ]


def progress(case: Case, routes: Sequence[str] = ()) -> str:
    """Return how far a case is judged, in one phrase, and of which countries the law is to be checked."""
    if not routes:
        return _judged(case)
    places = get_text_list([country_in_words(country) for country in routes], gettext("and"))
    task = gettext("Check the law of %(places)s") % {"places": places}
    return f"{_judged(case)} · {task}" if case.lines_for_people else task


def _judged(case: Case) -> str:
    if case.to_judge:
        text = ngettext(
            "%(left)d of %(all)d line to judge", "%(left)d of %(all)d lines to judge", case.lines_for_people
        )
        left = text % {"left": case.to_judge, "all": case.lines_for_people}
        return f"{left}, {_waiting(case)}" if case.lines_waiting else left
    if case.lines_waiting:
        return _waiting(case)
    return gettext("Every line is judged") if case.lines_for_people else gettext("No line is to be judged")


def _waiting(case: Case) -> str:
    text = ngettext("%d line waits for a second officer", "%d lines wait for a second officer", case.lines_waiting)
    return text % case.lines_waiting


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

    @property
    def doubts(self) -> list[str]:
        """Return how far the duties are not confirmed, each word once."""
        found = (view.status.duty.confidence for view in (*self.timed, *self.others, *self.done))
        return sorted({confidence for confidence in found if confidence != "confirmed"})


def duties_view(duties: Iterable[DutyStatus]) -> DutiesView:
    """Return duties in words."""
    law = law_known_at()
    views = [_duty_view(status, law.lists) for status in duties]
    pending = [view for view in views if view.status.is_open]
    return DutiesView(
        timed=tuple(view for view in pending if view.due),
        others=tuple(view for view in pending if not view.due),
        done=tuple(view for view in views if not view.status.is_open),
    )


def _duty_view(status: DutyStatus, lists: Mapping[str, CompiledList]) -> CaseDutyView:
    recorded = f"{status.by.get_username()}, {words.instant(status.at)}" if status.by and status.at else ""
    day = law_day(status.duty) if status.moved else None
    by_law = words.day(day) if day else ""
    due = due_view(status.due_on, words.today()) if status.is_open else None
    control_list = lists.get(status.duty.list_key)
    place = control_list.title if control_list else status.duty.jurisdiction
    return CaseDutyView(status, visible(status.duty.text), place, visible(status.reason), due, by_law, recorded)


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line in words, how far it is judged (`open`, `waiting` or `judged`), and what people made of it."""

    pk: int
    line: LineView
    status: str
    judged: str
    decision: DecisionView | None
    concerns: Sequence[ConcernPhrase]


def line_rows(request: HttpRequest, case: Case, most: int = TOP, only: Collection[int] = ()) -> list[LineRow]:
    """Return the first lines of the case's last screening that need a person; `only`: of those with these numbers.

    Their ids first: a case may hold 100,000 lines, and what is sorted should hold no record of any.
    """
    lines = ScreenedLine.objects.filter(screening=case.screening_id).for_people()
    lines = lines.filter(line__number__in=only) if only else lines
    ordered = lines.order_by(OPEN_FIRST, PEOPLE_FIRST, F("place").asc(nulls_last=True), "pk")
    first = list(ordered.values_list("pk", flat=True)[:most])
    found = ScreenedLine.objects.select_related("line", "standing").in_bulk(first)
    rows = [found[pk] for pk in first]
    for row in rows:
        row.screening = case.screening
    return rows_of(request, rows)


def rows_of(request: HttpRequest, lines: Iterable[ScreenedLine]) -> list[LineRow]:
    """Return some lines as rows."""
    found = list(lines)
    decisions = decisions_on(found)  # by the record as stored: a reader of internal lists is shown another
    apply_overlays(request, found)
    return [_row(line, decisions.get(line.pk)) for line in found]


def _row(line: ScreenedLine, decision: LineDecision | None) -> LineRow:
    line_status = line.standing if hasattr(line, "standing") else None
    judged = ", ".join(str(JUDGED.get(word, word)) for word in line_status.words.split()) if line_status else ""
    status = str(line_status.standing) if line_status else "open"
    concerns = concern_phrases(line.concerns)
    return LineRow(line.pk, thumb_view(line.record), status, judged, decision_view(decision), concerns)


def by_whom(person: User) -> str:
    """Return the name of a person, the reader too: what is on a page is printed, copied and read by others."""
    return visible(person.get_full_name() or person.get_username())


def moment(at: datetime) -> str:
    """Return "09:21 UTC" for an instant of today, else its day with it."""
    return f"{at.astimezone(UTC):%H:%M} UTC" if at.astimezone(UTC).date() == words.today() else words.instant(at)


def decision_view(decision: LineDecision | None) -> DecisionView | None:
    """Return what people made of a line as a page's head says it; None where nobody has judged it."""
    if decision is None:
        return None
    who = ", ".join(map(by_whom, decision.officers))
    if decision.seconds:
        seconds = ", ".join(map(by_whom, decision.seconds))
        who = gettext("%(officers)s, agreed by %(seconds)s") % {"officers": who, "seconds": seconds}
    return DecisionView(
        token=decision.word,
        word=words.of_record(DECISIONS, decision.word),
        about=visible(decision.about),
        who=f"{who}, {words.instant(decision.at)}",  # with its day, today too: a page is printed
        reason=", ".join(str(REASONS[reason]) for reason in decision.reasons),
        note=clip(visible("; ".join(decision.notes)), LONGEST_NOTE),
    )


def counts_view(counts: Mapping[DecisionWord, int]) -> str:
    """Return how many lines are settled or wait, by people's word, in words; how many are left says `progress`."""
    settled = {
        word: number for word, number in counts.items() if word not in (DecisionWord.OPEN, DecisionWord.UNDECIDED)
    }
    return ", ".join(
        gettext("%(number)s %(word)s") % {"number": number, "word": lowered(words.of_record(DECISIONS, word))}
        for word, number in settled.items()
    )
