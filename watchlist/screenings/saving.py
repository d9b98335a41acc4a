"""Keep an answer: the file as received, its lines, the distinct items behind them, and every record word for word.

One way for all: a screening is opened with what it rests on, its lines are kept in chunks as they are answered, and it
is closed with its summary. Until then it counts nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from typing import Any, Final
from uuid import UUID, uuid4

import orjson
from django.db import transaction

from watchlist import audit
from watchlist.engine.answer import Answer, Coverage, Line, Record, Summary
from watchlist.engine.answer_codec import encode_text
from watchlist.engine.decision import Conventions, Question
from watchlist.engine.reading import DeclaredLine, DeclaredManifest, identity_text, item_digest
from watchlist.law_store import law_at
from watchlist.manifests import Item, Manifest, ManifestLine
from watchlist.metrics import count_lines
from watchlist.screenings.concern import PartyHistory, concerns_text, line_place
from watchlist.screenings.daily import Counts, count_screening_day
from watchlist.screenings.inserting import Ids, insert, plain_key
from watchlist.screenings.line_columns import FILTERED, HIT, columns_of_hit, columns_of_line, digest_of_lines
from watchlist.screenings.models import Consignment, Hit, ScreenedLine, Screening
from watchlist.screenings.party_totals import ConsignmentRows, Parties
from watchlist.screenings.readings import StoredReading, basis_of, keep_readings
from watchlist.screenings.same_goods import goods_of
from watchlist.screenings.stored_answers import lines_for_route, plain_counts, strongest_verdict
from watchlist.screenings.totals import count_screening

BATCH: Final = 500
CHUNK: Final = 1_000
MOST_ITEMS: Final = 20_000
"""Items whose row is remembered from chunk to chunk."""

AnsweredLine = tuple[DeclaredLine, Line]


@dataclass(slots=True)
class OpenScreening:
    """A screening under way: what the rows of every chunk are made of, and what is cached between chunks."""

    screening: Screening
    declared: DeclaredManifest
    question: Question
    parties: Parties
    consigned: ConsignmentRows = field(init=False)
    history: PartyHistory = field(init=False)
    items: dict[str, int] = field(default_factory=dict)
    read: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        today = self.screening.manifest.received_at.date()
        self.consigned = ConsignmentRows(self.screening, self.declared, self.parties, today)
        self.history = PartyHistory(self.screening.manifest)


@transaction.atomic
def save_answer(
    *,
    manifest: DeclaredManifest,
    original: bytes,
    question: Question,
    answer: Answer,
    actor: str,
    reference: str = "",
    received_at: datetime | None = None,
) -> Screening:
    """Store one screening with its manifest and return it; `received_at`: of a file that was stored before."""
    pk = uuid4()
    kept = keep_passing(
        answer.records(),
        pk=pk,
        manifest=manifest,
        original=original,
        question=question,
        actor=actor,
        reference=reference,
        received_at=received_at,
    )
    for _ in kept:
        pass
    screening: Screening = Screening.objects.get(pk=pk)
    return screening


def keep_passing(
    records: Iterator[Record],
    *,
    pk: UUID,
    manifest: DeclaredManifest,
    original: bytes,
    question: Question,
    actor: str,
    reference: str = "",
    received_at: datetime | None = None,
) -> Iterator[Record]:
    """Yield the records of an answer as they pass, and store them as the screening `pk`, chunk by chunk.

    The caller owns the transaction: it decides what is kept when it goes no further.
    """
    lines, chunk = iter(manifest.lines), list[AnsweredLine]()
    for record in records:
        match record:
            case Coverage():
                stored = keep_manifest(
                    manifest=manifest,
                    original=original,
                    question=question,
                    actor=actor,
                    reference=reference,
                    received_at=received_at,
                )
                storing = open_screening(
                    pk=pk, stored=stored, manifest=manifest, question=question, coverage=record, actor=actor
                )
            case Line():
                chunk.append((next(lines), record))
                if len(chunk) == CHUNK:
                    keep_chunk(storing, chunk)
                    chunk = []
            case Summary():
                keep_chunk(storing, chunk)
                close_screening(storing.screening, storing.parties, record)
        yield record


def keep_manifest(
    *,
    manifest: DeclaredManifest,
    original: bytes,
    question: Question,
    actor: str,
    reference: str = "",
    received_at: datetime | None = None,
) -> Manifest:
    """Store a file that was read, with its bytes, and return it; it is received now, or was at an instant."""
    at = received_at or datetime.now(UTC)
    return Manifest.objects.create(
        reference=(reference or manifest.reference).strip(),
        source=manifest.source,
        sha256=manifest.sha256,
        original=original,
        shipment=text_of(manifest.shipment),
        received_at=at,
        received_by=actor,
        goods_sha256=goods_of(manifest, question, at.date()),
        is_another=manifest.is_another or None,
    )


def open_screening(
    *, pk: UUID, stored: Manifest, manifest: DeclaredManifest, question: Question, coverage: Coverage, actor: str
) -> OpenScreening:
    """Store a screening that is under way, with what it rests on and the keys of its parties."""
    parties = Parties.from_manifest(manifest)
    parties.store_keys()
    screening = Screening.objects.create(
        pk=pk,
        manifest=stored,
        known_at=coverage.instant,
        question=text_of(question.as_record()),
        coverage=encode_text(coverage),
        conventions=Conventions.of_manifest(manifest).as_text(),
        made_by=actor,
        route_gaps=" ".join(coverage.not_held),
    )
    return OpenScreening(screening, manifest, question, parties)


def keep_chunk(storing: OpenScreening, chunk: Sequence[AnsweredLine]) -> None:
    """Store some lines, in the file's order after those stored before, and their records."""
    if chunk:
        keep_rows(storing, chunk, keep_goods(storing, chunk), Ids.reserve(len(chunk)))


