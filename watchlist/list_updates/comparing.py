"""Process a publication that was read: refuse it, or keep it as an edition, compare it and propose its changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import unified_diff
from itertools import takewhile
from typing import Final

from watchlist.engine.asof import AsOf
from watchlist.law_store import Edition, Scheduling
from watchlist.list_updates.change_models import ChangeSet, Decision
from watchlist.list_updates.change_set_status import APPLIED, DECIDED, rejections_by_digest, rows_in_force, status_of
from watchlist.list_updates.declaring import DeclaredSource
from watchlist.list_updates.desk import open_task
from watchlist.list_updates.diff import RowChange, changes_between, gates
from watchlist.list_updates.errors import CollectionFailed, LayoutChanged, ListEmptied, NotTheDocument
from watchlist.list_updates.gathering import SourceLook, last_publications
from watchlist.list_updates.heads import head_key
from watchlist.list_updates.models import Collection, CuratorTask
from watchlist.list_updates.notices import store_notices
from watchlist.list_updates.proposing import propose_difference
from watchlist.list_updates.published import ParsedPublication, PublishedRow, content_of, end_of, rows_of, sha256_of

MOST_LINES: Final = 20_000
"""Of each side, once what they begin and end with alike is taken away: the comparison is slow on more."""
MOST_TEXT: Final = 100_000
ROUND: Final = 2
"""Lines of each side that are shown around a difference."""

Outcome = Collection.Outcome
A_DAY: Final = timedelta(days=1)
"""It is tomorrow already where some publishers are."""
TAKEN_BACK: Final = "the publication says again what is in force: what was proposed of the edition before is overtaken."


@dataclass(frozen=True, slots=True)
class LookResult:
    """How a look ended, in the words of `Collection`."""

    outcome: str
    detail: str
    edition: Edition | None = None
    change_set: ChangeSet | None = None
    code: str = ""


def process_publication(look: SourceLook, published: ParsedPublication) -> LookResult:
    """Write what a publication brings, and return how the look ended. Raises `CollectionFailed` where it is refused.

    The notices come first: they take the clock of the law, which is locked before the trail.
    """
    _refuse_older(look, published)
    if published.text:
        return _report_text_change(look, published.text)
    news = store_notices(notices=published.notices, source=look.source, source_row=look.source_row)
    result = _compare(look, published) if look.source.lists else LookResult(Outcome.SAME_ROWS, "no other notices")
    if not news:
        return result
    detail = f"{len(news)} notice{'s' if len(news) > 1 else ''}"
    if result.outcome == Outcome.SAME_ROWS:
        return LookResult(Outcome.NOTICED, detail, result.edition)
    return LookResult(result.outcome, f"{result.detail}; {detail}", result.edition, result.change_set)


def _compare(look: SourceLook, published: ParsedPublication) -> LookResult:
    origin = look.source.origin
    last = Edition.objects.filter(origin=origin).first()
    _refuse_emptied(look, published, rows_of(last.content) if last else ())
    content = content_of(published.rows)
    digest = sha256_of(content)
    if last is not None and last.sha256 == digest:
        return LookResult(Outcome.SAME_ROWS, "another publication with the same rows", last)
    edition = Edition.objects.create(
        origin=origin, sha256=digest, content=content, entries=len(published.rows), read_at=look.started
    )
    in_force = rows_in_force(look.source_row)
    # A house list is its owner's word: its entries are brought above this layer, and nobody decides on them.
    if last is None or in_force is None or look.source.house_list:
        return _store_baseline(look, published, edition)
    return _propose(look, published, in_force, last, edition)


def _propose(
    look: SourceLook, published: ParsedPublication, in_force: tuple[PublishedRow, ...], base: Edition, edition: Edition
) -> LookResult:
    changes = changes_between(in_force, published.rows)
    rejected = rejections_by_digest(look.source_row)
    new = [change for change in changes if change.digest not in rejected]
    notes = [_rejection_note(change, rejected[change.digest]) for change in changes if change.digest in rejected]
    if not new and not _has_open_changes(look):
        return LookResult(Outcome.SAME_ROWS, "; ".join(["its rows are those in force", *notes]), edition)
    change_set = propose_difference(
        source=look.source,
        source_row=look.source_row,
        base=base,
        edition=edition,
        changes=new,
        gates=gates(in_force, published.rows, changes, look.source, unproven=look.connector.unproven),
        notes=notes if new else [TAKEN_BACK, *notes],
        ended=published.ended,
    )
    kinds = Counter(change.kind for change in new)
    counts = ", ".join(f"{kinds[kind]} to {kind}" for kind in sorted(kinds)) or "nothing to change"
    return LookResult(Outcome.PROPOSED, f"{counts}; {change_set.gates}".rstrip("; "), edition, change_set)


def _rejection_note(change: RowChange, decision: Decision) -> str:
    by = decision.decided_by.get_username()
    return f"{change.kind} {change.row.name}: rejected on {decision.decided_at:%Y-%m-%d} by {by}: {decision.reason}"


def _has_open_changes(look: SourceLook) -> bool:
    latest = ChangeSet.objects.filter(source=look.source_row).first()
    if latest is None:
        return False
    status = status_of(latest)
    return status.state not in {APPLIED, DECIDED} or status.accepted > status.applied


def _store_baseline(look: SourceLook, published: ParsedPublication, edition: Edition) -> LookResult:
    differences = disagreement(look.source, published.rows, published.as_of or look.started.date(), look.started)
    if differences:
        open_task(
            source=look.source_row,
            kind=CuratorTask.Kind.BASELINE,
            subject=edition.sha256,
            title=f"{look.source.title}: the first edition and what is held do not agree",
            detail=differences,
            publication=look.publications[0],
            at=look.started,
        )
    lists = Counter(row.list for row in published.rows)
    return LookResult(Outcome.BASELINE, ", ".join(f"{key}: {lists[key]} rows" for key in look.source.lists), edition)


def _report_text_change(look: SourceLook, text: str) -> LookResult:
    last_pages = last_publications(look.source_row)
    if not last_pages:
        return LookResult(Outcome.BASELINE, "the first publication; what changes from now on is brought to a curator")
    try:
        last_text = look.connector.interpret([row.content for row in last_pages], look.source).text
    except CollectionFailed:  # it was read when less was asked of the page
        last_text = ""
    difference = text_difference(last_text, text)
    if not difference:
        return LookResult(Outcome.SAME_ROWS, "another publication with the same text")
    now = look.publications[0]
    open_task(
        source=look.source_row,
        kind=CuratorTask.Kind.CHANGED,
        subject=f"{now.sha256[:32]} {look.started.isoformat()}",
        title=f"{look.source.title}: the publication changed",
        detail=difference,
        publication=now,
        at=look.started,
    )
    return LookResult(Outcome.WATCHED, f"{len(difference.splitlines())} lines of difference")


def _refuse_older(look: SourceLook, published: ParsedPublication) -> None:
    """Refuse an edition of a day before the last one read, and one of a day to come: all later ones would be older."""
    last_day = look.source_row.as_of
    if published.as_of is not None and published.as_of > look.started.date() + A_DAY:
        raise NotTheDocument(f"it says that it is current to {published.as_of}, a day that is to come.")
    if last_day is not None and published.as_of is not None and published.as_of < last_day:
        raise NotTheDocument(f"an older edition: it is current to {published.as_of}, and one to {last_day} was read.")


def _refuse_emptied(look: SourceLook, published: ParsedPublication, last_rows: tuple[PublishedRow, ...]) -> None:
    """Refuse an edition in which a list lost its every row, unless it says of each of them how it ended.

    A list that may be empty is one of which none at least is declared: a schedule that lists for a year at a time.
    """
    now = Counter(row.list for row in published.rows)
    unknown = {*published.lists, *now} - look.source.lists.keys()
    if unknown:
        raise LayoutChanged(f"lists that are not declared: {', '.join(sorted(unknown))}.")
    for key in (key for key in look.source.lists if not now[key]):
        lost = [row for row in last_rows if row.list == key and end_of(row, published.ended) is None]
        if lost or look.source.lists[key].least > 0:
            raise ListEmptied(f"{key} has no rows, and nothing says how those that it had ended.")
    if not published.rows:
        raise ListEmptied("the publication has no rows at all.")


def text_difference(old: str, new: str) -> str:
    """Return a unified difference, at most so long; it says where it was cut. "" where the texts are the same.

    A place is a line of three dots, and has no number: paragraphs bear none.
    """
    was, now = old.splitlines(), new.splitlines()
    ahead = max(_common_length(was, now) - ROUND, 0)
    behind = max(_common_length(was[ahead + ROUND :][::-1], now[ahead + ROUND :][::-1]) - ROUND, 0)
    left, right = was[ahead : len(was) - behind], now[ahead : len(now) - behind]
    lines = list(unified_diff(left[:MOST_LINES], right[:MOST_LINES], n=ROUND, lineterm=""))[2:]
    text = "\n".join("…" if line.startswith("@@") else line for line in lines)
    if len(text) <= MOST_TEXT and max(len(left), len(right)) <= MOST_LINES:
        return text
    return f"{text[:MOST_TEXT]}\n[The difference is longer than is shown here: compare the publications themselves.]"


def _common_length(left: Sequence[str], right: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))


def disagreement(source: DeclaredSource, rows: Sequence[PublishedRow], on: date, known_at: datetime) -> str:
    """Return a line for each row that is not held on a day, and each entry held that is not printed; "" for none."""
    printed: defaultdict[str, list[PublishedRow]] = defaultdict(list)
    for row in rows:
        control_list = source.lists[row.list].entries_of
        if (
            control_list
            and (row.valid_from is None or row.valid_from <= on)
            and (row.valid_until is None or row.valid_until > on)
        ):
            printed[control_list].append(row)
    list_keys = {declared.entries_of for declared in source.lists.values() if declared.entries_of}
    return "\n".join(line for key in sorted(list_keys) for line in _differences(key, printed[key], AsOf(on, known_at)))


def _differences(key: str, rows: Sequence[PublishedRow], as_of: AsOf) -> Iterator[str]:
    schedulings = Scheduling.law.as_of(as_of).filter(entry__control_list__key=key).select_related("entry")
    by_head = {head_key(row.printed_name): row for row in schedulings.order_by("entry__key")}
    printed = {head_key(row.name) for row in rows}
    for row in rows:
        if head_key(row.name) not in by_head:
            yield f"{key}: not held: {row.code} {row.name}"
    for head, entry in by_head.items():
        if head not in printed:
            yield f"{key}: not printed: {entry.law_code} {entry.printed_name} ({entry.entry.key})"
