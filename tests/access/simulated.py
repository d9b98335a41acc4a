"""Sequences of lines that a token could send, labelled, and what is noticed where one token sends one of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from tests.acceptance.asking import ask_all
from watchlist.access.events import BoundaryEvent, Requester
from watchlist.access.probing_detection import count_answers

FIXTURE = Path(__file__).parents[2] / "fixtures" / "bench" / "probing.csv"
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
CALL = 100


@cache
def sequences(label: str) -> dict[str, list[str]]:
    """Return the SMILES of each sequence with a label: `walk` or `ordinary`."""
    found: dict[str, list[str]] = {}
    with FIXTURE.open(newline="") as text:
        for row in csv.DictReader(text):
            if row["label"] == label:
                found.setdefault(row["sequence"], []).append(row["smiles"])
    return found


def asker(lineage: UUID | None = None) -> Requester:
    """Return a token of a shipping system."""
    return Requester(lineage=lineage or uuid4(), token="shipping", user="program")


def send(who: Requester, smiles: Iterable[str], at: datetime = NOON, **question: Any) -> set[str]:
    """Screen structures as calls of a token, and return the kinds of event that stand for it."""
    lines = ask_all([{"smiles": text} for text in smiles], **question).typed.lines
    for start in range(0, len(lines), CALL):
        some = lines[start : start + CALL]
        count_answers(requester=who, at=at + timedelta(seconds=start), answered_lines=some, lines=len(some))
    return kinds(who)


def kinds(who: Requester) -> set[str]:
    """Return the kinds of event that stand for a token."""
    return set(BoundaryEvent.objects.filter(lineage=who.lineage).values_list("kind", flat=True))
