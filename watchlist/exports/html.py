"""The report: one page that needs nothing else, to be read, printed and kept beside the papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import IO, Any

from django.template.loader import render_to_string
from django.utils.translation import override
from msgspec import UNSET

from chemistry import depict
from watchlist.engine.answer import Coverage, Line, Record, Summary
from watchlist.engine.reports import (
    ACTIONS,
    DEPENDS_ON,
    DEPTHS,
    VERDICTS,
    Draw,
    DutyGroup,
    FindingView,
    LineView,
    all_visible,
    compared_with,
    engine_parts,
    held_lists,
    known_parties,
    line_view,
    opened,
    point_of_view,
    route_tasks,
    shipment_findings,
    shipment_view,
    warnings,
)
from watchlist.engine.texts import Count, gettext_lazy, grouped, ngettext_lazy, translated

TITLE = gettext_lazy("Screening report")
NO_LINES = gettext_lazy("The file holds no lines")
NEED_REVIEW = ngettext_lazy("%(n)s of %(lines)s needs review", "%(n)s of %(lines)s need review", "n")
LINES = ngettext_lazy("%(n)s line", "%(n)s lines", "n")
TALLIED = gettext_lazy("%(word)s (%(number)s)")
ELSEWHERE = ngettext_lazy(
    "depends on %(n)s condition of its findings, not known",
    "depends on %(n)s conditions of its findings, not known",
    "n",
)
PEOPLE_FIRST = tuple(VERDICTS)


@dataclass(frozen=True, slots=True)
class HtmlReport:
    """Writes the page, in English or in a language, when the last record has come: counts and table stand first."""

    title: str = ""
    draw: Draw = depict
    language: str | None = None

    def write(self, records: Iterable[Record], out: IO[Any]) -> None:
        coverage, rest = opened(map(all_visible, records))
        lines_read: list[Line] = []
        summary: Summary | None = None
        for_route = 0
        for record in rest:
            if isinstance(record, Summary):
                summary = record
            else:
                lines_read.append(record)
                for_route += record.ground is not UNSET
        sums = shipment_findings(summary)
        with override(self.language):
            lines = [line_view(line, self.draw, sums) for line in lines_read]
            page = {"title": self.title or TITLE.fill(), **_page(coverage, lines, summary, for_route)}
            out.write(render_to_string("watchlist/report.html", page))


def _page(coverage: Coverage, lines: list[LineView], summary: Summary | None, for_route: int) -> dict[str, Any]:
    on, known_at = point_of_view(coverage)
    lines, list_duties = _with_anchors(lines)
    lines, law_texts = _with_law_anchors(lines)
    first = sorted(lines, key=lambda line: PEOPLE_FIRST.index(line.token))
    verdicts = Counter(line.token for line in lines)
    return {
        "on": on,
        "known": known_at,
        "coverage": coverage,
        "compared_with": compared_with(coverage),
        "warnings": tuple(warnings(coverage)),
        "lists": held_lists(coverage),
        "engine": engine_parts(coverage),
        "headline": _headline(len(lines), len(lines) - verdicts["no_match"] - for_route),
        "counts": tuple((token, translated(label), grouped(verdicts[token])) for token, label in VERDICTS.items()),
        "depths": _tally(DEPTHS, Counter(line.depth for line in lines)),
        "actions": _tally(ACTIONS, Counter(line.action for line in lines if not line.brief)),
        "for_people": [line for line in first if not line.brief],
        "brief": [line for line in first if line.brief],
        "routes": tuple(route_tasks(summary)),
        "duties": list_duties,
        "law_texts": law_texts,
        "parties": tuple(known_parties(summary)),
        "shipment": tuple(map(shipment_view, shipment_findings(summary))),
        "incomplete": summary is None or summary.lines != len(lines),
    }


def _with_anchors(lines: Iterable[LineView]) -> tuple[list[LineView], list[DutyGroup]]:
    """Return the lines, each naming its duties by an anchor, and the duties: each list's once, however many lines ask.

    Forty lines of one list have the same ten duties, and a page of them at each line buried what differs.
    """
    groups: dict[tuple[Any, ...], DutyGroup] = {}

    def anchored(duties: DutyGroup) -> DutyGroup:
        if not duties.more:
            return duties
        key = (duties.place, duties.citation, duties.doubt, duties.texts)
        group = groups.setdefault(key, replace(duties, anchor=f"D{len(groups) + 1}", depends_on=(), due=""))
        return replace(duties, anchor=group.anchor)

    visible_lines = [replace(line, duties=tuple(map(anchored, line.duties))) for line in lines]
    return visible_lines, list(groups.values())


def _with_law_anchors(lines: Sequence[LineView]) -> tuple[list[LineView], list[FindingView]]:
    """Return the lines, and what the law says of more than one of them: its text and conditions, once, by an anchor."""
    found = Counter(finding.law for line in lines for finding in line.findings)
    texts: dict[tuple[object, ...], FindingView] = {}

    def anchored(finding: FindingView) -> FindingView:
        if found[finding.law] < 2 or not (finding.wording or finding.conditions):
            return finding
        text = texts.setdefault(finding.law, replace(finding, anchor=f"T{len(texts) + 1}"))
        return replace(finding, anchor=text.anchor)

    visible_lines = [_in_short(replace(line, findings=tuple(map(anchored, line.findings)))) for line in lines]
    return visible_lines, list(texts.values())


def _in_short(line: LineView) -> LineView:
    """Return a line whose duties count the conditions that they depend on, where the text of those stands elsewhere."""
    elsewhere = {
        DEPENDS_ON.fill(required=condition.asks)
        for finding in line.findings
        if finding.anchor
        for condition in finding.conditions
    }
    return replace(line, duties=tuple(_counting(duties, elsewhere) for duties in line.duties))


def _counting(duties: DutyGroup, elsewhere: Collection[str]) -> DutyGroup:
    kept = [text for text in duties.depends_on if text not in elsewhere]
    if number := len(duties.depends_on) - len(kept):
        kept.append(ELSEWHERE.fill(n=Count(number)))
    return replace(duties, depends_on=tuple(kept))


def _headline(lines: int, for_people: int) -> str:
    if not lines:
        return NO_LINES.fill()
    return NEED_REVIEW.fill(n=Count(for_people), lines=LINES.fill(n=Count(lines)))


def _tally(words: dict[str, str], found: Counter[str]) -> str:
    counts = ((translated(label), grouped(found[label])) for label in words.values() if found[label])
    return ", ".join(TALLIED.fill(word=word, number=number) for word, number in counts)
