"""The release of a case as a checklist: which lines may go, what stops the others, and a word on each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from watchlist.cases import (
    ASKS_DOCUMENT,
    CLOSED,
    DISPOSITIONS as DISPOSITION_WORDS,
    HELD,
    LINE_WORDS,
    RELEASES,
    UNDER_AUTHORISATION,
    VIEW,
    WORK,
    Case,
    LineDisposition,
    LinesOutcome,
    LineStanding,
    Obstacle,
    Override,
    counts_by_word,
    counts_text,
    dispose_lines,
    eligible_authorisations,
    line_words_of,
    lines_left,
    obstacles_of,
    spans,
)
from watchlist.engine.errors import CorrectTheQuestion, WatchlistError
from watchlist.engine.law import CompiledList
from watchlist.engine.reports import visible
from watchlist.engine.texts import lowered
from watchlist.law_store import law_known_at
from watchlist.screenings import ScreenedLine, read_line
from watchlist.web import words
from watchlist.web.cases.case_page import papers_of, permissions_of
from watchlist.web.cases.line_numbers import numbers_of, text_of
from watchlist.web.cases.obstacles import OVERRIDES, ObstacleView, obstacle_views
from watchlist.web.cases.words import DISPOSITIONS, case_view
from watchlist.web.form_fields import cleaned, optional_text
from watchlist.web.stored_answers import may_read
from watchlist.web.viewpoint import law_page, reader_of, render_page

MOST_LINES: Final = 40
"""Lines of one group that have a row each; of the others the numbers are told."""


@dataclass(frozen=True, slots=True)
class LineAtGate:
    """A line that something stands in the way of: by its number, name and id; "" where the reader may read no lines."""

    number: int
    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class StoppedLines:
    """Lines that lack the same documents: what each of them lacks, once, and a row for each line.

    `spans` are the numbers of all of them, `more` of those without a row.
    """

    missing: tuple[ObstacleView, ...]
    spans: str
    line_count: int
    lines: tuple[LineAtGate, ...]
    more: str


@dataclass(frozen=True, slots=True)
class OpenDuty:
    """What stands in the way and is no document; `duty` is the key of a duty that is ticked when it is done."""

    view: ObstacleView
    duty: int | None


@dataclass(frozen=True, slots=True)
class WordOnLines:
    """Lines that have a word already: which, and who said it."""

    label: str
    lines: str
    line_count: int
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """The lines of a case without a final word, by their numbers: those that may go, and those that may not.

    `unjudged` are among those that may not. `papers`: the documents under which this holds, by their keys.
    """

    ready: tuple[int, ...]
    blocked: tuple[int, ...]
    unjudged: tuple[int, ...]
    obstacles: tuple[Obstacle, ...]
    papers: tuple[int, ...]

    @property
    def plan(self) -> str:
        """Return what the first button does, in words."""
        if not self.blocked:
            return ngettext("Release %d line", "Release %d lines", len(self.ready)) % len(self.ready)
        return _("Release %(ready)d, hold %(blocked)d") % {"ready": len(self.ready), "blocked": len(self.blocked)}


class LinesForm(forms.Form):
    """A word on lines: the plan of the page, a release past what is missing, one line by a button, or lines by number.

    `ready` and `blocked` are the lines as the page showed them.
    """

    act = optional_text()
    note = optional_text()
    ready = optional_text()
    blocked = optional_text()
    numbers = optional_text()
    word = optional_text()
    override_reason = optional_text()
    override_sentence = optional_text()
    authorisations = forms.Field(required=False, widget=forms.MultipleHiddenInput)


Fields = Mapping[str, Any]


@require_http_methods(["GET", "POST"])
@law_page(VIEW)
def release_page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the checklist of a case, under the documents that the address names; or take a word on lines."""
    case = get_object_or_404(Case.objects.select_related("assignee", "disposition"), pk=pk)
    reader = reader_of(request)
    refused: LinesForm | None = None
    if request.method == "POST":
        if not reader.has_perm(WORK):
            raise PermissionDenied
        refused = LinesForm(request.POST)
        try:
            messages.success(request, _say(case, reader, cleaned(refused)))
        except WatchlistError as error:
            messages.error(request, visible(error.message))
        else:
            return redirect("cases:one" if Case.objects.get(pk=pk).state == CLOSED else "cases:release", pk)
    elif case.state == CLOSED:
        return redirect("cases:one", pk)
    return _visible_lines(request, case, reader, refused)


