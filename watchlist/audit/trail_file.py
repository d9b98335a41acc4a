"""The trail of some days as a file for inspectors: JSON Lines, each line checked by itself and by the one before.

The first line says what the file is; then come the events in order, and the anchors of these days; the last line counts
them, and is signed with the key of the house over all lines before it. `verify_trail_file` says how it is checked.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Max, Min

from watchlist.audit.anchors import stored_anchors, written
from watchlist.audit.keys import key_id, public_text, signing_key
from watchlist.audit.links import KEEP_RESTRICTED, canonical, fields_of
from watchlist.audit.models import AuditChain, AuditEvent

FORMAT: Final = "precursor-watchlist-trail/2"
AT_ONCE: Final = 2_000


def trail_lines(*, since: date | None, until: date | None, at: datetime) -> Iterator[str]:
    """Yield the lines of a file of the events of some days (UTC, both included), made at an instant.

    Of a restricted event stand the link alone, without what was said. Raises `ImproperlyConfigured` where the file of
    the key is not there.
    """
    key, whole = signing_key(), hashlib.sha256()
    counts = Counter[str]()
    for kind, text in _parts(since, until, at):
        counts[kind] += 1
        whole.update(f"{text}\n".encode())
        yield f"{text}\n"
    public, digest = public_text(key), whole.hexdigest()
    end = {"record": "end", "events": counts["events"], "anchors": counts["anchors"], "sha256": digest}
    value = base64.b64encode(key.sign(f"{FORMAT} {digest}".encode())).decode()
    yield canonical({**end, "signature": {"key_id": key_id(public), "key": public, "value": value}}) + "\n"


def _parts(since: date | None, until: date | None, at: datetime) -> Iterator[tuple[str, str]]:
    chain = AuditChain.objects.filter(pk=1).first()
    days = {"from": since and since.isoformat(), "until": until and until.isoformat()}
    chain_end = {"length": chain.length, "head": chain.head} if chain else {"length": 0, "head": ""}
    yield "trail", canonical({"record": "trail", "format": FORMAT, "made_at": at.isoformat(), **days, **chain_end})
    first, last = _numbers(since, until)
    for event in _events(first, last):
        yield "events", canonical(_record(event))
    for anchor in stored_anchors():
        if first <= anchor.sequence <= last:
            yield "anchors", written(anchor)


def _numbers(since: date | None, until: date | None) -> tuple[int, int]:
    """Return the first and the last number of some days; all between are of the file.

    Of two acts at once, the one that came to the chain first may bear the later instant.
    """
    rows = AuditEvent.objects.all()
    rows = rows.filter(at__gte=_midnight(since)) if since else rows
    rows = rows.filter(at__lt=_midnight(until + timedelta(days=1))) if until else rows
    found = rows.aggregate(first=Min("sequence"), last=Max("sequence"))
    return found["first"] or 1, found["last"] or 0


def _events(first: int, last: int) -> Iterator[AuditEvent]:
    rows = AuditEvent.objects.select_related("payload").order_by("sequence").filter(sequence__lte=last)
    while batch := list(rows.filter(sequence__gte=first)[:AT_ONCE]):
        yield from batch
        first = batch[-1].sequence + 1


def _record(event: AuditEvent) -> dict[str, Any]:
    """Return an event as it stands in the file, without its payload where that is restricted, or was erased."""
    link = {**fields_of(event.link), "digest": event.digest, "format": event.format, "rows": event.rows_digest}
    payload = getattr(event, "payload", None)
    if event.verb == KEEP_RESTRICTED or payload is None:
        return {"record": "event", **link}
    return {"record": "event", **link, "salt": payload.salt, "body": payload.body}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
