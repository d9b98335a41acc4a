"""Keep an answer: the file as received, its lines, the distinct items behind them, and every record word for word."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from watchlist.audit import chain
from watchlist.manifests.items import identity_text, item_digest
from watchlist.manifests.lines import DeclaredLine, DeclaredManifest
from watchlist.manifests.models import Item, Manifest, ManifestLine
from watchlist.screening.keeping import keep_consignments, keep_parties
from watchlist.screening.models import Hit, ScreenedLine, Screening
from watchlist.screening.pipeline import Answer
from watchlist.screening.question import Question

BATCH = 500


@transaction.atomic
def save(
    *,
    manifest: DeclaredManifest,
    original: bytes,
    question: Question,
    answer: Answer,
    actor: str,
    reference: str = "",
) -> Screening:
    """Store one screening with its manifest and return it."""
    now = datetime.now(UTC)
    stored = Manifest.objects.create(
        reference=(reference or manifest.reference).strip(),
        source=manifest.source,
        sha256=manifest.sha256,
        original=original,
        shipment=text_of(manifest.shipment),
        received_at=now,
        received_by=actor,
    )
    screening = Screening.objects.create(
        manifest=stored,
        known_at=datetime.fromisoformat(answer.coverage["known_at"]),
        question=text_of(question.as_record()),
        coverage=text_of(answer.coverage),
        summary=text_of(answer.summary),
        made_at=now,
        made_by=actor,
    )
    lines = _save_lines(screening, stored, manifest, answer)
    parties = keep_parties(stored, manifest, now)
    keep_consignments(screening, zip(lines, manifest.lines, answer.lines, strict=True), manifest, question, parties)
    chain.append(
        actor=actor,
        verb="screen",
        target_kind="screening",
        target_key=str(screening.pk),
        payload={"manifest": manifest.sha256, "summary": answer.summary, "known_at": answer.coverage["known_at"]},
        at=now,
    )
    return screening


def text_of(record: Mapping[str, Any]) -> str:
    """Return the one text of a record, its keys in the contract's order."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _save_lines(
    screening: Screening, stored: Manifest, manifest: DeclaredManifest, answer: Answer
) -> list[ManifestLine]:
    items = _items(manifest)
    lines = ManifestLine.objects.bulk_create(
        [
            ManifestLine(
                manifest=stored,
                number=line.number,
                key=line.key[:200],
                declared=text_of(line.declared),
                item=items[_identity(line)],
            )
            for line in manifest.lines
        ],
        batch_size=BATCH,
    )
    screened = ScreenedLine.objects.bulk_create(
        [
            ScreenedLine(
                screening=screening,
                line=line,
                record=text_of(record),
                **{name: record[name] for name in ("verdict", "action", "severity", "depth")},
            )
            for line, record in zip(lines, answer.lines, strict=True)
        ],
        batch_size=BATCH,
    )
    Hit.objects.bulk_create(
        [
            _hit(line, position, finding)
            for line, record in zip(screened, answer.lines, strict=True)
            for position, finding in enumerate(record["findings"])
        ],
        batch_size=BATCH,
    )
    return lines


def _hit(line: ScreenedLine, position: int, finding: Mapping[str, Any]) -> Hit:
    return Hit(
        screened_line=line,
        position=position,
        tier=finding["tier"],
        severity=finding["severity"],
        list_key=finding["list"],
        entry_key=finding["entry"],
        substance_key=finding["entry"].rsplit("/", 1)[-1],
        form=finding["form"] or "",
    )


def _items(manifest: DeclaredManifest) -> dict[str, Item]:
    """Return the stored item of each distinct identity that the manifest declares, making those not seen before."""
    by_digest = {item_digest(identity): identity for identity in map(_identity, manifest.lines)}
    Item.objects.bulk_create(
        [Item(digest=digest, identity=identity) for digest, identity in sorted(by_digest.items())],
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    return {by_digest[item.digest]: item for item in Item.objects.in_bulk(by_digest, field_name="digest").values()}


def _identity(line: DeclaredLine) -> str:
    return identity_text(line.fields)
