"""What is on the horizon of a line, in words: shown where it was asked for, beside what the law says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from watchlist.engine.reports.records import Record
from watchlist.engine.reports.text import clip, day
from watchlist.engine.reports.words import say
from watchlist.engine.texts import gettext_noop as _

NOTICES = {
    "proposal": _("Proposal"),
    "consultation": _("Consultation"),
    "notification": _("Notification"),
    "rule": _("Rule"),
    "not_in_force": _("Not in force"),
    "withdrawn": _("Withdrawn"),
}
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


def were_asked_for(coverage: Record) -> bool:
    """Return whether an answer was asked to name them: a line that then names none has none."""
    return "proposals" in coverage


def proposal_views(line: Record) -> Iterator[ProposalView]:
    """Yield the notices of a line record, in its order."""
    for told in line.get("proposals", ()):
        yield ProposalView(
            told["kind"],
            say(NOTICES, told["kind"]),
            clip(told["title"], LONGEST),
            told["jurisdiction"],
            told["substance"],
            dates(told),
            told["url"] if told["url"].startswith(("https://", "http://")) else "",
        )


def dates(told: Record) -> str:
    """Return "published 3 Feb 2026, comments close 6 Apr 2026", or "" where no day is known."""
    said = (("published", "published_on"), ("comments close", "comments_close_on"), ("effective", "effective_on"))
    return ", ".join(f"{words} {day(told[name])}" for words, name in said if told[name])


def sentence(view: ProposalView) -> str:
    """Return one notice as a table and a sheet say it."""
    said = f"{view.label}, {view.jurisdiction}, on {view.substance}: {view.title}"
    return f"{said} ({view.dates})" if view.dates else said
