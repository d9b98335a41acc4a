"""The words for what people said of hits: one state a finding, one for a line, each by shape, word and colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.contrib.auth.models import User
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from watchlist.cases.judgement_models import CONFIRMED, DISMISSED, UNDECIDED, Judgement
from watchlist.engine.reports.text import visible
from watchlist.web import words
from watchlist.web.cases.words import JUDGED, REASONS

Words = str | Promise
HELD: Final[Mapping[str, Words]] = {
    **JUDGED,
    UNDECIDED: _("Undecided, to judge"),
    "refused": _("Not dismissed, to judge"),
}
"""What holds of a judgement on the page where it is judged: what is open says so."""
UNDO_WITHIN: Final = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Said:
    """What holds of one position: `state` is open, confirmed, dismissed, waiting or refused; the rest is "" if open."""

    state: str
    word: Words
    by: str = ""
    at: str = ""
    reason: Words = ""
    note: str = ""
    number: int = 0

    @property
    def is_open(self) -> bool:
        """Say whether somebody must judge it."""
        return self.state in ("open", "refused")


TO_JUDGE: Final = Said("open", _("To judge"))


def said_of(row: Judgement | None, reader: User) -> Said:
    """Return what holds of a position in words; `TO_JUDGE` where nobody said anything."""
    if row is None:
        return TO_JUDGE
    holds = row.holds
    return Said(
        state="open" if holds == UNDECIDED else holds,
        word=HELD[holds],
        by=by_whom(row.by, reader),
        at=moment(row.at),
        reason=REASONS.get(row.reason, ""),
        note=visible(row.note),
        number=row.number,
    )


def by_whom(person: User, reader: User) -> str:
    """Return "you", or the name of another."""
    return say("you") if person.pk == reader.pk else visible(person.get_full_name() or person.get_username())


def moment(at: datetime) -> str:
    """Return "09:21 UTC" for an instant of today, else its day with it."""
    return f"{at.astimezone(UTC):%H:%M} UTC" if at.astimezone(UTC).date() == words.today() else words.instant(at)


def line_said(positions: Sequence[int], latest: Mapping[int, Judgement], reader: User) -> Said:
    """Return how far a line is judged, in words: its one judgement, or how many of them there are."""
    said = [said_of(latest.get(at), reader) for at in positions]
    if not said:
        return Said("none", _("none needed"))
    if len({(one.state, one.by) for one in said}) == 1:
        return said[-1]
    decided = sum(one.state in (CONFIRMED, DISMISSED) for one in said)
    if decided == len(said):
        return Said(CONFIRMED, say("Judged"), by=", ".join(dict.fromkeys(one.by for one in said)))
    if not any(one.is_open for one in said):
        return Said("waiting", HELD["waiting"])
    if _open(said) == len(said):
        return TO_JUDGE
    return Said("open", say("%(done)d of %(all)d judged") % {"done": len(said) - _open(said), "all": len(said)})


def group_said(standings: Mapping[str, int], lines: int) -> Said | None:
    """Return how far equal lines are judged where they differ; None where they stand alike."""
    done = standings.get("judged", 0)
    if done in (0, lines):
        return None
    told = ngettext("%(done)d of %(all)d line judged", "%(done)d of %(all)d lines judged", lines)
    return Said("open", told % {"done": done, "all": lines})


def _open(said: Sequence[Said]) -> int:
    return sum(one.is_open for one in said)


def may_undo(row: Judgement | None, reader: User, at: datetime) -> bool:
    """Say whether a reader may take his word back by one key: his own, just said, and nobody else was asked for it."""
    if row is None or row.by_id != reader.pk or row.word == UNDECIDED or row.referral_id:
        return False
    return at - row.at <= UNDO_WITHIN
