"""Ask a stored screening's question again, as it was known then, and name every difference and its cause.

The same engine answers byte for byte what it answered. Another engine may not: then the difference is shown, and the
engines are named. Nothing is written.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any, Final

import orjson
from django.utils.translation import gettext_lazy as _

from watchlist.audit.models import AuditEvent
from watchlist.engine.answer_codec import Mappings
from watchlist.engine.decision.answering import records_of
from watchlist.engine.decision.question import Question
from watchlist.engine.errors import WatchlistError
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.engine.workers.limits import DETAILS
from watchlist.screening.models import ScreenedLine, Screening
from watchlist.screening.pipeline import run_of
from watchlist.screening.plain_answer import PlainAnswer
from watchlist.screening.saving import text_of

TIMED: Final = ("seconds",)

Record = Mapping[str, Any]


class CannotReplay(WatchlistError):
    """There is nothing to ask again: the answer is not stored, not yet or not any more."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One line that is answered differently now; no `then`: it is not stored; no `now`: it is not read again."""

    then: dict[str, Any] | None
    now: dict[str, Any] | None

    @property
    def either(self) -> dict[str, Any]:
        """Return what is there of it: the number and the key of a line are no part of its answer."""
        return self.then or self.now or {}


@dataclass(frozen=True, slots=True)
class Replay:
    """What was answered then, and what is now, but for the lines; `differences` are in the order of these.

    `sha256_*`: of the records of the lines, each with a line feed behind it; `limited`: how many of those that differ
    hold a structure that only one of the two examinations came to the end of; `file_sha256`: of the bytes read now.
    """

    coverage_then: dict[str, Any]
    coverage_now: dict[str, Any]
    summary_then: dict[str, Any]
    summary_now: dict[str, Any]
    lines: int
    sha256_then: str
    sha256_now: str
    limited: int
    file_sha256: str
    differences: tuple[Difference, ...]

    @property
    def is_same(self) -> bool:
        """Say whether every line, and all of them together, are answered as they were."""
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
        return fields_that_differ(self.coverage_then["engine"], self.coverage_now["engine"])


def refuse_unless_stored(screening: Screening) -> None:
    """Raise `CannotReplay` where a screening is under way, or is being let go."""
    if screening.let_go_at is not None:
        raise CannotReplay(_("It is being let go: what law and house asked to keep of it is over."))
    if screening.made_at is None:
        raise CannotReplay(_("It is still under way: it was not answered to its end."))


def why_not_stored(key: str) -> CannotReplay:
    """Return the refusal of a screening that is not there: the trail tells whether it was let go."""
    told = AuditEvent.objects.filter(verb="let_go", payload__body__contains=key).order_by("-sequence").first()
    if told is None:
        return CannotReplay(_("No screening %(key)s is stored."), key=key)
    return CannotReplay(_("It was let go on %(day)s: its file and its answers are gone."), day=f"{told.at:%Y-%m-%d}")


def replay(
    screening: Screening, manifest: DeclaredManifest, tell: Callable[[Difference], None] | None = None
) -> Replay:
    """Screen the declared manifest of a screening again, from where it looked; nothing is stored.

    Each difference goes to `tell` as it is found, and is kept only where there is none. Raises `CannotReplay`.
    """
    refuse_unless_stored(screening)
    assert screening.made_at is not None
    question = Question.from_record(orjson.loads(screening.question))
    # Stored shipments counted until it was done; its law is that of its tick, though another may have come meanwhile.
    asked = replace(question, known_at=question.known_at or screening.made_at)
    started = time.perf_counter()
    run = run_of(manifest, asked, screening.manifest.received_at.date(), screening.known_at)
    records, kept = map(Mappings().of, records_of(run, started)), list[Difference]()
    coverage, compared = next(records), _Compared(tell or kept.append)
    summary = compared.all((text for _, text in screening.lines.in_order()), records)
    return Replay(
        orjson.loads(screening.coverage),
        coverage,
        orjson.loads(screening.summary),
        summary,
        compared.lines,
        compared.then.hexdigest(),
        compared.now.hexdigest(),
        compared.limited,
        manifest.sha256,
        tuple(kept),
    )


def stored_answer(screening: Screening) -> PlainAnswer:
    """Return what a screening said, word for word."""
    lines = ScreenedLine.objects.filter(screening=screening).order_by("pk").values_list("record", flat=True)
    return PlainAnswer(
        orjson.loads(screening.coverage), list(map(orjson.loads, lines)), orjson.loads(screening.summary)
    )


class _Compared:
    """The lines of two answers beside each other, hashed as they pass."""

    def __init__(self, tell: Callable[[Difference], None]) -> None:
        self.then, self.now, self.lines, self.limited = hashlib.sha256(), hashlib.sha256(), 0, 0
        self._tell = tell

    def all(self, stored: Iterable[str], records: Iterator[dict[str, Any]]) -> dict[str, Any]:
        """Compare every line, and return the record that comes behind the last: the summary."""
        summary: dict[str, Any] = {}

        def lines() -> Iterator[dict[str, Any]]:
            for record in records:
                if record["record"] != "line":
                    summary.update(record)
                    return
                yield record

        for before, after in zip_longest(stored, lines()):
            self.lines += 1
            self._one(before, after)
        return summary

    def _one(self, before: str | None, after: dict[str, Any] | None) -> None:
        now = text_of(after) if after is not None else None
        for digest, text in ((self.then, before), (self.now, now)):
            if text is not None:
                digest.update(f"{text}\n".encode())
        if before != now:
            difference = Difference(orjson.loads(before) if before is not None else None, after)
            self.limited += _hit_limits(difference.then) != _hit_limits(difference.now)
            self._tell(difference)


def _hit_limits(record: Record | None) -> bool:
    return any(problem["code"] in DETAILS for problem in (record or {}).get("problems", ()))


def fields_that_differ(then: Record, now: Record) -> tuple[str, ...]:
    """Return the names under which two records say different things, those of the first in its order."""
    names = dict.fromkeys((*then, *now))
    return tuple(name for name in names if then.get(name) != now.get(name) or (name in then) != (name in now))
