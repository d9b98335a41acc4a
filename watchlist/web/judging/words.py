"""Judgements in words: one state for each finding, one for a line, each by shape, word and colour; and earlier ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from watchlist.cases import (
    CONFIRMED,
    DISMISSED,
    THE_LINE,
    UNDECIDED,
    EarlierDecision,
    Judgement,
    earlier_decisions,
    positions_to_judge,
)
from watchlist.engine.reports import clip, visible
from watchlist.engine.texts import lowered
from watchlist.screenings import ScreenedLine
from watchlist.web import words
from watchlist.web.cases import DISPOSITIONS, JUDGED, REASONS, by_whom, moment

Words = str | Promise
JUDGEMENT_LABELS: Final[Mapping[str, Words]] = {
    **JUDGED,
    UNDECIDED: gettext_lazy("Undecided, to judge"),
    "refused": gettext_lazy("Not dismissed, to judge"),
}
"""Labels by state of a judgement, on the page where it is judged; open states say so."""
UNDO_WITHIN: Final = timedelta(seconds=10)
LONGEST_EARLIER = 140


@dataclass(frozen=True, slots=True)
class JudgementView:
    """The judgement of a position: `state` is open, confirmed, dismissed, waiting or refused; the rest "" if open."""

    state: str
    word: Words
    by: str = ""
    at: str = ""
    reason: Words = ""
    note: str = ""
    number: int = 0

    @property
    def is_open(self) -> bool:
        """Return whether it is to judge."""
        return self.state in ("open", "refused")


TO_JUDGE: Final = JudgementView("open", gettext_lazy("To judge"))


def judgement_view(row: Judgement | None) -> JudgementView:
    """Return the judgement of a position in words; `TO_JUDGE` where there is none."""
    if row is None:
        return TO_JUDGE
    holds = row.holds
    return JudgementView(
        state="open" if holds == UNDECIDED else holds,
        word=JUDGEMENT_LABELS[holds],
        by=by_whom(row.by),
        at=moment(row.at),
        reason=REASONS.get(row.reason, ""),
        note=visible(row.note),
        number=row.number,
    )


def line_judgement(positions: Sequence[int], latest: Mapping[int, Judgement]) -> JudgementView:
    """Return how far a line is judged, in words: its one judgement, or how many of them there are."""
    judgements = [judgement_view(latest.get(at)) for at in positions]
    if not judgements:
        return JudgementView("none", gettext_lazy("none needed"))
    if len({(judgement.state, judgement.by) for judgement in judgements}) == 1:
        return judgements[-1]
    decided = sum(judgement.state in (CONFIRMED, DISMISSED) for judgement in judgements)
    if decided == len(judgements):
        return JudgementView(
            CONFIRMED, _("Judged"), by=", ".join(dict.fromkeys(judgement.by for judgement in judgements))
        )
    if not any(judgement.is_open for judgement in judgements):
        return JudgementView("waiting", JUDGEMENT_LABELS["waiting"])
    if _open_count(judgements) == len(judgements):
        return TO_JUDGE
    return JudgementView(
        "open",
        _("%(done)d of %(all)d judged") % {"done": len(judgements) - _open_count(judgements), "all": len(judgements)},
    )


def group_judgement(standings: Mapping[str, int], lines: int) -> JudgementView | None:
    """Return how far equal lines are judged; None where they are all in one state."""
    done = standings.get("judged", 0)
    if done in (0, lines):
        return None
    template = ngettext("%(done)d of %(all)d line judged", "%(done)d of %(all)d lines judged", lines)
    return JudgementView("open", template % {"done": done, "all": lines})


def _open_count(judgements: Sequence[JudgementView]) -> int:
    return sum(judgement.is_open for judgement in judgements)


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


def earlier_views(row: ScreenedLine) -> list[EarlierView]:
    """Return the earlier decisions on the first hit of a line that is judged, and on its parties."""
    return [
        _earlier_view(decision) for decision in earlier_decisions(row, next(iter(positions_to_judge(row)), THE_LINE))
    ]


def _earlier_view(decision: EarlierDecision) -> EarlierView:
    row = decision.judgement
    amount = " ".join(filter(None, (decision.declared.get("quantity"), decision.declared.get("unit"))))
    goods = next(filter(None, map(decision.declared.get, ("name", "cas", "smiles"))), "")
    return EarlierView(
        state=row.word,
        word=JUDGEMENT_LABELS[row.word],
        on=_on_what(decision),
        what=clip(visible(", ".join(filter(None, (goods, amount)))), LONGEST_EARLIER),
        day=words.day(row.at.date()),
        by=by_whom(row.by),
        case=row.case.number,
        page=reverse("cases:one", args=[row.case_id]),
        disposition=lowered(DISPOSITIONS.get(decision.disposition, "")),
        reason=REASONS.get(row.reason, ""),
        note=clip(visible(row.note), LONGEST_EARLIER),
    )


def _on_what(decision: EarlierDecision) -> str:
    if decision.on_substance and decision.on_party:
        return _("this substance, this party")
    return _("this substance") if decision.on_substance else _("this party")
