"""Check the whole chain: one pass over plain values, which finds every place that does not hold.

The hashes find what was altered, taken out, put in or moved, unless all that follows was forged anew with it; that, and
an end cut off, is found by the anchors. Whoever appends meanwhile is not in the way: the pass takes no lock.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.db.models import Exists, F, Func, OuterRef, TextField

from watchlist.audit.anchors import ANCHOR, Anchor, fault_of, stored_anchors
from watchlist.audit.erasing import ERASE, erased_by
from watchlist.audit.keys import house_key
from watchlist.audit.links import FORMATS, GENESIS, Link, digest_of, fault_of_payload, payload_digest
from watchlist.audit.models import AuditChain, AuditEvent, AuditPayload
from watchlist.audit.raw_values import any_text, fetch_all, whole_number

AT_ONCE: Final = 5_000
"""Events that are read together."""


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A place where the chain does not hold, and what is wrong there."""

    sequence: int
    reason: str


class StoredEvent(NamedTuple):
    """An event and its payload, as they stand in the database."""

    link: Link
    digest: str
    salt: str | None
    body: str | None
    erased_by: int | None


class Instant(Func):
    """The text of an instant as a link holds it, but for a fraction of zeros.

    What was altered may be no instant on SQLite: it is read as the text that stands there.
    """

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Return the SQL of SQLite."""
        return self.as_sql(compiler, connection, template="CAST(%(expressions)s AS TEXT) || '+00:00'", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Return the SQL of PostgreSQL."""
        template = """to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US"+00:00"')"""
        return self.as_sql(compiler, connection, template=template, **context)


COLUMNS: Final = (
    "sequence",
    Instant(F("at")),
    *("actor", "verb", "target_kind", "target_key", "request_id", "payload_digest", "previous", "format"),
    *("rows_digest", "digest", "payload__salt", "payload__body", "erased__by_event"),
)


def broken_links(*, published: Iterable[Anchor] = (), keys: Collection[str] = ()) -> Iterator[BrokenLink]:
    """Yield every place where the chain does not hold, those of events in order; nothing, when it holds.

    `published`: anchors that were kept elsewhere. `keys`: public keys that may have signed anchors, beside the one of
    this house.
    """
    yield from ChainCheck([*published], {house_key(), *keys} - {""}).broken()


