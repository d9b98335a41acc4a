"""The one module here that knows where the service is asked: it alone changes when that place moves."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from tests.canonical import canonical
from tests.list_updates.noticed import keep, proposal
from tests.plain_answers import stream
from watchlist.conf import seeds_dir
from watchlist.engine.decision.question import Question
from watchlist.engine.host import ROOT
from watchlist.engine.identification.dictionary import Dictionary
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.engine.reading.readers import manifest_from_payload, manifest_from_upload

__all__ = ["GOLDEN", "ROOT", "TODAY", "DeclaredManifest", "Question", "canonical", "seeds_dir"]

GOLDEN: Final = ROOT / "fixtures" / "golden"
TODAY: Final = date(2026, 11, 20)
"""The day on which every question is asked, whatever the day of the run."""

PROPOSED: Final = ("Acetone", "Ephedrine", "Piperonal", "Acetic Anhydride", "Toluene", "Safrole", "Phenylacetic Acid")
"""Of what the question of proposals finds notices: the law of the seeds holds none."""

KNOWN: Final = "67-64-1"
COMMERCE: Final = "SELECT cas, name, smiles FROM numbers WHERE smiles != '' ORDER BY cas"


def propose() -> None:
    """Keep invented notices in the database that is asked, beside the law of the seeds: no verdict changes by them."""
    titles = (f"Designation of {name} as a List I Chemical" for name in PROPOSED)
    keep(*(proposal(f"fr-2026-{number:05}", title=title) for number, title in enumerate(titles, start=1)))


def manifest_of(lines: Sequence[Mapping[str, str]]) -> DeclaredManifest:
    """Return the manifest of some lines, as the body of a request gives them."""
    return manifest_from_payload({"lines": [dict(line) for line in lines]})


def manifest_in(name: str, content: bytes, reference: str = "") -> DeclaredManifest:
    """Return the manifest in a file."""
    return replace(manifest_from_upload(name, content), reference=reference)


def records(manifest: DeclaredManifest, question: Question) -> Iterator[dict[str, Any]]:
    """Yield the records of the answer, asked on the day of all questions here."""
    return stream(manifest, question, TODAY)


def chemicals() -> list[tuple[str, str, str]]:
    """Return the chemicals of commerce that the packaged dictionary draws: number, name, structure."""
    dictionary = Dictionary()
    dictionary.by_cas(KNOWN)  # compiles it, where no run before did
    with sqlite3.connect(dictionary.path) as database:
        return database.execute(COMMERCE).fetchall()
