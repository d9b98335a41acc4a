"""Run inside the service of `bench_rescreen`: its files, screened and stored; and whether a look-back left all."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.db import transaction

from watchlist.engine.answer import Line
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_upload
from watchlist.screenings.models import Screening
from watchlist.screenings.pipeline import stream
from watchlist.screenings.rescreen.answering import differ
from watchlist.screenings.rescreen.models import CaseDue
from watchlist.screenings.saving import keep_passing


def store(folder: str) -> None:
    """Screen every file of a folder, and store it, as the service does what it is sent."""
    for path in sorted(Path(folder).glob("[0-9].json")):
        manifest = replace(manifest_from_upload(path.name, path.read_bytes()), reference=path.stem)
        records = stream(manifest, Question())
        with transaction.atomic():
            kept = keep_passing(
                records,
                pk=uuid4(),
                manifest=manifest,
                original=b"",
                question=Question(),
                actor="bench",
                reference=path.stem,
            )
            for _ in kept:
                pass


def holds(folder: str, since: str) -> bool:
    """Screen every file anew by the law of then and of now, and say whether just what differs was left."""
    found = set(CaseDue.objects.values_list("shipment", "screened_line__line__number"))
    expected = set()
    for path in sorted(Path(folder).glob("[0-9].json")):
        manifest = manifest_from_upload(path.name, path.read_bytes())
        day = Screening.objects.get(manifest__reference=path.stem).manifest.received_at.date()
        before, after = (stream(manifest, Question(known_at=at), day) for at in (datetime.fromisoformat(since), None))
        for was, now in zip(before, after, strict=True):
            if isinstance(was, Line) and isinstance(now, Line) and differ(was, now):
                expected.add((f"reference {path.stem}", was.line))
    print(json.dumps({"left": len(found), "expected": len(expected), "same": found == expected}))
    return found == expected
