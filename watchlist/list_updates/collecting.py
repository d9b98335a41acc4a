"""One look at a source: fetched, archived, read strictly, compared, and what came of it written down.

Whatever goes wrong leaves the lists, the editions and the validators as they were; the collection says what it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.engine.errors import WatchlistError
from watchlist.list_updates.applying import apply
from watchlist.list_updates.change_models import ChangeSet
from watchlist.list_updates.change_set_status import DECIDED, with_state
from watchlist.list_updates.comparing import LookResult, process_publication
from watchlist.list_updates.connectors import connector_of
from watchlist.list_updates.declaring import declared_source, declared_sources, reading_digest
from watchlist.list_updates.errors import AskedToWait, CollectionFailed, NotNow
from watchlist.list_updates.fetch import DEFAULT_LIMITS, FetchLimits
from watchlist.list_updates.gathering import SourceLook, fetch_pages, lease_source
from watchlist.list_updates.models import Collection, ListSource

FIRST_WAIT: Final = timedelta(minutes=15)
LONGEST_WAIT: Final = timedelta(days=1)
_DOUBLINGS: Final = 10
"""Enough to pass the longest wait; more would overflow it."""
EARLY: Final = timedelta(minutes=5)
"""A look takes a while, and a clock that strikes every day at the same hour must not miss every other day for it."""
UNCHANGED: Final = LookResult(Collection.Outcome.UNCHANGED, "nothing was published since it was last read")


def collect(*, key: str, now: datetime | None = None, limits: FetchLimits = DEFAULT_LIMITS) -> Collection:
    """Look at a source once, and return what came of it: a failure too is an answer, and is not raised.

    Raises `BeingCollected` where another process looks at it, `NotNow` where it is left alone or its publisher asked
    us to wait, and `CorrectTheData` where no such source is declared.
    """
    source = declared_source(key)
    connector = connector_of(source.connector)
    started = now or datetime.now(UTC)
    with lease_source(key) as lease:
        _refuse_if_waiting(lease.source, started)
        look = SourceLook(source, connector, lease, started, limits)
        try:
            return _read_and_compare(look)
        except NotNow:
            raise
        except WatchlistError as error:
            return _store_failure(look, error)
        # A fault of ours is no reason to ask the publisher again at once: it waits as any failure does, and passes on.
        except Exception as error:
            _store_failure(look, CollectionFailed(f"unforeseen: {type(error).__name__}; the log has the rest."))
            raise


def due_sources(now: datetime) -> list[str]:
    """Return the keys of the sources to look at: followed, not being collected, and not looked at for their hours.

    What failed is due again as soon as its wait is over.
    """
    rows = {row.key: row for row in ListSource.objects.annotate(last=Max("collections__started_at"))}
    return [
        key
        for key, source in sorted(declared_sources().items())
        if _is_due(rows.get(key), source.interval - EARLY, now)
    ]


def back_off(failures: int) -> timedelta:
    """Return how long to wait after so many failures in a row: doubled each time, up to a day."""
    doubled: timedelta = FIRST_WAIT * 2 ** min(failures - 1, _DOUBLINGS)
    return min(doubled, LONGEST_WAIT)


def _is_due(row: Any, every: timedelta, now: datetime) -> bool:
    if row is None:
        return True
    is_leased = row.lease_until is not None and row.lease_until >= now
    if not row.enabled or is_leased or (row.not_before is not None and row.not_before > now):
        return False
    return bool(row.failures) or row.last is None or row.last + every <= now


def _refuse_if_waiting(source: ListSource, now: datetime) -> None:
    if not source.enabled:
        raise NotNow(_("%(key)s is left alone: a person stopped following it."), key=source.key)
    if source.not_before is None or source.not_before <= now:
        return
    # A person may cut our own back-off short; what the publisher asked for they may not.
    last = source.collections.first()
    if last is not None and last.code == AskedToWait.code:
        raise NotNow(
            _("the publisher of %(key)s asked us to wait until %(not_before)s UTC."),
            key=source.key,
            not_before=f"{source.not_before:%Y-%m-%d %H:%M}",
        )


def _read_and_compare(look: SourceLook) -> Collection:
    is_new = fetch_pages(look)
    published = look.connector.interpret(look.pages, look.source) if is_new else None
    if published:
        _apply_decided(look)
    with transaction.atomic():
        result = process_publication(look, published) if published else UNCHANGED
        updates: dict[str, Any] = {
            "failures": 0,
            "not_before": None,
            "read_as": reading_digest(look.source),
            **look.validators,
        }
        if published and published.as_of:
            updates["as_of"] = published.as_of
        collection = _store_collection(look, result, updates)
        if result.outcome not in {Collection.Outcome.UNCHANGED, Collection.Outcome.SAME_ROWS}:
            _audit(look, collection)
        return collection


def _apply_decided(look: SourceLook) -> None:
    """Write what two people decided of this source into the law first: another edition would overtake it.

    What cannot be written stays with its set, of which people are told, and is proposed again.
    """
    decided = with_state(ChangeSet.objects.filter(source=look.source_row)).filter(
        state=DECIDED, accepted__gt=F("applied")
    )
    for change_set in decided:
        with suppress(WatchlistError):
            apply(change_set=change_set, actor=look.source.origin)


@transaction.atomic
def _store_failure(look: SourceLook, error: WatchlistError) -> Collection:
    failures = look.source_row.failures + 1
    wait = (error.wait if isinstance(error, CollectionFailed) else None) or back_off(failures)
    code = error.code if isinstance(error, CollectionFailed) else CollectionFailed.code
    result = LookResult(Collection.Outcome.FAILED, str(error) or code, code=code)
    return _store_collection(look, result, {"failures": failures, "not_before": look.started + wait})


def _store_collection(look: SourceLook, result: LookResult, updates: Mapping[str, Any]) -> Collection:
    collection = Collection.objects.create(
        source=look.source_row,
        started_at=look.started,
        ended_at=max(look.started, datetime.now(UTC)),
        outcome=result.outcome,
        code=result.code,
        detail=result.detail,
        edition=result.edition,
        change_set=result.change_set,
    )
    for publication in look.publications:  # one by one: together, they would come in any order
        collection.publications.add(publication)
    look.lease.release(**updates)
    return collection


def _audit(look: SourceLook, collection: Collection) -> None:
    payload = {
        "outcome": collection.outcome,
        "detail": collection.detail,
        "edition": collection.edition.sha256 if collection.edition else None,
        "change_set": collection.change_set_id,
        "publications": [row.sha256 for row in look.publications],
    }
    audit.append(
        actor=look.source.origin,
        verb="collect",
        target_kind="source",
        target_key=look.source.key,
        payload=payload,
        at=collection.ended_at,
        rows=[collection.edition] if collection.edition else [],
    )


def stop_following(*, key: str, actor: User, reason: str) -> ListSource:
    """Stop following a source, and return it: what was read of it stands. Raises `CorrectTheData`."""
    return _set_enabled(key, actor, reason, enabled=False)


def resume_following(*, key: str, actor: User, reason: str = "") -> ListSource:
    """Follow a source again, and return it: it is due at once. Raises `CorrectTheData`."""
    return _set_enabled(key, actor, reason, enabled=True)


@transaction.atomic
def _set_enabled(key: str, actor: User, reason: str, *, enabled: bool) -> ListSource:
    declared_source(key)
    source, _ = ListSource.objects.get_or_create(key=key)
    if ListSource.objects.filter(key=key, enabled=not enabled).update(enabled=enabled):
        audit.append(
            actor=actor.get_username(),
            verb="follow_source" if enabled else "leave_source_alone",
            target_kind="source",
            target_key=key,
            payload={"reason": reason},
            at=datetime.now(UTC),
        )
    source.refresh_from_db()
    return source
