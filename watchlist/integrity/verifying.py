"""Compare the database with the code, the trail and the records, and keep how much differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final, NamedTuple

import orjson
from django.apps import apps
from django.db import models, transaction

from watchlist import audit
from watchlist.audit import AuditPayload, ChainCheck, RowDifference, house_key, row_differences
from watchlist.authorisations import AuthorisationScan
from watchlist.cases import Attachment
from watchlist.engine.answer_codec import RecordUnreadable
from watchlist.integrity.models import IntegrityCheck
from watchlist.integrity.schema import schema_differences
from watchlist.jobs import Lease, heartbeats
from watchlist.manifests import ManifestPart
from watchlist.results import ResultsFile, altered_results_files
from watchlist.screenings import FILTERED, LineContent, Screening, ScreeningQuerySet, contents_of, read_line
from watchlist.screenings.daily import day_differences
from watchlist.screenings.totals import total_differences

LINE_PART: Final = "line"
PART: Final = "file"
ALTERED: Final = "its bytes are not those of its hash"
FILE_MODELS: Final[tuple[type[models.Model], ...]] = (Attachment, AuthorisationScan)


class IntegrityDifference(NamedTuple):
    """What differs: the part that was compared, the place in it, and what is wrong there."""

    part: str
    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.part} {self.place}: {self.reason}" if self.place else f"{self.part}: {self.reason}"


KEEP_ROWS: str = "keep_rows_as_found"
VERIFY_RECORDS: Final = "verify_records"
LONGEST: Final = timedelta(hours=4)
COMPARING: Final = "comparing the database with the trail"
NAMED: Final = 100
"""Differences that are kept with a comparison; the command prints all."""
ROUND: Final = 30
"""Nights in which each stored screening is read once; those of the last days are read in the first."""
RECENT: Final = timedelta(days=2)


def differences(screenings: ScreeningQuerySet) -> Iterator[IntegrityDifference]:
    """Yield whatever differs: first the guards, then the trail, the rows beside it, files, and lines of screenings.

    Nothing is written, and no lock is taken: what is written meanwhile is told of as it stood, or as it stands.
    """
    for flaw in schema_differences():
        yield IntegrityDifference("schema", "", str(flaw))
    check = ChainCheck([], {house_key()} - {""})
    if cut := check.missing_end():
        yield IntegrityDifference("trail", "", cut)
    for link in check.broken():
        yield IntegrityDifference("trail", f"event {link.sequence}", link.reason)
    for row in row_differences():
        yield IntegrityDifference("row", f"{row.table} {row.key}", row.reason)
    yield from file_differences()
    part = datetime.now(UTC).toordinal() % ROUND
    for total in total_differences(part, ROUND):
        yield IntegrityDifference("totals", f"party {total.party}", total.reason)
    for counted in day_differences(part, ROUND):
        yield IntegrityDifference("counts", f"day {counted.day}", counted.reason)
    yield from manifest_differences(screenings.select_related("manifest").iterator(50))
    yield from line_differences(screenings.iterator(50))


def screenings_of_tonight(now: datetime) -> ScreeningQuerySet:
    """Return the screenings that are read this night: the newest, and of all others one of thirty parts."""
    rows = Screening.objects.order_by("pk")
    part = [pk for pk in rows.values_list("pk", flat=True).iterator() if pk.int % ROUND == now.toordinal() % ROUND]
    newest = rows.filter(made_at__gt=now - RECENT).values_list("pk", flat=True)
    return rows.filter(pk__in={*part, *newest})


def summary_of(found: Iterable[IntegrityDifference]) -> IntegrityCheck:
    """Return how much a comparison found, with the first of it, as a row that is not stored yet."""
    named, count = list[str](), 0
    for difference in found:
        count += 1
        if len(named) < NAMED:
            named.append(str(difference))
    return IntegrityCheck(at=datetime.now(UTC), differences=count, first="\n".join(named))


def last_check() -> IntegrityCheck | None:
    """Return the last comparison; None where there was none yet."""
    check: IntegrityCheck | None = IntegrityCheck._default_manager.order_by("-at").first()
    return check


def verify_tonight(lease: Lease) -> None:
    """Compare what is compared this night, and keep what was found."""
    lease.heartbeat(0, 1, COMPARING)
    with heartbeats(lambda: lease.heartbeat(0), LONGEST):
        found = summary_of(differences(screenings_of_tonight(datetime.now(UTC))))
    with lease.step(1, 1, COMPARING):
        found.save(force_insert=True)


@transaction.atomic
def accept_rows(*, because: str, actor: str) -> list[RowDifference]:
    """Audit the rows that differ from the trail as they are now, and return what was wrong with each.

    The event names them all, with the reason. What was done to the digests themselves stays a difference.
    """
    of_tables = {model._meta.db_table: model for model in apps.get_models()}
    found = [difference for difference in row_differences() if difference.table != "watchlist_rowdigest"]
    if found:
        named = [[difference.table, difference.key, difference.reason] for difference in found]
        models_found = [(of_tables[difference.table], difference.key) for difference in found]
        rows = [model(pk=model._meta.pk.to_python(key)) for model, key in models_found]
        audit.append(
            actor=actor,
            verb=KEEP_ROWS,
            target_kind="table",
            target_key="",
            payload={"because": because, "rows": named},
            rows=rows,
        )
    return found


def file_differences() -> Iterator[IntegrityDifference]:
    """Yield the files of cases, authorisations and results whose bytes are not those of their hash, one at a time."""
    for model in FILE_MODELS:
        for key, digest in model._default_manager.order_by("pk").values_list("pk", "sha256").iterator():
            content = model._default_manager.filter(pk=key).values_list("content", flat=True).first()
            if _sha256([content]) != digest:
                yield IntegrityDifference(PART, f"{model._meta.db_table} {key}", ALTERED)
    for results_file in altered_results_files():
        yield IntegrityDifference(PART, f"{ResultsFile._meta.db_table} {results_file}", ALTERED)


def manifest_differences(screenings: Iterable[Screening]) -> Iterator[IntegrityDifference]:
    """Yield the manifests of screenings whose bytes are not those of their hash."""
    for screening in screenings:
        manifest = screening.manifest
        parts = ManifestPart.objects.filter(manifest=manifest).order_by("number").values_list("content", flat=True)
        if screening.let_go_at is None and _sha256([manifest.original, *parts.iterator(1)]) != manifest.sha256:
            yield IntegrityDifference(PART, f"manifest {manifest.pk}", ALTERED)


def _sha256(contents: Iterable[object]) -> str:
    digest = sha256()
    for content in contents:
        # Where somebody stored no bytes in a column of bytes, which SQLite takes, the hash is of what stands there.
        digest.update(content if isinstance(content, (bytes, memoryview)) else repr(content).encode())
    return digest.hexdigest()


def line_differences(screenings: Iterable[Screening]) -> Iterator[IntegrityDifference]:
    """Yield what of stored screenings is not as it was answered: a column beside its record, a hit, a line that came,
    went or was altered since the event of its screening. Screenings under way or being let go are passed over.
    """
    for screening in screenings:
        if screening.made_at is not None and screening.let_go_at is None:
            yield from _screening_differences(screening)


def _screening_differences(screening: Screening) -> Iterator[IntegrityDifference]:
    digest, counts = sha256(), Counter[str]()
    for line in contents_of(screening):
        place = f"{screening.pk} line {line.number}"
        yield from (IntegrityDifference(LINE_PART, place, reason) for reason in _record_faults(line))
        counts[line.verdict] += 1
        try:
            digest.update(line.as_bytes() + b"\n")
        except TypeError:
            yield IntegrityDifference(LINE_PART, place, "it holds what this service never writes")
    audited = _audited_lines(screening)
    if "lines_sha256" in audited and audited["lines_sha256"] != digest.hexdigest():
        yield IntegrityDifference(LINE_PART, str(screening.pk), "its lines are not those that the trail tells of")
    if "counts" in audited and any(audited["counts"].get(verdict, 0) != count for verdict, count in counts.items()):
        yield IntegrityDifference(LINE_PART, str(screening.pk), "its lines have other verdicts than the trail counts")


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
