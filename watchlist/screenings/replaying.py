"""Screen a stored manifest again as of then, find every difference, and which of its grounds is another now.

The same engine answers byte for byte what it answered. Another engine may not: then the difference is shown, and the
engines are named. Nothing is written.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any, Final, Literal, NamedTuple

from django.utils.translation import gettext_lazy as _
from msgspec import UNSET

from chemistry import gives_inchikey
from watchlist.audit import AuditEvent
from watchlist.engine.answer import Answer, Coverage, EngineVersions, Line, Part, Record, Summary
from watchlist.engine.answer_codec import as_mapping, encode_text
from watchlist.engine.asof import AsOf
from watchlist.engine.decision import MOST_LISTED, records_of
from watchlist.engine.errors import WatchlistError
from watchlist.engine.reading import DeclaredManifest
from watchlist.engine.vocabulary import Verdict
from watchlist.engine.workers import DETAILS
from watchlist.screenings.models import ScreenedLine, Screening
from watchlist.screenings.pipeline import SumsAsked, run_of
from watchlist.screenings.stored_answers import read_coverage, read_line, read_question, read_summary

TIMED: Final = ("seconds",)


class CannotReplay(WatchlistError):
    """The answer is not stored: not yet, or not any more."""


@dataclass(frozen=True, slots=True)
class LineDifference:
    """A line that is answered differently now; no `then`: it was not stored; no `now`: it is not read any more."""

    then: Line | None
    now: Line | None

    @property
    def either(self) -> Line:
        """Return whichever there is, for its number and key."""
        line = self.then or self.now
        assert line is not None
        return line


@dataclass(frozen=True, slots=True)
class Replay:
    """The outcome of a replay: the records then and now but for the lines, and the lines that differ, in order.

    `sha256_*`: of the records of the lines, each with a line feed behind it; `limited`: how many of those that differ
    have a structure of which only one examination came to its end; `file_sha256`: of the bytes read now.
    """

    coverage_then: Coverage
    coverage_now: Coverage
    summary_then: Summary
    summary_now: Summary
    lines: int
    sha256_then: str
    sha256_now: str
    limited: int
    file_sha256: str
    differences: tuple[LineDifference, ...]

    @property
    def is_same(self) -> bool:
        """Return whether every line and the summary are answered as they were."""
        return self.sha256_then == self.sha256_now and not self.summary

    @property
    def coverage(self) -> tuple[str, ...]:
        """Return which fields of the coverage differ."""
        return fields_that_differ(self.coverage_then, self.coverage_now)

    @property
    def summary(self) -> tuple[str, ...]:
        """Return which fields of the summary differ, but for the time that it took."""
        return tuple(name for name in fields_that_differ(self.summary_then, self.summary_now) if name not in TIMED)

    @property
    def engine(self) -> tuple[str, ...]:
        """Return which versions of the engine differ."""
        return fields_that_differ(self.coverage_then.engine, self.coverage_now.engine)


def refuse_unless_stored(screening: Screening) -> None:
    """Raise `CannotReplay` where a screening is under way, or is being let go."""
    if screening.let_go_at is not None:
        raise CannotReplay(_("It is being let go: what law and house asked to keep of it is over."))
    if screening.made_at is None:
        raise CannotReplay(_("It is still under way: it was not answered to its end."))


def why_not_stored(key: str) -> CannotReplay:
    """Return the error for a screening that is not there; the trail has whether it was purged."""
    event = AuditEvent.objects.filter(verb="let_go", payload__body__contains=key).order_by("-sequence").first()
    if event is None:
        return CannotReplay(_("No screening %(key)s is stored."), key=key)
    return CannotReplay(_("It was let go on %(day)s: its file and its answers are gone."), day=f"{event.at:%Y-%m-%d}")


def replay(
    screening: Screening, manifest: DeclaredManifest, on_difference: Callable[[LineDifference], None] | None = None
) -> Replay:
    """Screen the declared manifest of a screening again, from its point of view; nothing is stored.

    Each difference goes to `on_difference` as it is found; without it they are in the result. Raises `CannotReplay`.
    """
    refuse_unless_stored(screening)
    assert screening.made_at is not None
    question = read_question(screening.question)
    question = replace(question, all_inchikeys=question.all_inchikeys or _had_all_inchikeys(screening))
    # Stored shipments counted until it was done; its law is that of its tick, though another may have come meanwhile.
    settled = replace(question, known_at=question.known_at or screening.made_at)
    started = time.perf_counter()
    sums = SumsAsked(settled.known_at, _most_listed(screening))
    run = run_of(manifest, settled, AsOf(screening.manifest.received_at.date(), screening.known_at), sums)
    kept = list[LineDifference]()
    comparison = _ReplayComparison(on_difference or kept.append)
    comparison.compare_lines((text for _, text in screening.lines.in_order()), records_of(run, started))
    return Replay(
        read_coverage(screening.coverage),
        comparison.coverage,
        read_summary(screening.summary),
        comparison.summary,
        comparison.lines,
        comparison.then.hexdigest(),
        comparison.now.hexdigest(),
        comparison.limited,
        manifest.sha256,
        tuple(kept),
    )


def _had_all_inchikeys(screening: Screening) -> bool:
    """Say whether an answer has InChIKeys where no line shows anything: every answer had, before they could be asked.

    The first ordinary line tells it for all of them.
    """
    for _pk, text in screening.lines.filter(verdict=Verdict.NO_MATCH).in_order():
        line = read_line(text)
        readings = () if line.findings or line.suppressed else line.resolution
        for reading in readings:
            if reading.inchikey != "" and gives_inchikey(reading.smiles):
                return reading.inchikey is not None
    return False


def _most_listed(screening: Screening) -> int | None:
    """Return how many stored parcels of one total an answer lists at most; None: all, as before that was bounded."""
    sums = read_summary(screening.summary).shipment_findings
    return None if any(sum(parcel.stored for parcel in row.parcels) > MOST_LISTED for row in sums) else MOST_LISTED


def stored_answer(screening: Screening) -> Answer:
    """Return the answer of a screening as it was stored."""
    lines = ScreenedLine.objects.filter(screening=screening).order_by("pk").values_list("record", flat=True)
    return Answer(read_coverage(screening.coverage), tuple(map(read_line, lines)), read_summary(screening.summary))


class _ReplayComparison:
    """Compares two answers line by line, and hashes them as they pass."""

    coverage: Coverage
    summary: Summary

    def __init__(self, on_difference: Callable[[LineDifference], None]) -> None:
        self.then, self.now, self.lines, self.limited = hashlib.sha256(), hashlib.sha256(), 0, 0
        self._tell = on_difference

    def compare_lines(self, stored: Iterable[str], records: Iterable[Record]) -> None:
        """Compare every line, and set `coverage` and `summary` to those of the new answer."""
        for old_text, new_line in zip_longest(stored, self._lines(records)):
            self.lines += 1
            now = encode_text(new_line) if new_line is not None else None
            for digest, text in ((self.then, old_text), (self.now, now)):
                if text is not None:
                    digest.update(f"{text}\n".encode())
            if old_text != now:
                difference = LineDifference(read_line(old_text) if old_text is not None else None, new_line)
                self.limited += _hit_limits(difference.then) != _hit_limits(difference.now)
                self._tell(difference)

    def _lines(self, records: Iterable[Record]) -> Iterator[Line]:
        for record in records:
            match record:
                case Coverage():
                    self.coverage = record
                case Line():
                    yield record
                case Summary():
                    self.summary = record


def _hit_limits(line: Line | None) -> bool:
    return line is not None and any(problem.code in DETAILS for problem in line.problems)


def fields_that_differ(then: Part | None, now: Part | None) -> tuple[str, ...]:
    """Return the keys under which two records differ, in the order of the first; None counts as an empty record."""
    was, is_now = (as_mapping(record) if record else {} for record in (then, now))
    names = dict.fromkeys((*was, *is_now))
    return tuple(name for name in names if was.get(name) != is_now.get(name) or (name in was) != (name in is_now))


ABSENT: Final = None
IDENTIFYING_FIELDS: Final = ("entry", "from", "code", "kind")
"""Fields by which elements of a list are paired, whatever their order: the first that is unique in both lists."""
Code = Literal["engine", "law", "file", "limits", "totals", "stored"]
CODES: Final[dict[Code, str]] = {
    "engine": "A part of the engine is of another version, or was not named then.",
    "law": "A list, as it was known then, reads otherwise now.",
    "file": "The bytes that are kept are not those that were received.",
    "limits": "The examination of a structure came to its end only once: the machine was busier the other time.",
    "totals": "Stored shipments that counted towards the totals were let go since.",
    "stored": "Nothing that the answer rests on differs: what is stored is not what was answered.",
}
PARTS: Final = {
    "service": "the service",
    "rdkit": "RDKit",
    "rules_sha256": "the rules (the code and tables that decide)",
    "dictionary": "the dictionary",
    "nomenclature": "the reader of systematic names",
    "calibration_sha256": "the calibration of resemblance",
    "libraries": "the libraries",
}
TOTAL_FIELDS: Final = frozenset({"shipment_findings", "parties"})


class Cause(NamedTuple):
    """A cause of a difference: the part of the answer's basis that changed, its value then and now, and a sentence."""

    code: Code
    part: str
    then: str | None
    now: str | None
    sentence: str


