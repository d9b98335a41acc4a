"""What an answer rests on: there is no answer without it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from watchlist.engine.decision.question import Question
from watchlist.engine.identification.dictionary import Dictionary
from watchlist.engine.law.compiled import CompiledLaw, CompiledList
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.engine.versions import BRANCHES_NOT_HELD, STAGES, engine


def coverage(
    *,
    law: CompiledLaw,
    question: Question,
    lists: Iterable[str],
    days: Sequence[date],
    not_held: Iterable[str],
    manifest: DeclaredManifest,
    dictionary: Dictionary,
    today: date,
    known_at: datetime,
) -> dict[str, Any]:
    """Return the coverage record; `days` are those on which law was asked, `lists` the keys of those compared.

    `known_at`: the tick of all that the answer rests on; of the law, and of what people laid down of findings.
    """
    compared = [law.lists[key] for key in sorted(lists)]
    return {
        "record": "coverage",
        "as_of": (question.as_of or max(days, default=today)).isoformat(),
        "as_of_range": [min(days).isoformat(), max(days).isoformat()] if days else [today.isoformat()] * 2,
        "known_at": known_at.isoformat(),
        "jurisdictions": sorted({of.jurisdiction for of in compared if of.jurisdiction}),
        "not_held": sorted(set(not_held)),
        "branches_not_held": list(BRANCHES_NOT_HELD),
        "stages": list(STAGES),
        "lists": [_list(of, today) for of in compared],
        "engine": engine(dictionary),
        "ignored_columns": list(manifest.ignored_columns),
        "read": manifest.account.as_record(),
    }


def _list(of: CompiledList, today: date) -> dict[str, Any]:
    return {
        "key": of.key,
        "title": of.title,
        "jurisdiction": of.jurisdiction,
        "branch": of.branch,
        "edition": of.edition,
        "sha256": of.sha256,
        "entries": of.entries,
        "last_verified": of.checked_on.isoformat(),
        "stale": of.is_stale(today),
        "confirmed_share": of.confirmed_share,
        "complete": of.complete,
        "house": False,
    }
