"""What two people decided, into the law: each set as one change of it, or not at all. And what it would be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist.audit import chain
from watchlist.engine.errors import WatchlistError
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.law_store.compile import compiled_anew
from watchlist.list_updates.approval_errors import DecideOnTheLatest
from watchlist.list_updates.change_models import Application, Change, ChangeSet, Decision, RescreenDue, Revision
from watchlist.list_updates.declaring import declared_sources
from watchlist.list_updates.drafting import drafted, drafts_of
from watchlist.list_updates.ends import keep_endings
from watchlist.list_updates.standing import DECIDED, is_overtaken, with_standing
from watchlist.list_updates.writing import Hand, write
from watchlist.temporal import LawClock, LawTick, last_tick, law_change, tick

REHEARSAL: Final = "rehearsal"


class NotAllApplied(WatchlistError):
    """Some of the sets that are due could not be applied; `applied` are those that were."""

    def __init__(self, applied: Sequence[ChangeSet], why: Sequence[str]) -> None:
        super().__init__(" ".join(why))
        self.applied = tuple(applied)


@transaction.atomic
def apply(*, change_set: ChangeSet, actor: str) -> list[Application]:
    """Write what was accepted of a set, and is not applied yet, into the law: as one change of it, known at its end.

    What starts on a later day is written now, and is announced until then. Returns nothing where nothing waits. Raises
    `CorrectTheData` where one of them can no longer be written, `DecideOnTheLatest` where a later edition was read:
    nothing is written then.
    """
    before = _hold_the_law()
    waiting = _waiting(change_set)
    if not waiting:
        return []
    if is_overtaken(change_set):
        raise DecideOnTheLatest(
            _("%(change_set)s: a later edition was read; what it says is decided on there."), change_set=change_set
        )
    for revision in {decision.change.revision for decision in waiting}:
        drafts_of(revision)
    with law_change():
        return _written(change_set, waiting, before, actor)


def apply_due(*, actor: str) -> list[ChangeSet]:
    """Apply every set that is wholly decided, each for itself, and return those of which something was written.

    A set that waits for a decision waits whole: a passage from one list to another is not written by halves. Raises
    `NotAllApplied` at the end where one could not be.
    """
    applied: list[ChangeSet] = []
    why: list[str] = []
    for change_set in (
        with_standing(ChangeSet.objects.all()).filter(state=DECIDED, accepted__gt=0).order_by("opened_at")
    ):
        try:
            if apply(change_set=change_set, actor=actor):
                applied.append(change_set)
        except WatchlistError as error:
            why.append(f"{change_set}: {error}")
    if why:
        raise NotAllApplied(applied, why)
    return applied


def rehearse(*, revision: Revision, changes: Iterable[Change] | None = None) -> CompiledLaw:
    """Return the law as it would be if these changes (all of the revision) were applied now. Nothing of it is left.

    Raises `CorrectTheData` where one of them cannot be written. Others who write the law wait meanwhile.
    """
    with transaction.atomic():
        _hold_the_law()
        with law_change():
            hand = _hand(revision.change_set, REHEARSAL)
            for change in revision.changes.order_by("position") if changes is None else changes:
                write(drafted(change), hand)
        law = compiled_anew(last_tick())
        transaction.set_rollback(True)
    return law


def _written(
    change_set: ChangeSet, waiting: Sequence[Decision], before: datetime | None, actor: str
) -> list[Application]:
    hand = _hand(change_set, actor)
    written = [(decision, write(drafted(decision.change), hand)) for decision in waiting]
    touched = any(events for _, events in written)
    at = tick() if touched else datetime.now(UTC)
    applications = [
        Application.objects.create(decision=decision, events="\n".join(events), applied_at=at)
        for decision, events in written
    ]
    endings = keep_endings(change_set, [drafted(decision.change) for decision, _ in written], at) if touched else None
    if touched and before:
        _ask_for_a_look_back(change_set, before, at, actor)
    told = {"applied": [[decision.change_id, events] for decision, events in written]}
    chain.append(
        actor=actor,
        verb="apply",
        target_kind="changeset",
        target_key=str(change_set.pk),
        payload=told,
        at=at,
        rows=[*applications, *([endings] if endings else [])],
    )
    return applications


def refuse_unwritable(change_set: ChangeSet, changes: Iterable[Change]) -> None:
    """Raise `CorrectTheData` where these changes and those accepted before, not yet applied, cannot be written at once.

    They are written and taken back: two of one set may each be fit, and say otherwise of the same act or entry.
    """
    whole = sorted([*(row.change for row in _waiting(change_set)), *changes], key=lambda change: change.position)
    with transaction.atomic():
        _hold_the_law()
        with law_change():
            hand = _hand(change_set, REHEARSAL)
            for change in whole:
                write(drafted(change), hand)
        transaction.set_rollback(True)


def _hold_the_law() -> datetime | None:
    """Keep everybody else from writing the law until the transaction ends, and return its last tick.

    Before a `law_change` begins: one that waits inside would take another's tick for its own.
    """
    LawClock.objects.select_for_update().first()
    return LawTick.objects.order_by("-at").values_list("at", flat=True).first()


def _waiting(change_set: ChangeSet) -> list[Decision]:
    accepted = Decision.objects.filter(change__revision__change_set=change_set, accepted=True, application=None)
    return list(accepted.select_related("change__revision__change_set").order_by("change__position"))


def _hand(change_set: ChangeSet, actor: str) -> Hand:
    source = declared_sources().get(change_set.source.key) if change_set.source else None
    reason = f"change set {change_set.pk}: {change_set.title}"
    return Hand(actor, reason, source.language, source.title) if source else Hand(actor, reason)


def _ask_for_a_look_back(change_set: ChangeSet, before: datetime, after: datetime, actor: str) -> None:
    RescreenDue.objects.create(
        change_set=change_set,
        before=before,
        after=after,
        because=change_set.title,
        asked_by=actor,
        asked_at=datetime.now(UTC),
    )
