"""The grounds of findings, made anew of their facts: `decision/grounds.py` in the language of the reader.

What a class rule says (`chemistry/class_rules/trace.py`) is words of the law laid on a structure, and stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from watchlist.engine import sentence_templates as templates
from watchlist.engine.answer import Finding
from watchlist.engine.reports.records import where_set
from watchlist.engine.reports.spoken import Quoted, Spoken, Template, spoken
from watchlist.engine.texts import Day, Enumeration, FilledText, Text
from watchlist.engine.vocabulary import DatePrecision, Effect, Met


def spoken_ground(finding: Finding) -> Spoken:
    """Return the sentence on a finding whose text has been made visible, in the language that is spoken now."""
    return spoken(finding.explanation, _grounds(finding), (templates.HOLDS_ISOMER, *_present(finding)))


def _grounds(finding: Finding) -> Iterator[Template]:
    title = Quoted(finding.list_title)
    yield templates.DRUG
    yield from (
        FilledText(template, {"title": title})
        for template in (templates.FORM_OF_DRUG, templates.NAMED, templates.WATCHED)
    )
    yield from _exempt(finding)
    yield from _reached(finding, title)
    yield from _announced(finding)
    yield from _outside(finding, title)
    if evidence := where_set(finding.evidence, None):
        facts = {"name": Quoted(finding.substance), "title": title, "words": Quoted(evidence.words)}
        yield FilledText(templates.RESEMBLES, facts)


def _exempt(finding: Finding) -> Iterator[Template]:
    for condition in finding.conditions or ():
        if condition.effect == Effect.EXEMPTS and condition.met == Met.YES:
            facts = {"required": Quoted(condition.required), "declared": Quoted(condition.declared)}
            citation = Quoted(condition.citation) if condition.citation else templates.A_CONDITION
            yield FilledText(templates.EXEMPT, {**facts, "citation": citation})


def _reached(finding: Finding, title: Quoted) -> Iterator[Template]:
    plural = templates.PLURALS.keys() - templates.STILL_THERE.keys()
    forms = [form for form in map(str, finding.forms or ()) if form in plural]
    if forms:
        yield FilledText(templates.REACHES, {"title": title, "forms": _plurals(forms)})
    if present := _still_there(finding):
        yield FilledText(templates.NAMED_PRESENT, {"title": title, "how": Enumeration(present)})


def _present(finding: Finding) -> Iterator[Template]:
    if present := _still_there(finding):
        yield FilledText(templates.PRESENT, {"how": Enumeration(present)})


def _still_there(finding: Finding) -> tuple[Text, ...]:
    # A mixture is named last, whatever else the goods are.
    forms = sorted(map(str, finding.forms or ()), key=lambda form: form == "mixture_component")
    return tuple(templates.STILL_THERE[form] for form in forms if form in templates.STILL_THERE)


def _announced(finding: Finding) -> Iterator[Template]:
    if finding.valid_from is not None:
        is_day = finding.date_precision == DatePrecision.DAY
        year = FilledText(templates.SOME_DAY, {"year": str(finding.valid_from.year)})
        yield FilledText(templates.DECIDED, {"day": Day(finding.valid_from) if is_day else year})


def _outside(finding: Finding, title: Quoted) -> Iterator[Template]:
    """Yield what may be said of forms that words do not reach: which of those found they are, no fact tells."""
    forms = [form for form in map(str, finding.forms or ()) if form in templates.PLURALS]
    for number in range(1, len(forms) + 1):
        template = templates.OUTSIDE_BY_ONE if number == 1 else templates.OUTSIDE
        for outside in combinations(forms, number):
            yield FilledText(template, {"title": title, "forms": _plurals(outside)})


def _plurals(forms: list[str] | tuple[str, ...]) -> Enumeration:
    return Enumeration(tuple(templates.PLURALS[form] for form in forms))
