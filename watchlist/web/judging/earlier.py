"""Earlier decisions beside a line, in words: what was said of what, by whom, and what became of the shipment."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as say

from watchlist.cases.decisions import EarlierDecision, earlier_decisions
from watchlist.cases.hits import to_judge
from watchlist.cases.judgement_models import THE_LINE
from watchlist.engine.reports.text import clip, visible
from watchlist.screenings.models import ScreenedLine
from watchlist.web import words
from watchlist.web.cases.words import DISPOSITIONS, REASONS
from watchlist.web.judging.words import HELD, Words, by_whom

LONGEST = 140


@dataclass(frozen=True, slots=True)
class EarlierView:
    """One earlier decision in words; `on` says whether it was of this substance, of this party, or of both."""

    state: str
    word: Words
    on: str
    what: str
    day: str
    by: str
    case: str
    page: str
    disposition: Words
    reason: Words
    note: str


def earlier(row: ScreenedLine, reader: User) -> list[EarlierView]:
    """Return the earlier decisions on the first hit of a line that is judged, and on its parties."""
    return [_view(one, reader) for one in earlier_decisions(row, next(iter(to_judge(row)), THE_LINE))]


def _view(one: EarlierDecision, reader: User) -> EarlierView:
    row = one.judgement
    amount = " ".join(filter(None, (one.declared.get("quantity"), one.declared.get("unit"))))
    named = next(filter(None, map(one.declared.get, ("name", "cas", "smiles"))), "")
    return EarlierView(
        state=row.word,
        word=HELD[row.word],
        on=_on(one),
        what=clip(visible(", ".join(filter(None, (named, amount)))), LONGEST),
        day=words.day(row.at.date()),
        by=by_whom(row.by, reader),
        case=row.case.number,
        page=reverse("cases:one", args=[row.case_id]),
        disposition=str(DISPOSITIONS.get(one.disposition, "")).lower(),
        reason=REASONS.get(row.reason, ""),
        note=clip(visible(row.note), LONGEST),
    )


def _on(one: EarlierDecision) -> str:
    if one.on_substance and one.on_party:
        return say("this substance, this party")
    return say("this substance") if one.on_substance else say("this party")