def _visible_lines(request: HttpRequest, case: Case, reader: User, refused: LinesForm | None) -> HttpResponseBase:
    named = (request.POST if refused else request.GET).getlist("authorisations")
    checklist = checklist_of(case, named)
    reads = may_read(request)
    law = law_known_at()
    return render_page(
        request,
        "case_release.html",
        title=_("Release %(case)s") % {"case": case.number},
        case=case_view(case, reader, words.today()),
        row=case,
        doing=permissions_of(case, reader),
        checklist=checklist,
        ready=spans(checklist.ready),
        ready_text=text_of(checklist.ready),
        blocked_text=text_of(checklist.blocked),
        unjudged=spans(checklist.unjudged),
        obstacles=checklist.obstacles,
        stopped_lines=list(_stopped_lines(case, checklist.obstacles, law.lists, reads=reads)),
        open_duties=_open_duties(checklist.obstacles, law.lists),
        line_dispositions=list(_words_on_lines(case)),
        counts=counts_text(counts_by_word(case)),
        papers=papers_of(case),
        override_reasons=OVERRIDES.items(),
        line_words=[(word, DISPOSITIONS[word]) for word in LINE_WORDS],
        written=refused.data if refused else {},
    )


def checklist_of(case: Case, named: Collection[str] = ()) -> Checklist:
    """Return which lines of a case may go under the documents on file that are named, and what stops the others."""
    keys = {int(key) for key in named if key.isascii() and key.isdigit() and len(key) < 19}
    papers = [row for row in eligible_authorisations(case) if row.pk in keys] if keys else []
    numbers = dict(lines_left(case).values_list("pk", "line__number"))
    judged = LineStanding.Progress.JUDGED
    open_lines = lines_left(case).exclude(verdict="no_match").exclude(standing__standing=judged)
    unjudged = set(open_lines.values_list("line__number", flat=True))
    word = UNDER_AUTHORISATION if papers else RELEASES[0]
    obstacles = obstacles_of(case, word, papers, words.today(), numbers)
    stopped = {line for obstacle in obstacles for line in obstacle.lines}
    if any(not obstacle.lines for obstacle in obstacles):  # what a look-back found is of no line known
        stopped = set(numbers.values())
    blocked = stopped | unjudged
    return Checklist(
        ready=tuple(sorted(set(numbers.values()) - blocked)),
        blocked=tuple(sorted(blocked)),
        unjudged=tuple(sorted(unjudged)),
        obstacles=tuple(obstacles),
        papers=tuple(row.pk for row in papers),
    )


def _stopped_lines(
    case: Case, obstacles: Sequence[Obstacle], lists: Mapping[str, CompiledList], *, reads: bool
) -> Iterator[StoppedLines]:
    """Yield the lines that lack documents, those that lack the same ones together, in the order of their numbers."""
    documents = [obstacle for obstacle in obstacles if obstacle.kind in ASKS_DOCUMENT]
    lacked_by: dict[int, list[int]] = {}
    for at, obstacle in enumerate(documents):
        for number in obstacle.lines:
            lacked_by.setdefault(number, []).append(at)
    groups: dict[tuple[int, ...], list[int]] = {}
    for number, places in sorted(lacked_by.items()):
        groups.setdefault(tuple(places), []).append(number)
    views = obstacle_views(documents, lists)
    with_rows = {number for numbers in groups.values() for number in numbers[:MOST_LINES]}
    lines = {line.number: line for line in _lines_at_gate(case, with_rows, reads=reads)}
    for lacked, numbers in groups.items():
        yield StoppedLines(
            missing=tuple(views[at] for at in lacked),
            spans=spans(numbers),
            line_count=len(numbers),
            lines=tuple(lines[number] for number in numbers[:MOST_LINES]),
            more=spans(numbers[MOST_LINES:]),
        )


def _open_duties(obstacles: Iterable[Obstacle], lists: Mapping[str, CompiledList]) -> list[OpenDuty]:
    """Return the duties to do, the countries to check, and the documents that are of no line known."""
    found = [obstacle for obstacle in obstacles if obstacle.kind not in ASKS_DOCUMENT or not obstacle.lines]
    views = obstacle_views(found, lists)
    return [
        OpenDuty(view, None if obstacle.kind in ASKS_DOCUMENT else obstacle.duty)
        for obstacle, view in zip(found, views, strict=True)
    ]


