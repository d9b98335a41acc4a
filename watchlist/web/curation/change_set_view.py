"""Change sets in words: where one stands, who proposed it, and what whoever reads it may do now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib.auth.models import User
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from watchlist.engine.reports.text import visible
from watchlist.list_updates.approval import APPROVE, PROPOSE
from watchlist.list_updates.change_models import Change, ChangeSet
from watchlist.list_updates.change_set_status import ChangeSetStatus, statuses_of
from watchlist.list_updates.declaring import declared_sources
from watchlist.web import words
from watchlist.web.curation.change_view import KINDS, ChangeView

STATES: Final = {
    "needs_attention": _("Needs attention"),
    "proposed": _("Proposed, not taken up"),
    "taken_up": _("Waits for a second person"),
    "decided": _("Decided, not yet written"),
    "applied": _("In the law held"),
    "overtaken": _("Overtaken"),
}
REJECTED: Final = _("Rejected")


@dataclass(frozen=True, slots=True)
class SetView:
    """A change set ready for its row: `counts` are its changes by kind."""

    row: ChangeSet
    title: str
    source: str
    state: str
    said: str
    opened: str
    stands: ChangeSetStatus
    counts: tuple[tuple[str, str, int], ...]
    proposer: str

    @property
    def decided(self) -> int:
        """Return how many of its changes are decided."""
        return self.stands.accepted + self.stands.rejected

    @property
    def total(self) -> int:
        """Return how many changes it has."""
        return self.stands.open + self.decided


@dataclass(frozen=True, slots=True)
class Desk:
    """What the reader of a change set may do now; `at_once` are the changes that one word accepts."""

    proposer: str
    is_mine: bool
    may_take_up: bool
    may_edit: bool
    may_decide: bool
    may_roll_back: bool
    must_say_why: bool
    at_once: tuple[ChangeView, ...]
    doubtful: int


def set_views(rows: Iterable[ChangeSet], reader: User) -> list[SetView]:
    """Return change sets, as `with_standing` returns them, in words for whoever reads them, in their order."""
    found = list(rows)
    stand, titles = statuses_of(found), {key: one.title for key, one in declared_sources().items()}
    kinds = _kinds([one.revision.pk for one in stand.values()])
    return [_set_view(row, stand[row.pk], titles, kinds, reader) for row in found]


def desk_of(change_set: ChangeSet, stands: ChangeSetStatus, views: Sequence[ChangeView], reader: User) -> Desk:
    """Return what the reader may do; the verbs, and the database behind them, ask all of it again."""
    taken, is_open = stands.revision.number > 0, stands.state in {"needs_attention", "proposed", "taken_up"}
    proposes, decides = reader.has_perm(PROPOSE), reader.has_perm(APPROVE)
    is_mine = stands.revision.proposed_by_id == reader.pk
    may_decide = decides and is_open and taken and not is_mine
    waiting = [view for view in views if view.decision is None and not view.is_mine]
    return Desk(
        proposer=_proposer(stands, reader),
        is_mine=is_mine,
        may_take_up=proposes and is_open and not taken,
        may_edit=proposes and is_open and stands.accepted + stands.rejected == 0,
        may_decide=may_decide,
        may_roll_back=proposes,
        must_say_why=bool(change_set.gates),
        at_once=tuple(view for view in waiting if not (view.doubts or view.faults)) if may_decide else (),
        doubtful=sum(bool(view.doubts or view.faults) for view in waiting),
    )


def _set_view(
    row: ChangeSet, stands: ChangeSetStatus, titles: dict[str, str], kinds: dict[UUID, Counter[str]], reader: User
) -> SetView:
    of = kinds[row.pk]
    nothing = stands.state == "decided" and not stands.accepted
    return SetView(
        row=row,
        title=visible(row.title),
        source=titles.get(row.source.key, row.source.key) if row.source else say("By hand"),
        state="rejected" if nothing else stands.state,
        said=str(REJECTED if nothing else STATES[stands.state]),
        opened=words.instant(row.opened_at),
        stands=stands,
        counts=tuple((noun % of[kind], glyph, of[kind]) for kind, (_, glyph, noun) in KINDS.items() if of[kind]),
        proposer=_proposer(stands, reader),
    )


def _proposer(stands: ChangeSetStatus, reader: User) -> str:
    by = stands.revision.proposed_by
    return "" if by is None else "you" if by.pk == reader.pk else by.get_username()


def _kinds(revisions: Sequence[int]) -> dict[UUID, Counter[str]]:
    found: dict[UUID, Counter[str]] = {}
    said = Change.objects.filter(revision__in=revisions).values_list("revision__change_set", "kind")
    for change_set, kind in said:
        found.setdefault(change_set, Counter())[kind] += 1
    return found
