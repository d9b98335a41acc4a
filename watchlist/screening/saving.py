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

from watchlist.audit import chain
from watchlist.engine.decision.conventions import Conventions
from watchlist.engine.decision.findings import LEGAL
from watchlist.engine.decision.policy import VERDICTS
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.items import identity_text, item_digest
from watchlist.engine.reading.lines import DeclaredLine, DeclaredManifest
from watchlist.manifests.models import Item, Manifest, ManifestLine
from watchlist.metrics import count_lines
from watchlist.scheduling.compile import law_known_at
from watchlist.screening.inserting import insert, plain_key
from watchlist.screening.keeping import Consigned, Parties
from watchlist.screening.likeness import is_everyday, likeness
from watchlist.screening.line_contents import digest_of_lines
from watchlist.screening.models import Consignment, Hit, ScreenedLine, Screening
from watchlist.screening.numbering import Ids
from watchlist.screening.plain_answer import PlainAnswer
from watchlist.screening.rescreen.readings import Reading, basis_of, keep_readings

BATCH: Final = 500
FILTERED: Final = ("verdict", "action", "severity", "depth")
HIT: Final = (
    "screened_line_id",
    "position",
    "tier",
    "severity",
    "list_key",
    "entry_key",
    "substance_key",
    "form",
    "is_legal",
)
CHUNK: Final = 1_000
MOST_ITEMS: Final = 20_000
"""Items whose row is remembered from chunk to chunk."""

Record = Mapping[str, Any]
Kept = tuple[DeclaredLine, Record]


@dataclass(slots=True)
class Storing:
    """A screening that is being stored: what its rows are made of, whatever chunk they come in."""

    screening: Screening
    declared: DeclaredManifest
    question: Question
    parties: Parties
    consigned: Consigned = field(init=False)
    items: dict[str, int] = field(default_factory=dict)
    read: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        today = self.screening.manifest.received_at.date()
        self.consigned = Consigned(self.screening, self.declared, self.question, self.parties, today)


@transaction.atomic
def save(
    *,
    manifest: DeclaredManifest,
    original: bytes,
    question: Question,
    answer: PlainAnswer,
    actor: str,
    reference: str = "",
) -> Screening:
    """Store one screening with its manifest and return it."""
    pk = uuid4()
    kept = keep_passing(
        answer.records(),
        pk=pk,
        manifest=manifest,
        original=original,
        question=question,
        actor=actor,
        reference=reference,
    )
    for _ in kept:
        pass
    screening: Screening = Screening.objects.get(pk=pk)
    return screening


def keep_passing(
    records: Iterator[dict[str, Any]],
    *,
    pk: UUID,
    manifest: DeclaredManifest,
    original: bytes,
    question: Question,
    actor: str,
    reference: str = "",
) -> Iterator[dict[str, Any]]:
    """Yield the records of an answer as they pass, and store them as the screening `pk`, chunk by chunk.

    Whoever asks for them holds the transaction: it is for him to say what is kept when he goes no further.
    """
    coverage = next(records)
    stored = keep_manifest(manifest=manifest, original=original, actor=actor, reference=reference)
    storing = open_screening(pk=pk, stored=stored, manifest=manifest, question=question, coverage=coverage, actor=actor)
    yield coverage
    chunk: list[Kept] = []
    for line, record in zip(manifest.lines, records, strict=False):
        chunk.append((line, record))
        if len(chunk) == CHUNK:
            keep_chunk(storing, chunk)
            chunk = []
        yield record
    keep_chunk(storing, chunk)
    summary = next(records)
    close_screening(storing.screening, storing.parties, summary)
    yield summary


def keep_manifest(*, manifest: DeclaredManifest, original: bytes, actor: str, reference: str = "") -> Manifest:
    """Store a file that was read, with its bytes, and return it."""
    return Manifest.objects.create(
        reference=(reference or manifest.reference).strip(),
        source=manifest.source,
        sha256=manifest.sha256,
        original=original,
        shipment=text_of(manifest.shipment),
        received_at=datetime.now(UTC),
        received_by=actor,
    )


def open_screening(
    *, pk: UUID, stored: Manifest, manifest: DeclaredManifest, question: Question, coverage: Record, actor: str
) -> Storing:
    """Store a screening that is under way, with what it rests on and the keys of its parties."""
    parties = Parties.of(manifest)
    parties.name()
    screening = Screening.objects.create(
        pk=pk,
        manifest=stored,
        known_at=datetime.fromisoformat(coverage["known_at"]),
        question=text_of(question.as_record()),
        coverage=text_of(coverage),
        conventions=Conventions.of(manifest).as_text(),
        made_by=actor,
    )
    return Storing(screening, manifest, question, parties)