def _lines_at_gate(case: Case, numbers: Collection[int], *, reads: bool) -> Iterator[LineAtGate]:
    rows = ScreenedLine.objects.filter(screening=case.screening_id, line__number__in=numbers).select_related("line")
    for row in rows:
        fields = read_line(row.record).fields if reads else {}
        name = fields.get("name") or fields.get("cas") or ""
        yield LineAtGate(row.line.number, row.pk, visible(name))


def _words_on_lines(case: Case) -> Iterator[WordOnLines]:
    """Yield the words in effect, those said at once as one, the last first."""
    groups: dict[tuple[object, ...], list[LineDisposition]] = {}
    for row in line_words_of(case).values():
        groups.setdefault((row.word, row.by_id, row.at), []).append(row)
    numbers = dict(ScreenedLine.objects.filter(screening=case.screening_id).values_list("pk", "line__number"))
    for rows in sorted(groups.values(), key=lambda group: group[0].at, reverse=True):
        first = rows[0]
        by = f"{first.by.get_username()}, {words.instant(first.at)}"
        label = str(DISPOSITIONS[first.word])
        lines = spans(numbers[row.screened_line_id] for row in rows)
        yield WordOnLines(label, lines, len(rows), by, visible(first.note))


@transaction.atomic
def _say(case: Case, actor: User, fields: Fields) -> str:
    """Do what the button says, and return a message. Raises what `dispose_lines` raises."""
    act, _sep, rest = fields["act"].partition(" ")
    ready, blocked = numbers_of(fields["ready"]), numbers_of(fields["blocked"])
    if act == "plan":
        unsaid = _without(case, blocked, HELD)
        held_lines = _word(case, actor, fields, HELD, unsaid) if unsaid else None
        released = _release(case, actor, fields, ready) if ready else None
        return _outcome_message(released or held_lines)
    if act == "override":
        return _outcome_message(_release(case, actor, fields, ready | blocked, past=True))
    if act in {HELD, *DISPOSITION_WORDS}:
        return _outcome_message(_word(case, actor, fields, act, numbers_of(rest)))
    if act != "words" or fields["word"] not in LINE_WORDS:
        raise CorrectTheQuestion(gettext_lazy("Choose what became of the lines."))
    chosen = numbers_of(fields["numbers"]) if fields["numbers"].strip() else None
    if fields["word"] in RELEASES:
        return _outcome_message(_release(case, actor, fields, chosen))
    return _outcome_message(_word(case, actor, fields, fields["word"], chosen))


def _release(
    case: Case, actor: User, fields: Fields, lines: Collection[int] | None, *, past: bool = False
) -> LinesOutcome:
    """Release lines, under the documents that are ticked; `past`: with the override that was written."""
    papers = [int(key) for key in fields["authorisations"] if key.isascii() and key.isdigit() and len(key) < 19]
    override = Override(fields["override_reason"], fields["override_sentence"]) if past else None
    word = UNDER_AUTHORISATION if papers else RELEASES[0]
    return dispose_lines(
        case=case,
        lines=lines,
        word=word,
        note=fields["note"],
        actor=actor,
        authorisations=papers,
        override=override,
    )


def _word(case: Case, actor: User, fields: Fields, word: str, lines: Collection[int] | None) -> LinesOutcome:
    return dispose_lines(case=case, lines=lines, word=word, note=fields["note"], actor=actor)


def _without(case: Case, numbers: Iterable[int], word: str) -> set[int]:
    """Return those of some lines that do not have a word yet."""
    rows = LineDisposition.objects.current(case).filter(word=word)
    return set(numbers) - set(rows.values_list("screened_line__line__number", flat=True))


def _outcome_message(outcome: LinesOutcome | None) -> str:
    if outcome is None:
        raise CorrectTheQuestion(gettext_lazy("No line may be released or is to be held back."))
    if outcome.referral is not None:
        number = len(outcome.referral.line_numbers)
        template = ngettext(
            "%d line waits for a second officer: the case stays open until another officer agrees.",
            "%d lines wait for a second officer: the case stays open until another officer agrees.",
            number,
        )
        return template % number
    if outcome.closes is not None:
        return _("The case is closed: %s.") % lowered(DISPOSITIONS[outcome.closes.word])
    label = lowered(DISPOSITIONS[outcome.rows[0].word])
    number = len(outcome.rows)
    return ngettext("%(n)d line: %(word)s.", "%(n)d lines: %(word)s.", number) % {"n": number, "word": label}
