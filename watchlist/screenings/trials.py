"""Manifests of test mode: answered at once by their fixed goods, read by the token that sent them, and forgotten."""

from __future__ import annotations

import zlib
from datetime import datetime
from uuid import UUID

from watchlist.engine.answer import Record
from watchlist.engine.answer_codec import decode, encode
from watchlist.engine.reading import DeclaredManifest
from watchlist.screenings.fixed_answers import fixed_answer
from watchlist.screenings.trial_models import KEPT, TrialManifest


def keep_trial(*, manifest: DeclaredManifest, source: str, lineage: UUID, at: datetime) -> TrialManifest:
    """Keep a manifest that a test token sent, with its fixed answer, and return it. The trail is told nothing."""
    drop_old_trials(at=at)
    answer = fixed_answer(manifest, at)
    row: TrialManifest = TrialManifest.objects.create(
        lineage=lineage,
        received_at=at,
        reference=manifest.reference,
        source=source,
        sha256=manifest.sha256,
        lines=answer.summary.lines,
        lines_for_people=answer.summary.lines - answer.summary.no_match,
        records=zlib.compress(b"\n".join(map(encode, answer.records())), 1),
    )
    return row


def find_trial(lineage: UUID, key: UUID, at: datetime) -> TrialManifest | None:
    """Return the manifest that a test token, or one that it succeeded, sent under an id in the hour before."""
    return TrialManifest.objects.filter(pk=key, lineage=lineage, received_at__gt=at - KEPT).first()


def records_of_trial(row: TrialManifest) -> list[Record]:
    """Return the records of its answer, in the contract's order."""
    return list(map(decode, zlib.decompress(row.records).split(b"\n")))


def drop_old_trials(*, at: datetime) -> None:
    """Delete what was sent an hour before an instant, or earlier."""
    TrialManifest.objects.filter(received_at__lte=at - KEPT).delete()
