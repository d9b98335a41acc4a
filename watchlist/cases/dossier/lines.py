"""The lines of a screening for a dossier: those for people word for word, the others in short, all by one digest."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

import orjson
from django.db.models import Count

from watchlist.engine.answer import Line
from watchlist.engine.vocabulary import Verdict
from watchlist.screenings import ScreenedLine, Screening, read_line

MOST_IN_FULL: Final = 500
MOST_IN_SHORT: Final = 5_000
IN_SHORT: Final = ("line", "key", "verdict", "action", "severity", "depth", "declared")
NOTHING_SUPPRESSED: Final = '"suppressed":[]'
"""As it stands in a record: a quotation mark that somebody wrote has a backslash before it."""
DETERMINED: Final = ('"determination":', '"declared":"by determination PD-')
"""As a record says that a determination of two people meets a condition: the second in answers of an earlier day."""


def lines_of(screening: Screening) -> dict[str, Any]:
    """Return the lines of a screening as a dossier holds them, read once in the order of the file.

    In full are the first lines that a person judges, and those that rest on a suppression or a determination. `sha256`
    is over the digests of all records, one a line, so that what is left out can be compared with the stored answer.
    """
    rows = ScreenedLine.objects.of_screening(screening)
    wanted = set(rows.for_people().order_by("pk").values_list("pk", flat=True)[:MOST_IN_FULL])
    full: list[dict[str, Any]] = []
    short: list[dict[str, Any]] = []
    whole = hashlib.sha256()
    for pk, record in rows.in_order():
        digest = record_digest(record)
        whole.update(f"{digest}\n".encode())
        is_ruled = NOTHING_SUPPRESSED not in record or any(key in record for key in DETERMINED)
        if pk in wanted or (is_ruled and len(full) < MOST_IN_FULL):
            full.append({"sha256": digest, "record": orjson.loads(record)})
        elif len(short) < MOST_IN_SHORT:
            line = read_line(record)
            short.append({**{name: getattr(line, name) for name in IN_SHORT}, "sha256": digest})
    counts = dict(rows.order_by().values_list("verdict").annotate(Count("pk")))
    return {
        "screening": str(screening.pk),
        "counts": dict(sorted(counts.items())),
        "in_full": full,
        "in_short": short,
        "left_out": left_out(counts, [line.verdict for line in full_lines(full)], short),
        "sha256": whole.hexdigest(),
    }


def full_lines(in_full: Iterable[Mapping[str, Any]]) -> list[Line]:
    """Return the lines that stand in full in a dossier, in its order. Raises `RecordUnreadable`."""
    return [read_line(entry["record"]) for entry in in_full]


def record_digest(record: str) -> str:
    """Return the digest of the record of a line, word for word."""
    return hashlib.sha256(record.encode()).hexdigest()


def left_out(counts: Mapping[str, int], full: Iterable[Verdict], short: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Return how many lines of each verdict stand neither in full (their verdicts are given) nor in short."""
    listed = Counter[str](full) + Counter[str](entry["verdict"] for entry in short)
    rest = {verdict: number - listed[verdict] for verdict, number in sorted(counts.items())}
    return {verdict: number for verdict, number in rest.items() if number}
