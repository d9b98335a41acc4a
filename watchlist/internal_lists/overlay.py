"""Answers as a reader of house lists is shown them: pure on answers, and never stored.

For everybody else an answer is the record itself, the same object: no list that a reader may not see is so much as
read for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from msgspec import structs

from watchlist.engine.answer import Coverage, Line, Record, Summary
from watchlist.engine.vocabulary import Action, Depth, Verdict, Word
from watchlist.internal_lists.matching import Meeting
from watchlist.internal_lists.records import SEVERITIES, HeldList, finding_record, with_word

W = TypeVar("W", bound=Word)


@dataclass(frozen=True, slots=True)
class Overlay:
    """The house lists that one reader is shown, as held at one instant, by key; equal to each of the same editions."""

    lists: tuple[HeldList, ...]

    def met(self, line: Line) -> list[tuple[HeldList, Meeting]]:
        """Return where a line stands on these lists."""
        return [(of, meeting) for of in self.lists for meeting in of.matcher.met(line)]

    def line(self, line: Line) -> Line:
        """Return a line for this reader; the same object where it stands on none of the lists."""
        met = self.met(line)
        if not met:
            return line
        findings = (*line.findings, *(finding_record(of, meeting) for of, meeting in met))
        ordered = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))
        return with_word(line, met, tuple(ordered))

    def coverage(self, coverage: Coverage) -> Coverage:
        """Return what an answer rests on, these lists after those of law."""
        return structs.replace(coverage, lists=(*coverage.lists, *(of.as_record() for of in self.lists)))

    def records(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records of an answer for this reader as they come, in the contract's order."""
        recount = Recount()
        for record in records:
            match record:
                case Coverage():
                    yield self.coverage(record)
                case Line():
                    shown = self.line(record)
                    recount.add(record, shown)
                    yield shown
                case Summary():
                    yield recount.summary(record)


@dataclass(slots=True)
class Recount:
    """The counts of a summary, moved by the lines that an overlay touches."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    depths: Counter[Depth] = field(default_factory=Counter)
    actions: Counter[Action] = field(default_factory=Counter)

    def add(self, before: Line, after: Line) -> None:
        """Count a line as shown, and no longer as stored."""
        if before is after:
            return
        for line, step in ((before, -1), (after, 1)):
            self.verdicts[line.verdict] += step
            self.depths[line.depth] += step
            self.actions[line.action] += step

    def summary(self, summary: Summary) -> Summary:
        """Return a summary with its counts moved."""
        return structs.replace(
            summary,
            controlled=summary.controlled + self.verdicts[Verdict.CONTROLLED],
            review=summary.review + self.verdicts[Verdict.REVIEW],
            unresolved=summary.unresolved + self.verdicts[Verdict.UNRESOLVED],
            no_match=summary.no_match + self.verdicts[Verdict.NO_MATCH],
            by_depth=_moved(summary.by_depth, self.depths),
            by_action=_moved(summary.by_action, self.actions),
        )


def _moved(counts: Mapping[W, int], moved: Counter[W]) -> dict[W, int]:
    words = sorted(counts.keys() | moved.keys())
    totals = {word: counts.get(word, 0) + moved[word] for word in words}
    return {word: total for word, total in totals.items() if total}
