"""By which acts a row stands or ended: what the historical note of its schedule, or the words of a repeal, cite."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element

from watchlist.list_updates.connectors.justice_laws.document import day
from watchlist.list_updates.connectors.justice_laws.layout import attribute, line
from watchlist.list_updates.errors import LayoutChanged

CITED: Final = re.compile(
    r"(?P<act>(?:SOR|SI|DORS|TR)/\d{2,4}-\d+|\d{4}, (?:c|ch)\. \d+)(?:, (?:ss?|Sch|art|ann)\. [^;\[\]]+)?"
)
REPEAL: Final = re.compile(r"\[(?:Repealed|Abrogée?), (?P<citation>[^\[\]]+)\]")
REPEALED: Final = re.compile(r"\[(?:Repealed|Abrogée?)\b")
OTHER_LANGUAGE: Final = {"en": "(F)", "fr": "(A)"}
"""The mark of an amendment to the other version of the text alone."""


@dataclass(frozen=True, slots=True)
class InForceSince:
    """Since when an element reads as it does, and when the act that says so was made, where that is printed."""

    day: date
    enacted: date | None = None


def since_of(element: Element, above: InForceSince | None, path: str) -> InForceSince | None:
    """Return since when an element is in force: as it says, else as what it stands in says."""
    since, enacted = attribute(element, "inforce-start-date"), attribute(element, "enacted-date")
    if not since:
        return above
    return InForceSince(day(since, path), day(enacted, path) if enacted else None)


def act_of(citation: str, path: str) -> str:
    """Return a citation without the section. Raises `LayoutChanged` where it is none that is known."""
    cited = CITED.fullmatch(citation)
    if cited is None:
        raise LayoutChanged(f"{path}: {citation!r} is no citation that is known.")
    return cited["act"]


def acts_by_day(schedule: Element, language: str, path: str) -> Mapping[InForceSince, tuple[str, ...]]:
    """Return the acts that a schedule's note names, by the days that rows bear; those of the other version are not.

    The first entry of a note tells all that was before the publisher kept days, and bears no day of enactment: which
    of its acts a row is of, it does not say.
    """
    acts: dict[InForceSince, tuple[str, ...]] = {}
    for entry in schedule.iterfind("HistoricalNote/HistoricalNoteSubItem"):
        since = since_of(entry, None, path)
        if since is None or since.enacted is None:
            continue
        cited = (citation.strip() for citation in line(entry).split(";"))
        ours = (act_of(reference, path) for reference in cited if not reference.endswith(OTHER_LANGUAGE[language]))
        acts[since] = tuple(dict.fromkeys((*acts.get(since, ()), *ours)))
    return acts


def repeal_of(text: str, path: str) -> str | None:
    """Return the act by which a row was repealed; None where it was not."""
    if not REPEALED.match(text):
        return None
    repeal = REPEAL.fullmatch(text)
    return act_of(repeal["citation"] if repeal else text, path)
