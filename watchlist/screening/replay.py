"""Ask a stored screening's question again, as it was known then, and name every difference.

The same engine answers byte for byte what it answered. Another engine may not: then the difference is shown, and the
engines are named.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from watchlist.manifests.lines import DeclaredManifest
from watchlist.screening.models import ScreenedLine, Screening
from watchlist.screening.pipeline import Answer, screen
from watchlist.screening.question import Question

TIMED: Final = ("seconds",)

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One line that is answered differently now."""

    then: dict[str, Any]
    now: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Replay:
    """What was answered then, and what is now; `differences` are in the order of the lines."""

    then: Answer
    now: Answer
    differences: tuple[Difference, ...]

    @property
    def coverage(self) -> tuple[str, ...]:
        """Return which fields of the coverage differ."""
        return fields_that_differ(self.then.coverage, self.now.coverage)

    @property
    def summary(self) -> tuple[str, ...]:
        """Return which fields of the summary differ, but for the time that it took."""
        return tuple(name for name in fields_that_differ(self.then.summary, self.now.summary) if name not in TIMED)

    @property
    def engine(self) -> tuple[str, ...]:
        """Return which versions of the engine differ."""
        return fields_that_differ(self.then.coverage["engine"], self.now.coverage["engine"])


def replay(screening: Screening, manifest: DeclaredManifest) -> Replay:
    """Screen the declared manifest of a screening again, from where it looked; nothing is stored."""
    assert screening.made_at is not None
    question = Question.from_record(json.loads(screening.question))
    asked = replace(question, known_at=question.known_at or screening.made_at)
    now = screen(manifest, asked, screening.manifest.received_at.date())
    then = stored_answer(screening)
    return Replay(then, now, tuple(_differences(then, now)))


def stored_answer(screening: Screening) -> Answer:
    """Return what a screening said, word for word."""
    lines = ScreenedLine.objects.filter(screening=screening).order_by("pk").values_list("record", flat=True)
    return Answer(json.loads(screening.coverage), list(map(json.loads, lines)), json.loads(screening.summary))


def fields_that_differ(then: Record, now: Record) -> tuple[str, ...]:
    """Return the names under which two records say different things, those of the first in its order."""
    names = dict.fromkeys((*then, *now))
    return tuple(name for name in names if then.get(name) != now.get(name) or (name in then) != (name in now))


def _differences(then: Answer, now: Answer) -> Iterator[Difference]:
    for before, after in zip(then.lines, now.lines, strict=True):
        if before != after:
            yield Difference(before, after)