def keep_chunk(storing: Storing, chunk: Sequence[Kept]) -> None:
    """Store some lines, in the file's order after those stored before, and their records."""
    if chunk:
        keep_rows(storing, chunk, keep_goods(storing, chunk), Ids.reserve(len(chunk)))


def keep_goods(storing: Storing, chunk: Sequence[Kept]) -> list[int]:
    """Store the distinct goods of some lines, and what they were resolved to; return the stored item of each line."""
    items = _items(storing, [line for line, _ in chunk])
    _keep_readings(storing, items, chunk)
    return items


def keep_rows(storing: Storing, chunk: Sequence[Kept], items: Sequence[int], ids: Ids) -> None:
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
    insert(
        ScreenedLine,
        ("id", "screening_id", "line_id", *FILTERED, "everyday", "likeness", "record"),
        (
            (key, screening, line, *_filtered(record, storing.question), text_of(record))
            for key, line, (_, record) in zip(ids.screened, ids.declared, chunk, strict=True)
        ),
    )
    insert(
        Hit,
        HIT,
        (
            (key, position, *_hit(finding))
            for key, (_, record) in zip(ids.screened, chunk, strict=True)
            for position, finding in enumerate(record["findings"])
        ),
    )
    Consignment.objects.bulk_create(storing.consigned.rows(ids.declared, chunk), batch_size=BATCH)


def close_screening(screening: Screening, parties: Parties, summary: Record, lines_sha256: str = "") -> None:
    """Sum a screening up: from this instant it is done, and its parties are known.

    `lines_sha256`: the digest of its lines, where it was made before; to read a million of them takes a while.
    """
    at, told = datetime.now(UTC), text_of(summary)
    parties.keep(screening.manifest, at)
    Screening.objects.filter(pk=screening.pk, made_at=None).update(
        summary=told, made_at=at, for_people=summary["lines"] - summary["no_match"]
    )
    chain.append(
        actor=screening.made_by,
        verb="screen",
        target_kind="screening",
        target_key=str(screening.pk),
        payload={
            "manifest": screening.manifest.sha256,
            # The summary names parties, and the trail outlives them: of it the counts, and the hash of what was said.
            "counts": {name: summary[name] for name in ("lines", *VERDICTS)},
            "lines_sha256": lines_sha256 or digest_of_lines(screening),
            "summary_sha256": sha256(told.encode()).hexdigest(),
            "known_at": screening.known_at.isoformat(),
        },
        at=at,
        rows=[screening, screening.manifest],
    )
    transaction.on_commit(partial(count_lines, {verdict: summary[verdict] for verdict in VERDICTS}), robust=True)


def text_of(record: Record) -> str:
    """Return the one text of a record, its keys in the contract's order."""
    return orjson.dumps(record).decode()


def _keep_readings(storing: Storing, items: Sequence[int], chunk: Sequence[Kept]) -> None:
    """Keep what each item was resolved to that no chunk before declared."""
    new: dict[int, Reading] = {}
    for item, (_, record) in zip(items, chunk, strict=True):
        if item not in storing.read:
            storing.read.add(item)
            if reading := Reading.of_record(record):
                new[item] = reading
    if new:
        keep_readings(new, basis_of(law_known_at(storing.screening.known_at)))


def _filtered(record: Record, question: Question) -> tuple[str | bool, ...]:
    return (*(record[name] for name in FILTERED), is_everyday(record), likeness(record, question))


def _hit(finding: Record) -> tuple[str | bool, ...]:
    entry = finding["entry"]
    return (
        finding["tier"],
        finding["severity"],
        finding["list"],
        entry,
        entry.rsplit("/", 1)[-1],
        finding["form"] or "",
        is_sure(finding),
    )


def is_sure(finding: Record) -> bool:
    """Say whether a stored finding is of law in force, or of a controlled drug, and sure: none is dismissed by one."""
    sure = finding["certainty"] in ("exact", "parsed") and finding["confidence"] != "unverified"
    return sure and (finding["tier"] in LEGAL or finding["tier"] == "drug_reference")


def _items(storing: Storing, lines: Iterable[DeclaredLine]) -> list[int]:
    """Return the stored item of each line, making those not seen before."""
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
    held = Item.objects.in_bulk(new, field_name="digest")
    storing.items.update((new[digest], item.pk) for digest, item in held.items())
    return [storing.items[identity] for identity in identities]