def causes_of(screening: Screening, replay: Replay) -> list[Cause]:
    """Return every possible cause of the differences of a replay; none where nothing differs."""
    if replay.is_same:
        return []
    found = [*_engine(replay), *_law(replay)]
    if (then := screening.manifest.sha256) != replay.file_sha256:
        found.append(Cause("file", "file", then, replay.file_sha256, CODES["file"]))
    if replay.limited:
        sentence = f"{CODES['limits']} Lines of which that holds: {replay.limited}."
        found.append(Cause("limits", "structures", None, None, sentence))
    since = AuditEvent.objects.filter(verb="let_go", at__gt=screening.made_at)
    if TOTAL_FIELDS.intersection(replay.summary) and since.exists():
        found.append(Cause("totals", "stored shipments", None, None, CODES["totals"]))
    return found or [Cause("stored", "answer", replay.sha256_then, replay.sha256_now, CODES["stored"])]


def _engine(replay: Replay) -> Iterator[Cause]:
    then, now = replay.coverage_then.engine, replay.coverage_now.engine
    for part in replay.engine:
        was, is_now = _version(then, part), _version(now, part)
        sentence = f"{PARTS.get(part, part)}: {was or 'not there'} then, {is_now or 'not there'} now."
        yield Cause("engine", part, was, is_now, f"The engine is another. {sentence[0].upper()}{sentence[1:]}")


