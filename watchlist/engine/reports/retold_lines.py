"""Why a line has its verdict, made anew of its facts: `decision/sentences.py` in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, reduce
from itertools import permutations
from typing import Final

import pycountry

from watchlist.engine import sentence_templates as templates
from watchlist.engine.answer import Finding, Line
from watchlist.engine.decision import country_in_words, gap_words
from watchlist.engine.reports.records import where_set
from watchlist.engine.reports.spoken import Quoted, Spoken, Template, in_pieces, spoken
from watchlist.engine.texts import Day, Enumeration, FilledText, LazyText, speaks_english
from watchlist.engine.vocabulary import LEGAL, Certainty, Confidence, FoundForm, Severity, Tier, Verdict

MOST_LISTS: Final = 300
"""More than any line is compared with: how many it was, its record does not tell."""
MOST_GAPS: Final = 3
SURE: Final = frozenset({Certainty.EXACT, Certainty.PARSED})


def spoken_verdict(line: Line) -> Spoken:
    """Return the sentence on a line whose text has been made visible, in the language that is spoken now."""
    parts = where_set(line.sentence_parts, None)
    if parts is None or speaks_english():
        return spoken(line.explanation, _openings(line), _tails(line.explanation))
    return spoken_goods(line) + in_pieces(templates.BETWEEN_SENTENCES) + spoken_lead(line)


def spoken_goods(line: Line) -> Spoken:
    """Return what the goods of a line are that law controls, as its sentence says it."""
    parts = where_set(line.sentence_parts, None)
    return spoken(parts.goods if parts else "", _goods(line))


def spoken_lead(line: Line) -> Spoken:
    """Return what the sentence on a line that law controls says after the goods."""
    parts = where_set(line.sentence_parts, None)
    lead = parts.lead if parts else ""
    return spoken(lead, [_controlled_by(line)] if _legal(line) else [], _tails(lead))


def _openings(line: Line) -> Iterator[Template]:
    if line.verdict == Verdict.UNRESOLVED:
        yield templates.NOTHING_SAYS
    elif line.verdict == Verdict.NO_MATCH:
        yield from _compared(line)
    elif line.verdict == Verdict.REVIEW:
        for reason in _reasons(line):
            yield FilledText(templates.MUST_LOOK, {"reason": reason})
            yield FilledText(templates.MUST_LOOK_AT_QUESTION, {"reason": reason})


def _tails(stored: str) -> Iterator[Template]:
    yield from (*templates.NAME_NOT_KNOWN.values(), templates.ONE_TASK, templates.SET_ASIDE)
    yield from (FilledText(templates.AND_ONE_TASK, {"reason": gaps}) for gaps in _gaps_named(stored))


def _legal(line: Line) -> list[Finding]:
    return [
        finding
        for finding in line.findings
        if finding.tier in LEGAL and finding.certainty in SURE and finding.confidence != Confidence.UNVERIFIED
    ]


def _goods(line: Line) -> Iterator[Template]:
    for finding in _legal(line)[:1]:
        name, form = Quoted(finding.substance), finding.form
        goods = FilledText(templates.NAME_ALONE, {"name": name})
        if form in templates.GOODS:
            goods = FilledText(templates.GOODS[form], {"name": name})
        elif form:
            goods = FilledText(templates.FORM_OF, {"name": name, "form": templates.FORMS[form]})
        yield FilledText(templates.IN_CLASS, {"goods": goods}) if finding.tier == Tier.CLASS_MEMBER else goods


def _controlled_by(line: Line) -> Template:
    by: dict[LazyText | str, dict[str, None]] = {}
    for finding in _legal(line):
        day = Day(finding.as_of) if finding.as_of else ""
        by.setdefault(day, {})[f"{finding.jurisdiction or ''} {finding.category}".strip()] = None
    first, *others = (
        FilledText(templates.LISTS_ON_DAY, {"lists": Enumeration(tuple(map(Quoted, places))), "day": day})
        for day, places in by.items()
    )
    lists = reduce(
        lambda before, after: FilledText(templates.AND_BY, {"first": before, "second": after}), others, first
    )
    return FilledText(templates.CONTROLLED_BY, {"lists": lists})


def _compared(line: Line) -> Iterator[Template]:
    severities = [finding.severity for finding in line.findings] + [conflict.severity for conflict in line.conflicts]
    signals = severities.count(Severity.LOW)
    signal: LazyText | str = FilledText(templates.LOW_SIGNALS, {"signals": signals}) if signals else ""
    for lists in range(MOST_LISTS):
        yield FilledText(
            templates.COMPARED, {"how": templates.HOW_COMPARED[line.depth], "lists": lists, "signal": signal}
        )


def _reasons(line: Line) -> Iterator[LazyText]:
    for finding in line.findings:
        if finding.severity != Severity.LOW:
            yield from _of_finding(finding)
    yield from (Quoted(conflict.detail.rstrip(".")) for conflict in line.conflicts)
    for problem in line.problems:
        field = templates.FIELDS.get(problem.field or "", templates.PART_OF_LINE)
        facts = {"field": field, "detail": Quoted(problem.detail.rstrip("."))}
        yield from (FilledText(template, facts) for template in (templates.UNREADABLE, templates.UNSURE))
    yield from _gaps_named(line.explanation)


def _of_finding(finding: Finding) -> Iterator[LazyText]:
    facts = {"name": Quoted(finding.substance), "title": Quoted(finding.list_title)}
    if finding.tier in templates.REASONS:
        yield FilledText(templates.REASONS[finding.tier], facts)
    for question in (where_set(finding.rule.questions, ()) if finding.rule else ())[:1]:
        yield FilledText(templates.LEFT_OPEN, {**facts, "question": Quoted(question.rstrip("?"))})
    if FoundForm.CONTAINED in finding.forms:
        yield FilledText(templates.MIXTURE_OPEN, facts)
    of_class, of_name = (templates.CLASS_GUESSED, templates.CLASS_UNVERIFIED), (templates.GUESSED, templates.UNVERIFIED)
    yield from (FilledText(template, facts) for template in (of_class if finding.rule else of_name))


def _gaps_named(stored: str) -> Iterator[LazyText]:
    """Yield the gaps of held law that a sentence may tell, in each order: the record of a line does not name them."""
    named = [gap for english, gap in _gaps() if english in stored]
    for number in range(1, min(len(named), MOST_GAPS) + 1):
        yield from (gaps[0] if number == 1 else Enumeration(gaps) for gaps in permutations(named, number))


@cache
def _gaps() -> tuple[tuple[str, LazyText], ...]:
    codes = [*(country.alpha_2 for country in pycountry.countries), "XI"]
    return tuple(
        (gap_words(code, is_in_part=in_part), FilledText(template, {"country": CountryName(code)}))
        for code in codes
        for in_part, template in ((False, templates.NOT_HELD), (True, templates.HELD_IN_PART))
    )


class CountryName(LazyText):
    """The name of a country in the language in which it is shown."""

    def __init__(self, code: str) -> None:
        self.code = code

    def __str__(self) -> str:
        return country_in_words(self.code)

    def __mod__(self, facts: object, /) -> object:
        return str(self)
