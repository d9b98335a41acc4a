"""Earlier decisions on the same substance or party, as the page of a line shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _

from watchlist.cases.decisions import EarlierDecision, earlier_decisions
from watchlist.cases.hits import to_judge
from watchlist.cases.judgement_models import THE_LINE
from watchlist.engine.reports.text import clip, visible
from watchlist.screenings.models import ScreenedLine
from watchlist.web import words
from watchlist.web.cases.words import DISPOSITIONS, REASONS
from watchlist.web.judging.words import JUDGEMENT_LABELS, Words, by_whom

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


def earlier_views(row: ScreenedLine, reader: User) -> list[EarlierView]:
    """Return the earlier decisions on the first hit of a line that is judged, and on its parties."""
    return [_view(decision, reader) for decision in earlier_decisions(row, next(iter(to_judge(row)), THE_LINE))]


def _view(decision: EarlierDecision, reader: User) -> EarlierView:
    row = decision.judgement
    amount = " ".join(filter(None, (decision.declared.get("quantity"), decision.declared.get("unit"))))
    goods = next(filter(None, map(decision.declared.get, ("name", "cas", "smiles"))), "")
    return EarlierView(
        state=row.word,
        word=JUDGEMENT_LABELS[row.word],
        on=_on_what(decision),
        what=clip(visible(", ".join(filter(None, (goods, amount)))), LONGEST),
        day=words.day(row.at.date()),
        by=by_whom(row.by, reader),
        case=row.case.number,
        page=reverse("cases:one", args=[row.case_id]),
        disposition=str(DISPOSITIONS.get(decision.disposition, "")).lower(),
        reason=REASONS.get(row.reason, ""),
        note=clip(visible(row.note), LONGEST),
    )


def _on_what(decision: EarlierDecision) -> str:
    if decision.on_substance and decision.on_party:
        return _("this substance, this party")
    return _("this substance") if decision.on_substance else _("this party")
