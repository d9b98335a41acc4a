"""What an answer rests on: there is no answer without it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import UNSET, UnsetType

from watchlist.engine.answer import Coverage, HeldList, ProposalsCoverage
from watchlist.engine.asof import AsOf
from watchlist.engine.decision.question import Question
from watchlist.engine.identification.dictionary import Dictionary
from watchlist.engine.law.compiled import CompiledLaw, CompiledList
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.engine.versions import BRANCHES_NOT_HELD, STAGES, engine
from watchlist.engine.vocabulary import Branch


def coverage(
    *,
    law: CompiledLaw,
    question: Question,
    lists: Iterable[str],
    days: Sequence[date],
    not_held: Iterable[str],
    manifest: DeclaredManifest,
    dictionary: Dictionary,
    as_of: AsOf,
    proposals: ProposalsCoverage | UnsetType = UNSET,
) -> Coverage:
    """Return the coverage record; `days` are those on which law was asked, `lists` the keys of those compared.

    `as_of`: the day on which it is asked, and the tick of all that the answer rests on; of the law, and of what people
    laid down of findings.
    """
    compared, today = [law.lists[key] for key in sorted(lists)], as_of.valid_on
    return Coverage(
        as_of=question.as_of or max(days, default=today),
        as_of_range=(min(days), max(days)) if days else (today, today),
        known_at=as_of.known_at.isoformat(),
        jurisdictions=tuple(sorted({of.jurisdiction for of in compared if of.jurisdiction})),
        not_held=tuple(sorted(set(not_held))),
        branches_not_held=BRANCHES_NOT_HELD,
        stages=STAGES,
        lists=tuple(_list(of, today) for of in compared),
        engine=engine(dictionary),
        ignored_columns=manifest.ignored_columns,
        read=manifest.account.as_record(),
        proposals=proposals,
    )


def _list(of: CompiledList, today: date) -> HeldList:
    return HeldList(
        key=of.key,
        title=of.title,
        jurisdiction=of.jurisdiction,
        branch=Branch.of(of.branch),
        edition=of.edition,
        sha256=of.sha256,
        entries=of.entries,
        last_verified=of.checked_on,
        stale=of.is_stale(today),
        confirmed_share=of.confirmed_share,
        complete=of.complete,
        house=False,
    )
