"""Law that comes into force in the next 90 days, and which stored shipments and parties it touches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from django.urls import reverse

from watchlist.engine.decision import ACTS, Horizon
from watchlist.engine.law import CompiledLaw
from watchlist.law_store import law_known_at
from watchlist.list_updates import horizon_known_at
from watchlist.manifests import ManifestParty
from watchlist.screenings import Hit, ScreenedLine, Screening
from watchlist.web import words

DAYS: Final = timedelta(days=90)
MOST_ROWS: Final = 6
MOST_NAMES: Final = 3
MOST: Final = 1_000
"""Lines that are counted for one change: more are told as that many and more."""


@dataclass(frozen=True, slots=True)
class UpcomingChange:
    """One day of one list: the substances whose listing begins or changes on it, and the entries that hold them."""

    on: date
    place: str
    title: str
    substances: tuple[str, ...]
    entries: frozenset[str]
    notice: str = ""


@dataclass(frozen=True, slots=True)
class UpcomingChangeView:
    """What comes, in words; `lines` is None where the reader may not read what is stored."""

    on: str
    place: str
    title: str
    names: str
    more: int
    address: str
    lines: int | None
    is_more: bool
    parties: int


def upcoming_changes(today: date, *, stored: bool) -> list[UpcomingChangeView]:
    """Return the changes to come, the next first; with the stored lines affected, where the reader may read them."""
    law = law_known_at()
    changes = _upcoming(law, horizon_known_at(), today)
    return [_view(law, change, stored) for change in changes[:MOST_ROWS]]


@lru_cache(maxsize=4)
def _upcoming(law: CompiledLaw, horizon: Horizon, today: date) -> tuple[UpcomingChange, ...]:
    return tuple(
        sorted(
            [*_schedulings(law, today), *_notices(law, horizon, today)], key=lambda change: (change.on, change.place)
        )
    )


def _schedulings(law: CompiledLaw, today: date) -> Iterable[UpcomingChange]:
    found: dict[tuple[date, str], list[str]] = {}
    for row in (row for rows in law.schedulings.values() for row in rows):
        if row.announced(today, today + DAYS) and row.valid_from:
            found.setdefault((row.valid_from, row.list.key), []).append(row.substance)
    for (on, key), substances in found.items():
        control_list = law.lists[key]
        named = tuple(dict.fromkeys(substances))
        yield UpcomingChange(on, control_list.jurisdiction or "", control_list.title, named, _entries(law, named))


def _notices(law: CompiledLaw, horizon: Horizon, today: date) -> Iterable[UpcomingChange]:
    """Yield acts to come that are not in the law held; those that are come from its schedulings."""
    for notice in horizon.notices:
        if notice.kind in ACTS and notice.effective_on and today < notice.effective_on <= today + DAYS:
            yield UpcomingChange(
                notice.effective_on,
                notice.jurisdiction,
                notice.title,
                notice.substances,
                _entries(law, notice.substances),
                notice.key,
            )


def _entries(law: CompiledLaw, substances: Iterable[str]) -> frozenset[str]:
    """Return every entry that names the substances, of whatever list: so stored lines are found that hold them."""
    return frozenset(row.entry for substance in substances for row in law.schedulings.get(substance, ()))


def _view(law: CompiledLaw, change: UpcomingChange, stored: bool) -> UpcomingChangeView:
    lines, parties = _affected(change.entries) if stored else (None, 0)
    names = [law.substances[key].name for key in change.substances if key in law.substances]
    return UpcomingChangeView(
        on=words.day(change.on),
        place=change.place,
        title=change.title,
        names=", ".join(names[:MOST_NAMES]),
        more=max(0, len(names) - MOST_NAMES),
        address=reverse("law:notice", args=[change.notice]) if change.notice else reverse("law:horizon"),
        lines=None if lines is None else min(lines, MOST),
        is_more=lines is not None and lines > MOST,
        parties=parties,
    )


def _affected(entries: Iterable[str]) -> tuple[int, int]:
    """Return how many stored lines hold one of some entries, up to one more than `MOST`, and of how many parties."""
    hits = Hit.objects.filter(entry_key__in=list(entries)).order_by().values("screened_line").distinct()
    lines = [row["screened_line"] for row in hits[: MOST + 1]]
    screenings = ScreenedLine.objects.filter(pk__in=lines).order_by().values("screening").distinct()
    manifests = Screening.objects.filter(pk__in=screenings).order_by().values("manifest")
    parties = ManifestParty.objects.filter(manifest__in=manifests).order_by().values("party").distinct()
    return len(lines), parties.count()
