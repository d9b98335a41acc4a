"""A change before it is a row, and the rows of a revision with the digest that holds them together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

import orjson
from django.contrib.auth.models import User
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.engine.law import SchedulingFacts
from watchlist.law_store import InstrumentFacts
from watchlist.list_updates.change_models import Change, ChangeSet, Revision
from watchlist.list_updates.change_schema import (
    NewSubstance,
    Removal,
    read_act,
    read_facts,
    read_new_substance,
    read_removal,
    read_replacements,
)
from watchlist.list_updates.errors import CheckTheRecord


@dataclass(frozen=True, slots=True)
class ParsedChange:
    """The facts of a change, None or empty where it has none. `corrections`: entry, event, and its facts."""

    substance: str = ""
    facts: SchedulingFacts | None = None
    removal: Removal | None = None
    new_substance: NewSubstance | None = None
    act: InstrumentFacts | None = None
    corrections: tuple[tuple[str, str, SchedulingFacts | None], ...] = ()

    @property
    def listings(self) -> tuple[SchedulingFacts, ...]:
        """Return every listing that it would write."""
        corrected = tuple(facts for _, _, facts in self.corrections if facts)
        return (self.facts, *corrected) if self.facts else corrected

    def printed_names(self, entries: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield each entry with the name under which it would stand; `entries` are those that the change bears on."""
        if self.facts and entries:
            yield entries[0], self.facts.printed_name
        yield from ((entry, facts.printed_name) for entry, _, facts in self.corrections if facts)


Payload = Mapping[str, Any]
JSON_COLUMNS: Final = ("row_before", "row_after", "before", "after")
PLAIN_COLUMNS: Final = ("kind", "list_key", "code", "name", "valid_from", "place", "doubt", "digest")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDraft:
    """One change that somebody proposes: the columns of `Change`, with what it says as plain values (None: nothing).

    `after` is None where it applies to nothing that is held. Without a `digest` it gets one of what it says.
    """

    kind: str
    name: str
    list_key: str = ""
    entries: tuple[str, ...] = ()
    code: str = ""
    valid_from: date | None = None
    row_before: Payload | None = None
    row_after: Payload | None = None
    before: Payload | None = None
    after: Payload | None = None
    place: str = ""
    doubt: str = ""
    digest: str = ""


def draft_of(change: Change) -> ChangeDraft:
    """Return a stored change as a draft."""
    plain = {name: getattr(change, name) for name in PLAIN_COLUMNS}
    texts: dict[str, Any] = {name: parse_payload(getattr(change, name)) for name in JSON_COLUMNS}
    return ChangeDraft(**plain, **texts, entries=tuple(change.entries.split()))


def drafts_of(revision: Revision) -> list[ChangeDraft]:
    """Return the changes of a revision as drafts, in order. Raises `CheckTheRecord` where its digest does not hold."""
    changes = list(revision.changes.order_by("position"))
    if digest_of(map(_cells, changes)) != revision.digest:
        raise CheckTheRecord(_("%(revision)s: its changes are not those that it was made of."), revision=revision)
    return [draft_of(change) for change in changes]


def revise(
    *, change_set: ChangeSet, number: int, drafts: Sequence[ChangeDraft], proposed_by: User | None, note: str = ""
) -> Revision:
    """Write a revision with its changes, in this order, and return it."""
    rows = []
    for position, draft in enumerate(drafts):
        plain = {name: getattr(draft, name) for name in PLAIN_COLUMNS}
        texts = {name: payload_text(getattr(draft, name)) for name in JSON_COLUMNS}
        row = Change(position=position, **plain, **texts, entries=" ".join(draft.entries))
        row.digest = draft.digest or digest_of([_cells(row)])
        rows.append(row)
    revision = Revision.objects.create(
        change_set=change_set,
        number=number,
        proposed_by=proposed_by,
        note=note,
        digest=digest_of(map(_cells, rows)),
        made_at=datetime.now(UTC),
    )
    for row in rows:
        row.revision = revision
    Change.objects.bulk_create(rows)
    return revision


def open_by_machine(change_set: ChangeSet, drafts: Sequence[ChangeDraft], *, rows: Sequence[Model]) -> ChangeSet:
    """Store a change set of an edition with revision 0, of nobody, and return it; `rows` are written beside it."""
    change_set.save(force_insert=True)
    revision = revise(change_set=change_set, number=0, drafts=drafts, proposed_by=None)
    edition = change_set.edition.sha256 if change_set.edition else ""
    gates = change_set.gates.splitlines()
    payload = {"edition": edition, "changes": len(drafts), "gates": gates, "digest": revision.digest}
    written = [change_set, revision, *revision.changes.all(), *rows]
    append_event("propose", change_set, change_set.opened_by, payload, written, at=change_set.opened_at)
    return change_set


def append_event(
    verb: str,
    change_set: ChangeSet,
    actor: str,
    payload: Payload,
    rows: Iterable[Model] = (),
    *,
    at: datetime | None = None,
) -> None:
    """Append the event of an act on a change set to the trail, of now where no instant is given."""
    key, at = str(change_set.pk), at or datetime.now(UTC)
    audit.append(actor=actor, verb=verb, target_kind="changeset", target_key=key, payload=payload, at=at, rows=rows)


def payload_text(payload: Payload | None) -> str:
    """Return a payload as its canonical JSON; "" for None."""
    return "" if payload is None else orjson.dumps(payload, option=orjson.OPT_SORT_KEYS).decode()


def parse_payload(text: str) -> Payload | None:
    """Return the payload of a text of `payload_text`."""
    payload: Payload | None = orjson.loads(text) if text else None
    return payload


def digest_of(cells: Iterable[Sequence[Any]]) -> str:
    """Return the digest of changes in their order."""
    return hashlib.sha256(orjson.dumps([list(row) for row in cells])).hexdigest()


def _cells(change: Change) -> list[Any]:
    return [getattr(change, name) for name in (*PLAIN_COLUMNS, *JSON_COLUMNS, "entries", "position")]


def parse_change(draft: ChangeDraft) -> ParsedChange:
    """Return the facts of a change, read strictly. Raises `CorrectTheData`."""
    payload = draft.after or {}
    if draft.kind == Change.Kind.REMOVE:
        return ParsedChange(removal=read_removal(payload), act=read_act(payload))
    if draft.kind == Change.Kind.CORRECT:
        rows = (
            (entry, event, to) for entry, events in read_replacements(payload).items() for event, to in events.items()
        )
        return ParsedChange(corrections=tuple(rows), act=read_act(payload))
    return ParsedChange(
        substance=str(payload.get("substance", "")),
        facts=read_facts(payload),
        new_substance=read_new_substance(payload),
        act=read_act(payload),
    )
