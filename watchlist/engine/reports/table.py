"""The table that a person reads in a terminal, which no declared text can command: controls are shown, never sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import IO, Any, get_args

from watchlist.engine.problem_codes import FileCode
from watchlist.engine.reports.aside import aside_in_words
from watchlist.engine.reports.coverage import compared_with, point_of_view, warnings
from watchlist.engine.reports.proposals import NOT_LAW, proposal_views, were_asked_for
from watchlist.engine.reports.proposals import sentence as proposed
from watchlist.engine.reports.records import Record, amount, declared, opened, place, read_as, unique
from watchlist.engine.reports.shipment import known_parties
from watchlist.engine.reports.sites import questions, sentence, site_in_words, site_views
from watchlist.engine.reports.structures import is_traced
from watchlist.engine.reports.text import all_visible, clip, columns, wrap
from watchlist.engine.reports.traces import evidence
from watchlist.engine.reports.words import ASK, SEVERITIES, TIER_NOTES, TIERS, VERDICTS, counted, say

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
        coverage, rest = opened(map(all_visible, records))
        widths = self._widths()
        out.writelines(_row([(heading,) for heading in HEADINGS], widths))
        out.write(GAP.join("-" * width for width in widths) + "\n")
        verdicts: Counter[str] = Counter()
        summary: Record | None = None
        for record in rest:
            if record["record"] == "line":
                verdicts[record["verdict"]] += 1
                out.writelines([*_row(_cells(record), widths), "\n"])
            else:
                summary = record
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


def _cells(line: Record) -> list[Cell]:
    severity = say(SEVERITIES, line["severity"])
    name = declared(line, "name") or declared(line, "smiles") or declared(line, "inchi")
    written = (clip(text, LONGEST) for text in (name, declared(line, "cas"), amount(line)))
    read = (clip(name, LONGEST) for name in read_as(line))
    return [
        (str(line["line"]),),
        (say(VERDICTS, line["verdict"]), severity),
        tuple(written),
        tuple(read) or ("-",),
        (
            clip(line["explanation"], 4 * LONGEST),
            *(f"Conflict: {clip(conflict['detail'], 2 * LONGEST)}" for conflict in line["conflicts"]),
            *(f"Of the file: {clip(problem['detail'], 2 * LONGEST)}" for problem in _problems_of_the_file(line)),
            clip(line.get("request", ""), 4 * LONGEST),
            "; ".join(unique(map(_place, line["findings"]))),
            *unique(text for finding in line["findings"] if is_traced(finding) for text in _traced(finding)),
            *(clip(aside_in_words(found), 4 * LONGEST) for found in line["suppressed"]),
            *(f"On the horizon: {proposed(view)}" for view in proposal_views(line)),
        ),
    ]


def _problems_of_the_file(line: Record) -> Iterator[Record]:
    """What was amiss in the file itself, and not in what it says."""
    return (problem for problem in line["problems"] if problem["code"] in get_args(FileCode))


def _place(finding: Record) -> str:
    note = TIER_NOTES.get(finding["tier"], "")
    return f"{place(finding)} ({note})" if note else place(finding)


def _traced(finding: Record) -> Iterator[str]:
    """How a finding came about: the sentence, each site that is not as in the law, what is open, what is shared."""
    is_analogue = finding["tier"] == "analogue"
    yield f"{say(TIERS, 'analogue') if is_analogue else place(finding)}: {sentence(finding)}"
    for site in site_views(finding):
        if site.limb or site.outcome != "yes":
            yield f"[{site.limb or '-'}] {site_in_words(site)}: {site.verdict.lower()}"
    yield from (f"Open question: {question}" for question in questions(finding))
    if is_analogue:
        yield from (f"{label}: {text}" for label, text in evidence(finding))
        yield ASK


def _counts(verdicts: Counter[str], summary: Record | None) -> Iterator[str]:
    counts = ", ".join(f"{label} {verdicts[token]:,}" for token, label in VERDICTS.items())
    yield f"{counted(verdicts.total(), 'line')}: {counts}"
    for finding in (summary or {}).get("shipment_findings", ()):
        yield f"Shipment: {finding.get('explanation', '')}"
    yield from (f"Party: {known}" for known in known_parties(summary))
    if summary is None or summary["lines"] != verdicts.total():
        yield "INCOMPLETE: the answer was cut short; lines are missing."


def _rests_on(coverage: Record) -> Iterator[str]:
    on, known = point_of_view(coverage)
    yield f"Law as of {on}, as known {known}"
    yield f"Compared with {compared_with(coverage)}"
    yield from (f"WARNING: {warning}" for warning in warnings(coverage))
    if were_asked_for(coverage):
        yield f"On the horizon: {counted(coverage['proposals']['notices'], 'notice')} known. {NOT_LAW}"
