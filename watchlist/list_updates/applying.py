"""Write accepted change sets into the law, each as one change of it or not at all; and rehearse what it would be."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist.engine.errors import WatchlistError
from watchlist.engine.law import CompiledLaw, SchedulingFacts
from watchlist.law_store import APPLIED, Edition, compiled_anew
from watchlist.list_updates.change_models import Application, Change, ChangeSet, Decision, RescreenDue, Revision
from watchlist.list_updates.change_schema import Removal
from watchlist.list_updates.change_set_status import DECIDED, is_overtaken, with_state
from watchlist.list_updates.declaring import declared_sources
from watchlist.list_updates.drafting import ChangeDraft, append_event, draft_of, drafts_of, parse_change
from watchlist.list_updates.errors import DecideOnTheLatest
from watchlist.list_updates.published import sha256_of
from watchlist.list_updates.writing import Authorship, write
from watchlist.temporal import LawClock, LawTick, last_tick, law_change, tick

REHEARSAL: Final = "rehearsal"


class NotAllApplied(WatchlistError):
    """Some of the sets that are due could not be applied; `applied` are those that were."""

    def __init__(self, applied: Sequence[ChangeSet], reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.applied = tuple(applied)


@transaction.atomic
def apply(*, change_set: ChangeSet, actor: str) -> list[Application]:
    """Write the accepted, unapplied changes of a set into the law as one change of it, and return the applications.

    What starts on a later day is written now, and is announced until then. Raises `CorrectTheData` where one
    can no longer be written, `DecideOnTheLatest` where a later edition was read: nothing is written then.
    """
    previous_tick = _lock_the_law()
    waiting = _accepted_unapplied(change_set)
    if not waiting:
        return []
    if is_overtaken(change_set):
        raise DecideOnTheLatest(
            _("%(change_set)s: a later edition was read; what it says is decided on there."), change_set=change_set
        )
    for revision in {decision.change.revision for decision in waiting}:
        drafts_of(revision)
    with law_change():
        return _write_accepted(change_set, waiting, previous_tick, actor)


def apply_due(*, actor: str) -> list[ChangeSet]:
    """Apply every set that is wholly decided, each for itself, and return those of which something was written.

    A set that waits for a decision waits whole: a passage from one list to another is not written by halves. Raises
    `NotAllApplied` at the end where one could not be.
    """
    applied: list[ChangeSet] = []
    reasons: list[str] = []
    for change_set in with_state(ChangeSet.objects.all()).filter(state=DECIDED, accepted__gt=0).order_by("opened_at"):
        try:
            if apply(change_set=change_set, actor=actor):
                applied.append(change_set)
        except WatchlistError as error:
            reasons.append(f"{change_set}: {error}")
    if reasons:
        raise NotAllApplied(applied, reasons)
    return applied


def rehearse(*, revision: Revision, changes: Iterable[Change] | None = None) -> CompiledLaw:
    """Return the law as it would be if these changes (all of the revision) were applied now. Nothing of it is left.

    Raises `CorrectTheData` where one of them cannot be written. Others who write the law wait meanwhile.
    """
    with transaction.atomic():
        _write_rehearsed(revision.change_set, revision.changes.order_by("position") if changes is None else changes)
        law = compiled_anew(last_tick())
        transaction.set_rollback(True)
    return law


def _write_accepted(
    change_set: ChangeSet, waiting: Sequence[Decision], previous_tick: datetime | None, actor: str
) -> list[Application]:
    authorship = _authorship(change_set, actor)
    written = [(decision, write(draft_of(decision.change), authorship)) for decision in waiting]
    touched = any(events for _, events in written)
    at = tick() if touched else datetime.now(UTC)
    applications = [
        Application.objects.create(decision=decision, events="\n".join(events), applied_at=at)
        for decision, events in written
    ]
    endings = _store_ends(change_set, [draft_of(decision.change) for decision, _ in written], at) if touched else None
    if touched and previous_tick:
        _request_look_back(change_set, previous_tick, at, actor)
    payload = {"applied": [[decision.change_id, events] for decision, events in written]}
    append_event("apply", change_set, actor, payload, [*applications, *([endings] if endings else [])], at=at)
    return applications


def refuse_unwritable(change_set: ChangeSet, changes: Iterable[Change]) -> None:
    """Raise `CorrectTheData` where these changes and those accepted before, not yet applied, cannot be written at once.

    They are written and taken back: two of one set may each be fit, and say otherwise of the same act or entry.
    """
    whole = sorted(
        [*(row.change for row in _accepted_unapplied(change_set)), *changes], key=lambda change: change.position
    )
    with transaction.atomic():
        _write_rehearsed(change_set, whole)
        transaction.set_rollback(True)


def _write_rehearsed(change_set: ChangeSet, changes: Iterable[Change]) -> None:
    _lock_the_law()
    with law_change():
        authorship = _authorship(change_set, REHEARSAL)
        for change in changes:
            write(draft_of(change), authorship)


def _lock_the_law() -> datetime | None:
    """Keep everybody else from writing the law until the transaction ends, and return its last tick.

    Before a `law_change` begins: one that waits inside would take another's tick for its own.
    """
    LawClock.objects.select_for_update().first()
    return LawTick.objects.order_by("-at").values_list("at", flat=True).first()


def _accepted_unapplied(change_set: ChangeSet) -> list[Decision]:
    accepted = Decision.objects.filter(change__revision__change_set=change_set, accepted=True, application=None)
    return list(accepted.select_related("change__revision__change_set").order_by("change__position"))


def _authorship(change_set: ChangeSet, actor: str) -> Authorship:
    source = declared_sources().get(change_set.source.key) if change_set.source else None
    reason = f"change set {change_set.pk}: {change_set.title}"
    return Authorship(actor, reason, source.language, source.title) if source else Authorship(actor, reason)


def _request_look_back(change_set: ChangeSet, previous_tick: datetime, new_tick: datetime, actor: str) -> None:
    RescreenDue.objects.create(
        change_set=change_set,
        before=previous_tick,
        after=new_tick,
        because=change_set.title,
        asked_by=actor,
        asked_at=datetime.now(UTC),
    )


def _store_ends(change_set: ChangeSet, drafts: Sequence[ChangeDraft], at: datetime) -> Edition | None:
    """Keep the events that ended listings as the seeds keep them, and return the edition; None where there are none."""
    events = [event for draft in drafts if draft.after is not None for event in _ending_events(draft)]
    if not events:
        return None
    content = json.dumps({"EventRow": events}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Edition.objects.create(
        origin=f"{APPLIED}{change_set.pk}",
        sha256=sha256_of(content),
        content=content,
        entries=len(events),
        complete=False,
        read_at=at,
    )


def _ending_events(draft: ChangeDraft) -> Iterator[dict[str, Any]]:
    parsed = parse_change(draft)
    ends: list[Removal | SchedulingFacts] = [parsed.removal] if parsed.removal else []
    ends += [facts for facts in parsed.listings if facts.valid_until and facts.end_event]
    for facts in ends:
        yield {
            "id": facts.end_event,
            "instrument": facts.instrument,
            "citation": facts.citation,
            "precision": "day",
            "date_confidence": "confirmed",
        }
