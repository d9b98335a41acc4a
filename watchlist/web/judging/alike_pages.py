"""Equal lines, judged together: listed with their sum first, then one judgement recorded for each.

Equal are lines of the same goods in law, between the same parties, on the same route.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_GET

from watchlist.cases import (
    CONFIRMED,
    DISMISSED,
    WORK,
    JudgeWhatIsThere,
    case_of,
    decision_on,
    judge_alike,
    left_open,
    positions_to_judge,
)
from watchlist.engine.answer import Line
from watchlist.engine.answer_codec import decode_as
from watchlist.engine.errors import WatchlistError
from watchlist.engine.reports import (
    LONGEST_DECLARED,
    DecisionView,
    all_visible,
    amount,
    clip,
    declared_goods,
    line_view,
    visible,
)
from watchlist.engine.texts import decimal_in_words, lowered
from watchlist.screenings import ScreenedLine, is_sure
from watchlist.web.cases import OFFERED, OFFERED_OF_LAW, OPEN_FIRST, decision_view
from watchlist.web.form_fields import key_in
from watchlist.web.judging.acts import NOTHING_DUE, JudgementForm, line_of
from watchlist.web.judging.findings import bench_of
from watchlist.web.judging.line import undrawn
from watchlist.web.judging.rows import latest_by_line
from watchlist.web.judging.words import JUDGEMENT_LABELS, JudgementView, line_judgement
from watchlist.web.viewpoint import law_page, reader_of, render_page

LISTED: Final = 200
MOST: Final = 500
"""Equal lines judged in one request: each gets its own record, written before the response."""


@dataclass(frozen=True, slots=True)
class AlikeRow:
    """One of the equal lines: its number, what was declared, how much, how far it is judged, and by whom."""

    pk: int
    number: int
    declared: str
    amount: str
    judgement: JudgementView
    decision: DecisionView | None


class AlikeForm(JudgementForm):
    """A word on every finding of equal lines: undecided is said of one finding alone."""

    word = forms.ChoiceField(choices=[(word, word) for word in (CONFIRMED, DISMISSED)])


@require_GET
@law_page(WORK)
def chosen_page(request: HttpRequest) -> HttpResponseBase:
    """Redirect from the line that was chosen to the page of those equal to it."""
    key = key_in(request.GET.get("line", ""))
    if key is None:
        raise Http404("no line was chosen")
    return redirect("judge:alike", line_of(request, key).pk)


@law_page(WORK)
def alike_page(request: HttpRequest, key: int) -> HttpResponseBase:
    """List the lines equal to one, and judge them all at once."""
    row = line_of(request, key)
    if request.method != "POST":
        return render_page(request, "judge_alike.html", **alike_context(request, row))
    form = AlikeForm(request.POST)
    if not form.is_valid():
        raise Http404("no such word")
    word = form.cleaned_data["word"]
    try:
        done = _judge(request, row, form.cleaned_data)
    except WatchlistError as error:
        message = visible(error.message)
        return render_page(request, "judge_alike.html", 422, **alike_context(request, row), refused=message)
    template = ngettext("%(lines)d line: %(word)s.", "%(lines)d lines, a record each: %(word)s.", done)
    label = JUDGEMENT_LABELS["waiting"] if _needs_second_officer(row) and word == DISMISSED else JUDGEMENT_LABELS[word]
    messages.success(request, template % {"lines": done, "word": lowered(label)})
    if done and (left := left_open(_alike(row)).count()):
        messages.info(request, ngettext("%(n)d line is left.", "%(n)d lines are left.", left) % {"n": left})
        return redirect("judge:alike", row.pk)
    return redirect(reverse("admin:watchlist_screening_change", args=[row.screening_id]))


def _judge(request: HttpRequest, row: ScreenedLine, fields: dict[str, Any]) -> int:
    case = case_of(row.screening)
    if case is None or case.screening_id != row.screening_id:
        raise JudgeWhatIsThere(NOTHING_DUE)
    rows = judge_alike(case=case, line=row, actor=reader_of(request), most=MOST, **fields)
    return len({judgement.screened_line_id for judgement in rows})


def alike_context(request: HttpRequest, row: ScreenedLine) -> dict[str, Any]:
    """Return the context of the page of equal lines. Raises `PermissionDenied` where they cannot be judged any more."""
    bench = bench_of(row.screening, reader_of(request))
    if not bench.may_judge:
        raise PermissionDenied
    lines = list(_alike(row).select_related("line").order_by(OPEN_FIRST, "pk")[:MOST])
    number, left = _alike(row).count(), left_open(_alike(row)).count()
    latest = latest_by_line(lines[:LISTED])
    decisions = {line.pk: decision_on(line, latest[line.pk]) for line in lines[:LISTED] if latest[line.pk]}
    records = [decode_as(Line, line.record) for line in lines]
    view = line_view(all_visible(decode_as(Line, row.record)), undrawn)
    return {
        "title": _("Judge equal lines"),
        "row": row,
        "line": view,
        "bench": bench,
        "number": number,
        "at_once": min(left, MOST),
        "rows": [
            AlikeRow(
                line.pk,
                line.line.number,
                clip(visible(declared_goods(record)), LONGEST_DECLARED),
                visible(amount(record)),
                line_judgement(positions_to_judge(line), latest[line.pk]),
                decision_view(decisions.get(line.pk)),
            )
            for line, record in zip(lines[:LISTED], records, strict=False)
        ],
        "more": max(0, number - LISTED),
        "sums": sums([all_visible(record.fields) for record in records]),
        "asks": _needs_second_officer(row),
        "reasons": OFFERED,
        "reasons_of_law": OFFERED_OF_LAW,
        "most": MOST if left > MOST else 0,
    }


def sums(records: Sequence[Mapping[str, str]]) -> list[str]:
    """Return the quantities of the lines summed by unit as written, and how many could not be summed."""
    totals: dict[str, Decimal] = {}
    unread = 0
    for fields in records:
        try:
            amount = Decimal(fields.get("quantity", ""))
        except InvalidOperation:
            unread += 1
        else:
            unit = fields.get("unit", "").strip()
            totals[unit] = totals.get(unit, Decimal(0)) + amount
    sentences = [f"{decimal_in_words(f'{total:f}')} {unit}".strip() for unit, total in totals.items()]
    if unread:
        sentences.append(ngettext("%(n)d quantity not summed", "%(n)d quantities not summed", unread) % {"n": unread})
    return sentences


def _alike(row: ScreenedLine) -> Any:
    lines = ScreenedLine.objects.filter(screening=row.screening_id)
    return lines.filter(likeness=row.likeness) if row.likeness else lines.filter(pk=row.pk)


def _needs_second_officer(row: ScreenedLine) -> bool:
    """Return whether dismissing these lines needs a second officer: where one of their findings is sure law."""
    findings = decode_as(Line, row.record).findings
    return any(
        is_sure(finding) for at in positions_to_judge(row) for finding in ([findings[at]] if at >= 0 else findings)
    )
