"""Answers as a reader of house lists is shown them: pure on records, and never stored.

For everybody else an answer is the record itself, the same object: no list that a reader may not see is so much as
read for him.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from watchlist.engine.decision import policy
from watchlist.house.matching import Meeting
from watchlist.house.records import HeldList, finding_record, word_of

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Overlay:
    """The house lists that one reader is shown, as held at one instant, by key; equal to each of the same editions."""

    lists: tuple[HeldList, ...]

    def met(self, record: Mapping[str, Any]) -> list[tuple[HeldList, Meeting]]:
        """Return where a line stands on these lists."""
        return [(of, meeting) for of in self.lists for meeting in of.matcher.met(record)]

    def line(self, record: Record) -> Record:
        """Return the record of a line for this reader; the same object where it stands on none of the lists."""
        met = self.met(record)
        if not met:
            return record
        ours = [finding_record(of, meeting) for of, meeting in met]
        findings = sorted([*record["findings"], *ours], key=lambda one: policy.SEVERITIES.index(one["severity"]))
        return {**record, **word_of(record, met), "findings": findings}

    def coverage(self, record: Record) -> Record:
        """Return what an answer rests on, these lists after those of law."""
        return {**record, "lists": [*record["lists"], *(of.as_record() for of in self.lists)]}

    def records(self, records: Iterable[Record]) -> Iterator[Record]:
        """Yield the records of an answer for this reader as they come, in the contract's order."""
        recount = Recount()
        for record in records:
            match record["record"]:
                case "coverage":
                    yield self.coverage(record)
                case "line":
                    shown = self.line(record)
                    recount.add(record, shown)
                    yield shown
                case _:
                    yield recount.summary(record)


class Recount:
    """The counts of a summary, moved by the lines that an overlay touches."""

    def __init__(self) -> None:
        self.moved: dict[str, Counter[str]] = {"verdict": Counter(), "by_depth": Counter(), "by_action": Counter()}

    def add(self, before: Record, after: Record) -> None:
        """Count a line as shown, and no longer as stored."""
        if before is after:
            return
        for counts, name in zip(self.moved.values(), ("verdict", "depth", "action"), strict=True):
            counts[before[name]] -= 1
            counts[after[name]] += 1

    def summary(self, record: Record) -> Record:
        """Return a summary with its counts moved."""
        verdicts, depths, actions = self.moved.values()
        return {
            **record,
            **{verdict: record[verdict] + moved for verdict, moved in verdicts.items()},
            "by_depth": _moved(record["by_depth"], depths),
            "by_action": _moved(record["by_action"], actions),
        }


def _moved(counts: Mapping[str, int], moved: Counter[str]) -> dict[str, int]:
    names = sorted(counts.keys() | moved.keys())
    totals = {name: counts.get(name, 0) + moved[name] for name in names}
    return {name: total for name, total in totals.items() if total}
