"""The corrections of a shipment's lines that were in effect at an instant, and its manifest with them.

They are of a file and its shipment: the same bytes under the same reference are read with them whoever sends them
again, other bytes without.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from watchlist.engine.answer import CorrectedField
from watchlist.engine.reading import DeclaredManifest, with_corrections
from watchlist.manifests import Manifest
from watchlist.screenings.correction_models import CorrectionRun, LineCorrection
from watchlist.screenings.models import Upload
from watchlist.screenings.stored_answers import read_question
from watchlist.temporal import last_tick

CorrectionsByLine = Mapping[int, Sequence[CorrectedField]]


def corrected_manifest(
    manifest: DeclaredManifest, known_at: datetime | None, extra: CorrectionsByLine | None = None
) -> DeclaredManifest:
    """Return a manifest of short memory with its lines as people had corrected them at an instant (now, if None).

    `extra`: corrections of lines, by their numbers, that come after those.
    """
    corrections = known_corrections(manifest.reference, manifest.sha256, known_at)
    for number, fields in (extra or {}).items():
        corrections[number] += fields
    if not corrections:
        return manifest
    return replace(manifest, lines=tuple(with_corrections(manifest.lines, corrections)))


def known_corrections(
    reference: str, sha256: str, known_at: datetime | None, screening: UUID | None = None
) -> defaultdict[int, list[CorrectedField]]:
    """Return the corrections of a shipment's file in effect at an instant, by number of the line, the last behind.

    With that by which a `screening` came: a long shipment is answered with it for a while before it takes effect.
    """
    found = defaultdict[int, list[CorrectedField]](list)
    # Nearly every file is new, and to ask whether it is costs half of asking for its corrections.
    if not Manifest.objects.filter(reference=reference, sha256=sha256).exists():
        return found
    rows = corrections_of(reference, sha256).filter(effective_at__isnull=False).order_by("effective_at", "pk")
    if not rows.exists():
        return found
    in_effect = rows.filter(Q(effective_at__lte=last_tick(known_at)) | Q(answered_line__screening=screening))
    run = CorrectionRun.objects.filter(upload=OuterRef("answered_line__screening"))
    for row in in_effect.select_related("screened_line__line").annotate(run_at=Subquery(run.values("at"))):
        found[row.screened_line.line.number].append(corrected_field(row, row.run_at))
    return found


def corrected_since(upload: Upload) -> bool:
    """Say whether a correction took effect of a file that a job was answering meanwhile, as known when it came.

    Not of one that was asked as of an instant before it came: that is answered as it was then.
    """
    stored, known_at = upload.manifest, read_question(upload.question).known_at
    if known_at is None or known_at < stored.received_at:
        return False
    return corrections_of(stored.reference, stored.sha256).filter(effective_at__gt=last_tick(known_at)).exists()


def corrections_of(reference: str, sha256: str) -> QuerySet[LineCorrection]:
    """Return the corrections of the lines of a shipment's file, waiting and refused ones too."""
    return LineCorrection.objects.filter(
        screened_line__screening__manifest__reference=reference, screened_line__screening__manifest__sha256=sha256
    ).defer("screened_line__record")


def corrected_field(row: LineCorrection, run_at: datetime | None = None) -> CorrectedField:
    """Return what an answer says of a correction in effect; `run_at`: when a job began to answer with it."""
    assert row.effective_at is not None
    return CorrectedField(
        field=row.field,
        declared=row.declared,
        corrected=row.corrected,
        reason=row.note,
        by=row.by,
        at=(run_at or row.effective_at).isoformat(),
        agreed_by=row.second or None,
    )