@dataclass(slots=True)
class ChainCheck:
    """One pass over the chain; `events`, `last` and `anchored` then say what was read, and how far anchors reach."""

    published: list[Anchor]
    keys: Collection[str]
    events: int = 0
    last: str = GENESIS
    anchored: int = 0
    anchors: int = 0
    formats: Counter[Any] = field(default_factory=Counter)
    _erased_by: Callable[[int], frozenset[int]] = field(default_factory=lambda: lru_cache(maxsize=256)(erased_by))
    _signed: dict[int, list[Anchor]] = field(default_factory=lambda: defaultdict(list))
    _made: dict[int, str] = field(default_factory=dict)

    def missing_end(self) -> str:
        """Return what is missing at the end of the trail, by anchors kept elsewhere and by the chain; "" if nothing."""
        length, _head = _remembered_end()  # before the events: whoever appends meanwhile has not cut anything off
        last = whole_number(AuditEvent.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0)
        stored = {(anchor.day, anchor.sequence) for anchor in stored_anchors()}
        missing = [published for published in self.published if (published.day, published.sequence) not in stored]
        beyond = [published for published in missing if published.sequence > last]
        if beyond:
            newest = max(beyond, key=lambda published: published.sequence)
            return (
                f"The end of the trail is cut off: the anchor of {newest.day}, which was kept elsewhere, signed event "
                f"{newest.sequence}, and the last that stands here is {last}."
            )
        if missing:
            days = ", ".join(sorted({published.day for published in missing}))
            return f"Anchors that were kept elsewhere are missing here: those of {days}."
        if length > last:
            return f"The end of the trail is cut off: the chain remembers {length} events, and the last here is {last}."
        return ""

    def broken(self) -> Iterator[BrokenLink]:
        """Yield every place where the chain does not hold, whatever somebody wrote into its tables."""
        with any_text():
            yield from self._broken()

    def _broken(self) -> Iterator[BrokenLink]:
        remembered, stored = _remembered_end(), stored_anchors()
        yield from self._check_anchors(stored)
        expected = 1
        for row in _rows():
            sequence = row.link.sequence
            if not isinstance(sequence, int):
                yield BrokenLink(expected, f"an event stands here whose number is {sequence!r}")
                continue
            yield from self._event_faults(row, expected)
            self.formats[row.link.format] += 1
            expected = sequence + 1
            self.events, self.last = self.events + 1, row.digest
        yield from self._end_fault(expected, remembered)
        its_event = AuditEvent.objects.filter(pk=OuterRef("pk"))
        orphans = AuditPayload.objects.filter(~Exists(its_event)).order_by("pk")
        for sequence in orphans.values_list("pk", flat=True):
            yield BrokenLink(whole_number(sequence), "a payload stands here without its event")
        yield from self._anchors_left(stored)

    def _check_anchors(self, stored: Iterable[Anchor]) -> Iterator[BrokenLink]:
        for anchor in (*stored, *self.published):
            self.anchors += 1
            if fault := fault_of(anchor, self.keys):
                yield BrokenLink(anchor.sequence, fault)
            else:
                self._signed[anchor.sequence].append(anchor)
                self.anchored = max(self.anchored, anchor.sequence)

    def _event_faults(self, row: StoredEvent, expected: int) -> Iterator[BrokenLink]:
        """Yield what is wrong with one event; note the anchor that it made, if any."""
        link, sequence = row.link, row.link.sequence
        if sequence < expected:
            yield BrokenLink(sequence, "stands before the first event")
        elif sequence == expected + 1:
            yield BrokenLink(expected, f"event {expected} is missing")
        elif sequence > expected:
            yield BrokenLink(expected, f"events {expected} to {sequence - 1} are missing")
        elif link.previous != self.last:
            yield BrokenLink(sequence, "does not follow the event before it")
        if link.format not in FORMATS:
            yield BrokenLink(sequence, f"is of the format {link.format!r}, which is none")
            return
        if row.digest != digest_of(link):
            yield BrokenLink(sequence, "was altered")
        if fault := self._payload_fault(row):
            yield BrokenLink(sequence, fault)
        for anchor in self._signed.pop(sequence, ()):
            if anchor.head != row.digest:
                yield BrokenLink(sequence, f"is not the event that the anchor of {anchor.day} signed")
        if link.verb == ANCHOR:
            self._made[sequence] = link.target_key

    def _payload_fault(self, row: StoredEvent) -> str:
        """Return what is wrong with the payload of an event; "" where it is unaltered, or was erased in order."""
        link, act = row.link, row.erased_by
        if row.salt is None or row.body is None:
            is_erased = act is not None and link.verb != ERASE and link.sequence in self._erased_by(act)
            return "" if is_erased else "its payload is missing, and no act of the trail erased it"
        if fault := fault_of_payload(row.salt, row.body):
            return fault
        return "" if link.payload == payload_digest(row.salt, row.body, link.format) else "its payload was altered"

    def _end_fault(self, expected: int, remembered: tuple[int, str]) -> Iterator[BrokenLink]:
        """Yield where the chain remembers another end than the last event; an append meanwhile rightly moves it on."""
        now, read = _remembered_end(), (expected - 1, self.last)
        if now != read and (now == remembered or not remembered[0] <= read[0] < now[0]):
            yield BrokenLink(expected, f"the chain remembers {now[0]} events and another end")

    def _anchors_left(self, stored: Iterable[Anchor]) -> Iterator[BrokenLink]:
        """Yield anchors without the event that they signed, and events without the anchor that they made."""
        for sequence, anchors in sorted(self._signed.items()):
            for anchor in anchors:
                yield BrokenLink(sequence, f"the anchor of {anchor.day} signed this event, which is not there")
        for anchor in stored:
            if anchor.sequence not in self._made and anchor.sequence not in self._signed:
                yield BrokenLink(anchor.sequence, f"no event tells that the anchor of {anchor.day} was made")
        days_now = {
            anchor.sequence: anchor.day for anchor in stored_anchors()
        }  # read again: one may have been made meanwhile
        for sequence, day in self._made.items():
            if days_now.get(sequence) != day:
                yield BrokenLink(sequence, f"the anchor of {day}, which was made here, is not there")


def _rows() -> Iterator[StoredEvent]:
    """Yield the events in order, some at a time: no long transaction keeps a database from cleaning up behind it."""
    events, after = AuditEvent.objects.order_by("sequence"), None
    while True:
        rest = events if after is None else events.filter(sequence__gt=after)
        batch = fetch_all(rest.values_list(*COLUMNS)[:AT_ONCE])
        for sequence, at, *values in batch:
            instant = str(at).replace(" ", "T", 1).replace(".000000+", "+")
            yield StoredEvent(Link(sequence, instant, *values[:9]), *values[9:])
        after = batch[-1][0] if batch else None
        # Text sorts after every number on SQLite, and cannot be asked for by number: it ends the pass, and is told of.
        if len(batch) < AT_ONCE or not isinstance(after, int):
            return


def _remembered_end() -> tuple[int, str]:
    length, head = AuditChain.objects.filter(pk=1).values_list("length", "head").first() or (0, GENESIS)
    return whole_number(length), str(head)
