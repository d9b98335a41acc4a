"""What is on the horizon of a line, in words: shown where it was asked for, beside what the law says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import UNSET, UnsetType

from watchlist.engine.answer import Coverage, Line, Proposal
from watchlist.engine.reports.records import web_address, where_set
from watchlist.engine.reports.text import clip, day
from watchlist.engine.reports.words import words_for
from watchlist.engine.texts import gettext_lazy, gettext_noop as _

NOTICES = {
    "proposal": _("Proposal"),
    "consultation": _("Consultation"),
    "notification": _("Notification"),
    "rule": _("Rule"),
    "not_in_force": _("Not in force"),
    "withdrawn": _("Withdrawn"),
}
PUBLISHED = gettext_lazy("published %(day)s")
COMMENTS_CLOSE = gettext_lazy("comments close %(day)s")
EFFECTIVE = gettext_lazy("effective %(day)s")
NOT_LAW = "No finding: what is proposed or announced changes no verdict."
LONGEST = 300


class ProposalView(NamedTuple):
    """One notice about the goods of a line; `dates` says what is known of its days."""

    kind: str
    label: str
    title: str
    jurisdiction: str
    substance: str
    dates: str
    url: str


def includes_proposals(coverage: Coverage) -> bool:
    """Return whether an answer names proposals: then a line that names none has none."""
    return coverage.proposals is not UNSET


def notices(coverage: Coverage) -> int:
    """Return how many notices were known; none where they were not asked for."""
    return 0 if isinstance(coverage.proposals, UnsetType) else coverage.proposals.notices


def proposals_of(line: Line) -> tuple[Proposal, ...]:
    """Return the notices about the goods of a line, in its order."""
    return where_set(line.proposals, ())


def proposal_views(line: Line) -> Iterator[ProposalView]:
    """Yield the notices about the goods of a line, in its order."""
    for proposal in proposals_of(line):
        yield ProposalView(
            proposal.kind,
            words_for(NOTICES, proposal.kind),
            clip(proposal.title, LONGEST),
            proposal.jurisdiction,
            proposal.substance,
            dates(proposal),
            web_address(proposal.url),
        )


def dates(proposal: Proposal) -> str:
    """Return "published 3 Feb 2026, comments close 6 Apr 2026", or "" where no day is known."""
    days = (
        (PUBLISHED, proposal.published_on),
        (COMMENTS_CLOSE, proposal.comments_close_on),
        (EFFECTIVE, proposal.effective_on),
    )
    return ", ".join(words.fill(day=day(on)) for words, on in days if on)


def sentence(view: ProposalView) -> str:
    """Return one notice as a table and a sheet say it."""
    subject = f"{view.label}, {view.jurisdiction}, on {view.substance}: {view.title}"
    return f"{subject} ({view.dates})" if view.dates else subject
