"""Answers with the matches of the house lists that a reader may see: pure on answers, and never stored.

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
from watchlist.internal_lists.matching import EntryMatch
from watchlist.internal_lists.records import SEVERITIES, IndexedHouseList, finding_record, with_word

W = TypeVar("W", bound=Word)


@dataclass(frozen=True, slots=True)
class HouseListOverlay:
    """The house lists that one reader is shown, as held at one instant, by key; equal to each of the same editions."""

    lists: tuple[IndexedHouseList, ...]

    def matches(self, line: Line) -> list[tuple[IndexedHouseList, EntryMatch]]:
        """Return the matches of a line with these lists."""
        return [(house_list, match) for house_list in self.lists for match in house_list.matcher.matches(line)]

    def line(self, line: Line) -> Line:
        """Return a line with its matches; the same object where it matches none of the lists."""
        matches = self.matches(line)
        if not matches:
            return line
        findings = (*line.findings, *(finding_record(house_list, match) for house_list, match in matches))
        ordered = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))
        return with_word(line, matches, tuple(ordered))

    def coverage(self, coverage: Coverage) -> Coverage:
        """Return the coverage of an answer with these lists after those of law."""
        return structs.replace(
            coverage, lists=(*coverage.lists, *(house_list.as_record() for house_list in self.lists))
        )

    def records(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records of an answer for this reader as they come, in the contract's order."""
        recount = Recount()
        for record in records:
            match record:
                case Coverage():
                    yield self.coverage(record)
                case Line():
                    visible_line = self.line(record)
                    recount.add(record, visible_line)
                    yield visible_line
                case Summary():
                    yield recount.summary(record)


@dataclass(slots=True)
class Recount:
    """The counts of a summary, moved by the lines that an overlay touches."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    depths: Counter[Depth] = field(default_factory=Counter)
    actions: Counter[Action] = field(default_factory=Counter)

    def add(self, stored: Line, visible_line: Line) -> None:
        """Count a line as the reader sees it, and no longer as stored."""
        if stored is visible_line:
            return
        for line, step in ((stored, -1), (visible_line, 1)):
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
