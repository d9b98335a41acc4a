"""What came of a publication that was read: refused, kept as an edition, compared, and proposed to people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from watchlist.law_store.models import Edition
from watchlist.list_updates.accepted import rejected_before, rows_in_force
from watchlist.list_updates.agreeing import disagreement
from watchlist.list_updates.change_models import ChangeSet, Decision
from watchlist.list_updates.desk import open_task
from watchlist.list_updates.diff import RowChange, changes_between
from watchlist.list_updates.errors import CollectionFailed, Emptied, LayoutChanged, NotTheDocument
from watchlist.list_updates.gates import gates
from watchlist.list_updates.gathering import Look, last_read
from watchlist.list_updates.models import Collection, CuratorTask
from watchlist.list_updates.notices import keep_notices
from watchlist.list_updates.proposing import propose_difference
from watchlist.list_updates.published import Published, PublishedRow, content_of, end_of, rows_of, sha256_of
from watchlist.list_updates.standing import APPLIED, DECIDED, standing
from watchlist.list_updates.text_difference import text_difference

Outcome = Collection.Outcome
A_DAY: Final = timedelta(days=1)
"""It is tomorrow already where some publishers are."""
TAKEN_BACK: Final = "the publication says again what is in force: what was proposed of the edition before is overtaken."


@dataclass(frozen=True, slots=True)
class Came:
    """How a look ended, in the words of `Collection`."""

    outcome: str
    detail: str
    edition: Edition | None = None
    change_set: ChangeSet | None = None
    code: str = ""


def what_came(look: Look, published: Published) -> Came:
    """Write what a publication brings, and return how the look ended. Raises `CollectionFailed` where it is refused.

    The notices come first: they take the clock of the law, which is locked before the trail.
    """
    _refuse_older(look, published)
    if published.text:
        return _watched(look, published.text)
    news = keep_notices(notices=published.notices, source=look.source, held=look.held)
    came = _compared(look, published) if look.source.lists else Came(Outcome.SAME_ROWS, "no other notices")
    if not news:
        return came
    detail = f"{len(news)} notice{'s' if len(news) > 1 else ''}"
    if came.outcome == Outcome.SAME_ROWS:
        return Came(Outcome.NOTICED, detail, came.edition)
    return Came(came.outcome, f"{came.detail}; {detail}", came.edition, came.change_set)


def _compared(look: Look, published: Published) -> Came:
    origin = look.source.origin
    last = Edition.objects.filter(origin=origin).first()
    _refuse_emptied(look, published, rows_of(last.content) if last else ())
    content = content_of(published.rows)
    digest = sha256_of(content)
    if last is not None and last.sha256 == digest:
        return Came(Outcome.SAME_ROWS, "another publication with the same rows", last)
    edition = Edition.objects.create(
        origin=origin, sha256=digest, content=content, entries=len(published.rows), read_at=look.started
    )
    in_force = rows_in_force(look.held)
    # A house list is its owner's word: its entries are brought above this layer, and nobody decides on them.
    if last is None or in_force is None or look.source.house_list:
        return _baseline(look, published, edition)
    return _proposed(look, published, in_force, last, edition)


def _proposed(
    look: Look, published: Published, in_force: tuple[PublishedRow, ...], base: Edition, edition: Edition
) -> Came:
    changes = changes_between(in_force, published.rows)
    rejected = rejected_before(look.held)
    new = [change for change in changes if change.digest not in rejected]
    notes = [_left_out(change, rejected[change.digest]) for change in changes if change.digest in rejected]
    if not new and not _something_is_open(look):
        return Came(Outcome.SAME_ROWS, "; ".join(["its rows are those in force", *notes]), edition)
    change_set = propose_difference(
        source=look.source,
        held=look.held,
        base=base,
        edition=edition,
        changes=new,
        gates=gates(in_force, published.rows, changes, look.source, unproven=look.connector.unproven),
        notes=notes if new else [TAKEN_BACK, *notes],
        ended=published.ended,
    )
    kinds = Counter(change.kind for change in new)
    counts = ", ".join(f"{kinds[kind]} to {kind}" for kind in sorted(kinds)) or "nothing to change"
    return Came(Outcome.PROPOSED, f"{counts}; {change_set.gates}".rstrip("; "), edition, change_set)


def _left_out(change: RowChange, decision: Decision) -> str:
    row = change.after or change.before
    name = row.name if row else ""
    by = decision.decided_by.get_username()
    return f"{change.kind} {name}: rejected on {decision.decided_at:%Y-%m-%d} by {by}: {decision.reason}"


def _something_is_open(look: Look) -> bool:
    latest = ChangeSet.objects.filter(source=look.held).first()
    if latest is None:
        return False
    stands = standing(latest)
    return stands.state not in {APPLIED, DECIDED} or stands.accepted > stands.applied


def _baseline(look: Look, published: Published, edition: Edition) -> Came:
    said = disagreement(look.source, published.rows, published.as_of or look.started.date(), look.started)
    if said:
        open_task(
            source=look.held,
            kind=CuratorTask.Kind.BASELINE,
            subject=edition.sha256,
            title=f"{look.source.title}: the first edition and what is held do not agree",
            detail=said,
            publication=look.publications[0],
            at=look.started,
        )
    lists = Counter(row.list for row in published.rows)
    return Came(Outcome.BASELINE, ", ".join(f"{key}: {lists[key]} rows" for key in look.source.lists), edition)


def _watched(look: Look, text: str) -> Came:
    before = last_read(look.held)
    if not before:
        return Came(Outcome.BASELINE, "the first publication; what changes from now on is brought to a curator")
    try:
        was = look.connector.interpret([row.content for row in before], look.source).text
    except CollectionFailed:  # it was read when less was asked of the page
        was = ""
    difference = text_difference(was, text)
    if not difference:
        return Came(Outcome.SAME_ROWS, "another publication with the same text")
    now = look.publications[0]
    open_task(
        source=look.held,
        kind=CuratorTask.Kind.CHANGED,
        subject=f"{now.sha256[:32]} {look.started.isoformat()}",
        title=f"{look.source.title}: the publication changed",
        detail=difference,
        publication=now,
        at=look.started,
    )
    return Came(Outcome.WATCHED, f"{len(difference.splitlines())} lines of difference")


def _refuse_older(look: Look, published: Published) -> None:
    """Refuse an edition of a day before the last one read, and one of a day to come: all later ones would be older."""
    held = look.held.as_of
    if published.as_of is not None and published.as_of > look.started.date() + A_DAY:
        raise NotTheDocument(f"it says that it is current to {published.as_of}, a day that is to come.")
    if held is not None and published.as_of is not None and published.as_of < held:
        raise NotTheDocument(f"an older edition: it is current to {published.as_of}, and one to {held} was read.")


def _refuse_emptied(look: Look, published: Published, before: tuple[PublishedRow, ...]) -> None:
    """Refuse an edition in which a list lost its every row, unless it says of each of them how it ended.

    A list that may be empty is one of which none at least is declared: a schedule that lists for a year at a time.
    """
    now = Counter(row.list for row in published.rows)
    unknown = {*published.lists, *now} - look.source.lists.keys()
    if unknown:
        raise LayoutChanged(f"lists that are not declared: {', '.join(sorted(unknown))}.")
    for key in (key for key in look.source.lists if not now[key]):
        lost = [row for row in before if row.list == key and end_of(row, published.ended) is None]
        if lost or look.source.lists[key].least > 0:
            raise Emptied(f"{key} has no rows, and nothing says how those that it had ended.")
    if not published.rows:
        raise Emptied("the publication has no rows at all.")