def _version(engine: EngineVersions, part: str) -> str | None:
    version: object = getattr(engine, part)
    if version is UNSET:
        return "not named"
    return str(version) if version is not None else None


def _law(replay: Replay) -> Iterator[Cause]:
    then, now = (
        {control_list.key: control_list.sha256 for control_list in each.lists}
        for each in (replay.coverage_then, replay.coverage_now)
    )
    for key in dict.fromkeys((*then, *now)):
        if then.get(key) != now.get(key):
            sentence = f"The list {key}, as known at {replay.coverage_then.known_at}, reads otherwise than then."
            yield Cause("law", key, then.get(key), now.get(key), sentence)


class _RecordChange(NamedTuple):
    """One difference: its path in the record, and the value then and now; None where there is none."""

    at: str
    then: Any
    now: Any


def changes(then: Any, now: Any, at: str = "") -> Iterator[_RecordChange]:
    """Yield each place at which two values differ, in the order of the first."""
    if then == now:
        return
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        for name in dict.fromkeys((*then, *now)):
            yield from changes(then.get(name, ABSENT), now.get(name, ABSENT), f"{at}.{name}" if at else name)
    elif isinstance(then, list) and isinstance(now, list):
        yield from _elements(then, now, at)
    else:
        yield _RecordChange(at, then, now)


def _elements(then: list[Any], now: list[Any], at: str) -> Iterator[_RecordChange]:
    name = next((name for name in IDENTIFYING_FIELDS if _tells_apart(name, then) and _tells_apart(name, now)), None)
    if name is None:
        for place, (old, new) in enumerate(zip_longest(then, now)):
            yield from changes(old, new, f"{at}[{place}]")
        return
    old, new = ({element[name]: element for element in elements} for elements in (then, now))
    for key in dict.fromkeys((*old, *new)):
        yield from changes(old.get(key, ABSENT), new.get(key, ABSENT), f"{at}[{key}]")
    if (was := [key for key in old if key in new]) != (is_now := [key for key in new if key in old]):
        yield _RecordChange(f"{at} in order", was, is_now)


def _tells_apart(name: str, elements: Sequence[Any]) -> bool:
    keys = [element.get(name) for element in elements if isinstance(element, Mapping)]
    return len(keys) == len(elements) and None not in keys and len(set(keys)) == len(keys)
