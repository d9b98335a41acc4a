"""The table that a person reads in a terminal, which no declared text can command: controls are shown, never sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import IO, Any, get_args

from watchlist.engine.answer import Coverage, Finding, Line, Record, Summary
from watchlist.engine.problem_codes import FileCode
from watchlist.engine.reports.coverage import compared_with, point_of_view, warnings
from watchlist.engine.reports.findings import suppressed_sentence
from watchlist.engine.reports.proposals import (
    NOT_LAW,
    includes_proposals,
    notices,
    proposal_views,
    sentence as proposed,
)
from watchlist.engine.reports.records import amount, declared, list_label, opened, read_as, unique
from watchlist.engine.reports.shipment import known_parties, route_tasks, shipment_findings, sum_sentence
from watchlist.engine.reports.structures import is_traced
from watchlist.engine.reports.text import all_visible, clip, columns, wrap
from watchlist.engine.reports.traces import evidence, questions, sentence, site_in_words, site_views
from watchlist.engine.reports.words import ASK, SEVERITIES, TIER_NOTES, TIERS, VERDICTS, counted, words_for
from watchlist.engine.vocabulary import SiteVerdict, Tier

GAP = "  "
HEADINGS = ("Line", "Verdict", "Declared", "Read as", "Why, and where")
LINE, VERDICT, NARROWEST = 5, 14, 64
LONGEST = 160  # characters of one declared text; the whole of it is in every other format

Cell = Sequence[str]  # its paragraphs


@dataclass(frozen=True, slots=True)
class Table:
    """Writes a table `width` columns wide (64 at the least), line by line, then counts, coverage and warnings."""

    width: int = 100

    def write(self, records: Iterable[Record], out: IO[Any]) -> None:
        """Write the table."""
        coverage, rest = opened(map(all_visible, records))
        widths = self._widths()
        out.writelines(_row([(heading,) for heading in HEADINGS], widths))
        out.write(GAP.join("-" * width for width in widths) + "\n")
        verdicts: Counter[str] = Counter()
        summary: Summary | None = None
        for record in rest:
            if isinstance(record, Summary):
                summary = record
            else:
                verdicts[record.verdict] += 1
                out.writelines([*_row(_cells(record), widths), "\n"])
        for paragraph in (*_counts(verdicts, summary), *_rests_on(coverage)):
            out.writelines(f"{line}\n" for line in wrap(paragraph, max(self.width, NARROWEST)))

    def _widths(self) -> tuple[int, ...]:
        free = max(self.width, NARROWEST) - LINE - VERDICT - len(GAP) * (len(HEADINGS) - 1)
        written, read = free * 30 // 100, free * 24 // 100
        return LINE, VERDICT, written, read, free - written - read


def _row(cells: Iterable[Cell], widths: Sequence[int]) -> Iterator[str]:
    wrapped = [
        [line for text in cell if text for line in wrap(text, width)] for cell, width in zip(cells, widths, strict=True)
    ]
    for parts in zip_longest(*wrapped, fillvalue=""):
        padded = (part + " " * (width - columns(part)) for part, width in zip(parts, widths, strict=True))
        yield GAP.join(padded).rstrip() + "\n"


def _cells(line: Line) -> list[Cell]:
    name = declared(line, "name") or declared(line, "smiles") or declared(line, "inchi")
    written = (clip(text, LONGEST) for text in (name, declared(line, "cas"), amount(line)))
    read = (clip(name, LONGEST) for name in read_as(line))
    # What was amiss in the file itself, and not in what it says.
    of_file = (problem for problem in line.problems if problem.code in get_args(FileCode))
    return [
        (str(line.line),),
        (words_for(VERDICTS, line.verdict), words_for(SEVERITIES, line.severity)),
        tuple(written),
        tuple(read) or ("-",),
        (
            clip(line.explanation, 4 * LONGEST),
            *(f"Conflict: {clip(conflict.detail, 2 * LONGEST)}" for conflict in line.conflicts),
            *(f"Of the file: {clip(problem.detail, 2 * LONGEST)}" for problem in of_file),
            clip(line.request, 4 * LONGEST),
            "; ".join(unique(map(_place, line.findings))),
            *unique(text for finding in line.findings if is_traced(finding) for text in _traced(finding)),
            *(clip(suppressed_sentence(aside), 4 * LONGEST) for aside in line.suppressed),
            *(f"On the horizon: {proposed(view)}" for view in proposal_views(line)),
        ),
    ]


def _place(finding: Finding) -> str:
    note = TIER_NOTES.get(finding.tier, "")
    return f"{list_label(finding)} ({note})" if note else list_label(finding)


def _traced(finding: Finding) -> Iterator[str]:
    """Yield how a finding came about: the sentence, each site unlike the law's, what is open, what is shared."""
    is_analogue = finding.tier == Tier.ANALOGUE
    yield f"{words_for(TIERS, Tier.ANALOGUE) if is_analogue else list_label(finding)}: {sentence(finding)}"
    for site in site_views(finding):
        if site.limb or site.outcome != SiteVerdict.YES:
            yield f"[{site.limb or '-'}] {site_in_words(site)}: {site.verdict.lower()}"
    yield from (f"Open question: {question}" for question in questions(finding))
    if is_analogue:
        yield from (f"{label}: {text}" for label, text in evidence(finding))
        yield ASK


def _counts(verdicts: Counter[str], summary: Summary | None) -> Iterator[str]:
    counts = ", ".join(f"{label} {verdicts[token]:,}" for token, label in VERDICTS.items())
    yield f"{counted(verdicts.total(), 'line')}: {counts}"
    yield from (f"Route: {task}" for task in route_tasks(summary))
    yield from (f"Shipment: {sum_sentence(found)}" for found in shipment_findings(summary))
    yield from (f"Party: {party}" for party in known_parties(summary))
    if summary is None or summary.lines != verdicts.total():
        yield "INCOMPLETE: the answer was cut short; lines are missing."


def _rests_on(coverage: Coverage) -> Iterator[str]:
    on, known_at = point_of_view(coverage)
    yield f"Law as of {on}, as known {known_at}"
    yield f"Compared with {compared_with(coverage)}"
    yield from (f"WARNING: {warning}" for warning in warnings(coverage))
    if includes_proposals(coverage):
        yield f"On the horizon: {counted(notices(coverage), 'notice')} known. {NOT_LAW}"
