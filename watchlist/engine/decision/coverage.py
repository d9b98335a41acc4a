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

    `as_of`: the day of asking, and the tick as of which law, suppressions and determinations are known.
    """
    compared, today = [law.lists[key] for key in sorted(lists)], as_of.valid_on
    return Coverage(
        as_of=question.as_of or max(days, default=today),
        as_of_range=(min(days), max(days)) if days else (today, today),
        known_at=as_of.known_at.isoformat(),
        jurisdictions=tuple(
            sorted({control_list.jurisdiction for control_list in compared if control_list.jurisdiction})
        ),
        not_held=tuple(sorted(set(not_held))),
        branches_not_held=BRANCHES_NOT_HELD,
        stages=STAGES,
        lists=tuple(_list_record(control_list, today) for control_list in compared),
        engine=engine(dictionary),
        ignored_columns=manifest.ignored_columns,
        read=manifest.account.as_record(),
        proposals=proposals,
    )


def _list_record(control_list: CompiledList, today: date) -> HeldList:
    return HeldList(
        key=control_list.key,
        title=control_list.title,
        jurisdiction=control_list.jurisdiction,
        branch=Branch.from_text(control_list.branch),
        edition=control_list.edition,
        sha256=control_list.sha256,
        entries=control_list.entries,
        last_verified=control_list.checked_on,
        stale=control_list.is_stale(today),
        confirmed_share=control_list.confirmed_share,
        complete=control_list.complete,
        house=False,
    )
