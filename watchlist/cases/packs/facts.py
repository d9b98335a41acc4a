"""The facts that filing packs take from a case: of the shipment, and of each listed substance on a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

from watchlist.cases.hits import dismissed_findings
from watchlist.cases.models import AuthorityReport, Case
from watchlist.engine.answer import Bounds, Finding, Line, Quantity
from watchlist.engine.reports import amount, day, unique
from watchlist.engine.vocabulary import Bears
from watchlist.screenings import Hit, ScreenedLine, is_sure, read_line

MOST_LINES: Final = 200
US: Final = "US"


@dataclass(frozen=True, slots=True)
class ListedSubstance:
    """A listed substance on a line: the line, and the finding of law that names it."""

    line: Line
    finding: Finding


@dataclass(frozen=True, slots=True)
class PackFacts:
    """The facts of a shipment for one pack. `more`: lines beyond those that a pack holds."""

    case: Case
    question: Mapping[str, Any]
    substances: Sequence[ListedSubstance]
    more: int
    report: AuthorityReport | None


def facts_of(case: Case, lists: Sequence[str], jurisdiction: str, *, with_report: bool) -> PackFacts:
    """Return the facts of a case for a pack about some lists; `with_report`: its last report there too."""
    keys = hit_lines(case, lists)
    lines = ScreenedLine.objects.filter(pk__in=keys[:MOST_LINES]).order_by("pk")
    dismissed = dismissed_findings(case, keys[:MOST_LINES])
    found = [substance for line in lines for substance in _substances(line, lists, dismissed)]
    reports = AuthorityReport.objects.filter(case=case, jurisdiction=jurisdiction).order_by("-at")
    return PackFacts(
        case=case,
        question=orjson.loads(case.screening.question),
        substances=found,
        more=max(0, len(keys) - MOST_LINES),
        report=reports.first() if with_report else None,
    )


def stated_duties(case: Case, lists: Sequence[str]) -> set[str]:
    """Return the texts of the duties of a case's sure findings on some lists, but for those that do not bear.

    Of answers that were stored before duties were facts, the prose.
    """
    rows = ScreenedLine.objects.filter(pk__in=hit_lines(case, lists)[:MOST_LINES]).values_list("record", flat=True)
    found = [finding for record in rows for finding in read_line(record).findings if finding.list in lists]
    bearing = [finding for finding in found if finding.bears != Bears.NO]
    duties = {duty.text for finding in bearing for duty in finding.obligation_records or ()}
    return duties.union(*(finding.obligations for finding in bearing if not finding.obligation_records))


def hit_lines(case: Case, lists: Sequence[str]) -> list[int]:
    """Return the lines of a case's last screening with a sure finding of law on some lists, in the file's order."""
    hits = Hit.objects.filter(
        screened_line__screening=case.screening, list_key__in=lists, is_legal=True, screened_line__verdict="controlled"
    )
    return sorted(set(hits.values_list("screened_line", flat=True)))


def _substances(line: ScreenedLine, lists: Sequence[str], dismissed: set[tuple[int, int]]) -> Iterable[ListedSubstance]:
    """Return each substance of a line once: the first finding that names it, but for those that were dismissed."""
    answer, named = read_line(line.record), dict[str, ListedSubstance]()
    for position, finding in enumerate(answer.findings):
        is_relevant = finding.list in lists and is_sure(finding) and finding.bears != Bears.NO
        if is_relevant and (line.pk, position) not in dismissed:
            named.setdefault(finding.substance, ListedSubstance(answer, finding))
    return named.values()


def _of_lines(field: str) -> Callable[[PackFacts], str]:
    """Return a reader of a field of all lines of a pack: each text once, else what the question says."""

    def read(facts: PackFacts) -> str:
        written = unique(substance.line.fields.get(field, "") for substance in facts.substances)
        from_question = facts.question.get(field) or ""
        return "; ".join(written) or (from_question if isinstance(from_question, str) else " → ".join(from_question))

    return read


def _day(*fields: str) -> Callable[[PackFacts], str]:
    return lambda facts: next((day(text) for field in fields if (text := _of_lines(field)(facts))), "")


def _party(is_ours: bool) -> Callable[[PackFacts], str]:
    """Return a reader of the party in the United States, or the other one, where the route says which is which."""

    def read(facts: PackFacts) -> str:
        from_there, to_there = (_of_lines(end)(facts) == US for end in ("origin", "destination"))
        if from_there == to_there:
            return ""
        return _of_lines("consignor" if from_there == is_ours else "consignee")(facts)

    return read


def _kilograms(way: Callable[[Quantity], Bounds]) -> Callable[[ListedSubstance], str]:
    """Return a reader of a weight: an exact one as it is, else with its bounds, "" where none is known."""

    def read(substance: ListedSubstance) -> str:
        quantity = substance.finding.quantity
        low, high = way(quantity) if quantity else (None, None)
        if low and low == high:
            return f"{low} kg"
        return ", ".join([*([f"at least {low} kg"] if low else []), *([f"at most {high} kg"] if high else [])])

    return read


def _declared(field: str) -> Callable[[ListedSubstance], str]:
    return lambda substance: substance.line.fields.get(field, "")


OF_SHIPMENT: Final[dict[str, Callable[[PackFacts], str]]] = {
    "consignor": _of_lines("consignor"),
    "consignee": _of_lines("consignee"),
    "us_party": _party(is_ours=True),
    "foreign_party": _party(is_ours=False),
    "operation": _of_lines("operation"),
    "origin": _of_lines("origin"),
    "destination": _of_lines("destination"),
    "route": lambda facts: facts.case.route,
    "reference": lambda facts: facts.case.screening.manifest.reference,
    "day": _day("date", "export_date", "arrival_date"),
    "export_date": _day("export_date"),
    "border_day": _day("export_date", "arrival_date"),
    "report_text": lambda facts: facts.report.text if facts.report else "",
    "report_authority": lambda facts: facts.report.authority if facts.report else "",
}
OF_SUBSTANCE: Final[dict[str, Callable[[ListedSubstance], str]]] = {
    "declared_name": _declared("name"),
    "law_name": lambda substance: substance.finding.substance,
    "quantity": lambda substance: amount(substance.line),
    "contained_kg": _kilograms(lambda quantity: quantity.contained_kg),
    "base_kg": _kilograms(lambda quantity: quantity.base_kg),
    "cn_code": _declared("cn_code"),
    "concentration": _declared("concentration"),
}
