"""Stored lines, compared with their own records and with what the trail says of their screening."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, Final

import orjson

from watchlist.audit.models import AuditPayload
from watchlist.engine.answer_codec import RecordUnreadable
from watchlist.integrity.difference import IntegrityDifference
from watchlist.screenings.line_contents import FILTERED, LineContent, contents_of
from watchlist.screenings.models import Screening
from watchlist.screenings.stored_answers import read_line

PART: Final = "line"


def line_differences(screenings: Iterable[Screening]) -> Iterator[IntegrityDifference]:
    """Yield what of stored screenings is not as it was answered: a column beside its record, a hit, a line that came,
    went or was altered since the event of its screening. Screenings under way or being let go are passed over.
    """
    for screening in screenings:
        if screening.made_at is not None and screening.let_go_at is None:
            yield from _screening_differences(screening)


def _screening_differences(screening: Screening) -> Iterator[IntegrityDifference]:
    digest, counts = sha256(), dict[str, int]()
    for line in contents_of(screening):
        place = f"{screening.pk} line {line.number}"
        yield from (IntegrityDifference(PART, place, reason) for reason in _record_faults(line))
        counts[line.verdict] = counts.get(line.verdict, 0) + 1
        try:
            digest.update(line.as_bytes() + b"\n")
        except TypeError:
            yield IntegrityDifference(PART, place, "it holds what this service never writes")
    audited = _audited_lines(screening)
    if "lines_sha256" in audited and audited["lines_sha256"] != digest.hexdigest():
        yield IntegrityDifference(PART, str(screening.pk), "its lines are not those that the trail tells of")
    if "counts" in audited and any(audited["counts"].get(verdict, 0) != count for verdict, count in counts.items()):
        yield IntegrityDifference(PART, str(screening.pk), "its lines have other verdicts than the trail counts")


def _audited_lines(screening: Screening) -> dict[str, Any]:
    """Return the payload of the event of a screening; empty where it was erased or cannot be read."""
    bodies = AuditPayload.objects.filter(
        event__verb="screen", event__target_kind="screening", event__target_key=str(screening.pk)
    )
    body = bodies.order_by("-event_id").values_list("body", flat=True).first()
    try:
        read = orjson.loads(body or "{}")
    except orjson.JSONDecodeError:  # `verify_audit` names such a payload
        return {}
    return read if isinstance(read, dict) else {}


def _record_faults(line: LineContent) -> Iterator[str]:
    try:
        answer = read_line(line.record)
    except RecordUnreadable:
        yield "its record cannot be read"
        return
    for name in FILTERED:
        if getattr(line, name) != getattr(answer, name):
            yield f"its {name} is not that of its record"
    hits = [(hit[0], *hit[1:5]) for hit in line.hits]
    findings = [(at, found.tier, found.severity, found.list, found.entry) for at, found in enumerate(answer.findings)]
    if hits != findings:
        yield "its hits are not the findings of its record"
