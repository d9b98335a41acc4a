"""Change sets in words: their status, their proposer, and what their reader may do now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib.auth.models import User
from django.utils.translation import gettext as _, gettext_lazy

from watchlist.list_updates import APPROVE, PROPOSE, Change, ChangeSet, ChangeSetStatus, declared_sources, statuses_of
from watchlist.web.curation.change_view import KINDS, ChangeView

STATES: Final = {
    "needs_attention": gettext_lazy("Needs attention"),
    "proposed": gettext_lazy("Proposed, not taken up"),
    "taken_up": gettext_lazy("Waits for a second person"),
    "decided": gettext_lazy("Decided, not yet written"),
    "applied": gettext_lazy("In the law held"),
    "overtaken": gettext_lazy("Overtaken"),
}
REJECTED: Final = gettext_lazy("Rejected")


@dataclass(frozen=True, slots=True)
class SetView:
    """A change set ready for its row: `counts` are its changes by kind."""

    row: ChangeSet
    source: str
    state: str
    state_label: str
    status: ChangeSetStatus
    counts: tuple[tuple[str, str, int], ...]
    proposer: str

    @property
    def decided(self) -> int:
        """Return how many of its changes are decided."""
        return self.status.accepted + self.status.rejected

    @property
    def total(self) -> int:
        """Return how many changes it has."""
        return self.status.open + self.decided


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """What the reader of a change set may do now; `at_once` are the changes that one word accepts."""

    proposer: str
    is_mine: bool
    may_claim: bool
    may_edit: bool
    may_decide: bool
    may_roll_back: bool
    must_say_why: bool
    at_once: tuple[ChangeView, ...]
    doubtful: int


def set_views(rows: Iterable[ChangeSet], reader: User) -> list[SetView]:
    """Return change sets, as `with_standing` returns them, in words for whoever reads them, in their order."""
    found = list(rows)
    statuses, titles = statuses_of(found), {key: source.title for key, source in declared_sources().items()}
    kinds = _kinds([status.revision.pk for status in statuses.values()])
    return [_set_view(row, statuses[row.pk], titles, kinds, reader) for row in found]


def review_options(
    change_set: ChangeSet, status: ChangeSetStatus, views: Sequence[ChangeView], reader: User
) -> ReviewOptions:
    """Return what the reader may do; the verbs, and the database behind them, check all of it again."""
    is_claimed, is_open = status.revision.number > 0, status.state in {"needs_attention", "proposed", "taken_up"}
    proposes, decides = reader.has_perm(PROPOSE), reader.has_perm(APPROVE)
    is_mine = status.revision.proposed_by_id == reader.pk
    may_decide = decides and is_open and is_claimed and not is_mine
    waiting = [view for view in views if not (view.is_decided or view.is_mine)]
    return ReviewOptions(
        proposer=_proposer(status),
        is_mine=is_mine,
        may_claim=proposes and is_open and not is_claimed,
        may_edit=proposes and is_open and status.accepted + status.rejected == 0,
        may_decide=may_decide,
        may_roll_back=proposes,
        must_say_why=bool(change_set.gates),
        at_once=tuple(view for view in waiting if not (view.doubts or view.faults)) if may_decide else (),
        doubtful=sum(bool(view.doubts or view.faults) for view in waiting),
    )


def _set_view(
    row: ChangeSet, status: ChangeSetStatus, titles: dict[str, str], kinds: dict[UUID, Counter[str]], reader: User
) -> SetView:
    counts = kinds[row.pk]
    nothing = status.state == "decided" and not status.accepted
    return SetView(
        row=row,
        source=titles.get(row.source.key, row.source.key) if row.source else _("By hand"),
        state="rejected" if nothing else status.state,
        state_label=str(REJECTED if nothing else STATES[status.state]),
        status=status,
        counts=tuple(
            (noun % counts[kind], glyph, counts[kind]) for kind, (_, glyph, noun) in KINDS.items() if counts[kind]
        ),
        proposer=_proposer(status),
    )


def _proposer(status: ChangeSetStatus) -> str:
    by = status.revision.proposed_by
    return "" if by is None else by.get_username()


def _kinds(revisions: Sequence[int]) -> dict[UUID, Counter[str]]:
    found: dict[UUID, Counter[str]] = {}
    rows = Change.objects.filter(revision__in=revisions).values_list("revision__change_set", "kind")
    for change_set, kind in rows:
        found.setdefault(change_set, Counter())[kind] += 1
    return found