def keep_goods(storing: OpenScreening, chunk: Sequence[AnsweredLine]) -> list[int]:
    """Store the distinct goods of some lines, and what they were resolved to; return the stored item of each line."""
    items, new = _items(storing, [line for line, _ in chunk]), dict[int, StoredReading]()
    for item, (_, line) in zip(items, chunk, strict=True):
        if item not in storing.read:
            storing.read.add(item)
            if reading := StoredReading.from_line(line):
                new[item] = reading
    if new:
        keep_readings(new, basis_of(law_at(storing.screening.known_at)))
    return items


def keep_rows(storing: OpenScreening, chunk: Sequence[AnsweredLine], items: Sequence[int], ids: Ids) -> None:
    """Store some lines of stored items, their records and what was found, under the ids that are theirs."""
    manifest, screening = storing.screening.manifest_id, plain_key(storing.screening)
    insert(
        ManifestLine,
        ("id", "manifest_id", "number", "key", "declared", "item_id"),
        (
            (key, manifest, line.number, line.key[:200], text_of(line.declared), item)
            for key, (line, _), item in zip(ids.declared, chunk, items, strict=True)
        ),
    )
    lines = [line for _, line in chunk]
    concerns = storing.history.concerns_of(lines, storing.parties.rows)
    insert(
        ScreenedLine,
        (
            *("id", "screening_id", "line_id", *FILTERED, "everyday", "likeness", "for_route"),
            *("record", "concerns", "place"),
        ),
        (
            (
                key,
                screening,
                declared,
                *columns_of_line(line, storing.question),
                encode_text(line),
                concerns_text(facts),
                line_place(line, facts),
            )
            for key, declared, line, facts in zip(ids.screened, ids.declared, lines, concerns, strict=True)
        ),
    )
    insert(
        Hit,
        ("screened_line_id", *HIT),
        (
            (key, position, *columns_of_hit(finding))
            for key, (_, line) in zip(ids.screened, chunk, strict=True)
            for position, finding in enumerate(line.findings)
        ),
    )
    Consignment.objects.bulk_create(storing.consigned.rows(ids.declared, chunk), batch_size=BATCH)


def close_screening(
    screening: Screening,
    parties: Parties,
    summary: Summary,
    lines_sha256: str = "",
    counts_of_day: Counts | None = None,
) -> None:
    """Sum a screening up: from this instant it is done, and its parties are known.

    `lines_sha256`: the digest of its lines, and `counts_of_day`: what these add to the counts of a day, where they
    were made before; to read a million of them takes a while.
    """
    at, summary_text, counts = datetime.now(UTC), encode_text(summary), plain_counts(summary)
    new = parties.keep(screening.manifest, at)
    Screening.objects.filter(pk=screening.pk, made_at=None).update(
        summary=summary_text,
        made_at=at,
        for_people=summary.lines - summary.no_match,
        for_route=lines_for_route(summary),
        verdict=strongest_verdict(summary),
    )
    audit.append(
        actor=screening.made_by,
        verb="screen",
        target_kind="screening",
        target_key=str(screening.pk),
        payload={
            "manifest": screening.manifest.sha256,
            # The summary names parties, and the trail outlives them: of it the counts, and the hash of what was said.
            "counts": {"lines": summary.lines, **counts},
            "lines_sha256": lines_sha256 or digest_of_lines(screening),
            "summary_sha256": sha256(summary_text.encode()).hexdigest(),
            "known_at": screening.known_at.isoformat(),
        },
        at=at,
        rows=[screening, screening.manifest],
    )
    count_screening(screening, {parties.rows[key] for key in parties.written}, new)
    count_screening_day(screening, at, counts_of_day)
    transaction.on_commit(partial(count_lines, counts), robust=True)


def text_of(plain: Mapping[str, Any]) -> str:
    """Return plain values as the JSON text that is stored."""
    return orjson.dumps(plain).decode()


def _items(storing: OpenScreening, lines: Iterable[DeclaredLine]) -> list[int]:
    """Return the id of the stored item of each line; new ones are stored."""
    identities = [identity_text(line.fields) for line in lines]
    if len(storing.items) > MOST_ITEMS:
        storing.items.clear()
        storing.read.clear()
    new = {item_digest(identity): identity for identity in dict.fromkeys(identities) if identity not in storing.items}
    Item.objects.bulk_create(
        [Item(digest=digest, identity=identity) for digest, identity in sorted(new.items())],
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    stored = Item.objects.in_bulk(new, field_name="digest")
    storing.items.update((new[digest], item.pk) for digest, item in stored.items())
    return [storing.items[identity] for identity in identities]
