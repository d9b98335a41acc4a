"""One line in the pages of a dossier: what was declared, what was found and why, and what people said of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from chemistry import depict
from watchlist.cases.judgement_models import THE_LINE
from watchlist.engine.answer import Line, Suppressed
from watchlist.engine.reports import VERDICTS, DeclaredFieldView, FindingView, LineView, clip, day, line_view, words_for

LONGEST: Final = 400
COLOUR: Final = re.compile(r"var\(--(limb-[\w-]+|surface),#[0-9a-fA-F]{3,8}\)")
INKS: Final = {"surface": "#ffffff", "limb-fails": "#000000"}
HALO, INK = "#dcdcdc", "#000000"
SET_ASIDE: Final = ("by", "second", "until", "why", "suppression")
LAW_FIELDS: Final = ("since", "wording", "citation", "url", "doubt", "day_doubt")
JudgementsByLine = Mapping[int, list[dict[str, Any]]]
"""Judgements on the findings of a line, by its number."""


@dataclass(slots=True)
class Laws:
    """The law that findings rest on and what it asks: each text quoted once, numbered as it is first met."""

    quoted: list[dict[str, str]] = field(default_factory=list)
    numbers: dict[tuple[str, ...], int] = field(default_factory=dict)
    duty_numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def duties(self) -> list[list[str]]:
        """Return the duties in the order of their numbers: list, and text."""
        return [[place, text] for place, text in self.duty_numbers]

    def duties_of(self, finding: FindingView) -> list[int]:
        """Return the numbers of the duties of a finding."""
        place = _place(finding)
        return [self.duty_numbers.setdefault((place, text), len(self.duty_numbers) + 1) for text in finding.obligations]

    def number_of(self, finding: FindingView) -> int:
        """Return the number of the text that a finding rests on; 0 where it quotes none."""
        key = (finding.title, finding.wording, finding.citation, finding.since)
        if not finding.wording and not finding.citation:
            return 0
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers) + 1
            self.quoted.append(
                {
                    "list": " · ".join(filter(None, (finding.jurisdiction, finding.title, finding.subtitle))),
                    **{name: getattr(finding, name) for name in LAW_FIELDS},
                }
            )
        return self.numbers[key]


def line_of(line: Line, judged: JudgementsByLine, laws: Laws) -> dict[str, Any]:
    """Return a line in full, of which the text has been made visible."""
    view, decisions = line_view(line, in_black), judged.get(line.line, [])
    findings = [_finding(finding, laws) for finding in view.findings]
    for at, finding in enumerate(findings):
        finding["judged"] = [decision for decision in decisions if decision["finding"] == at]
    return {
        **{name: getattr(view, name) for name in ("number", "heading", "verdict", "severity", "depth", "explanation")},
        "fields": [
            [
                field_view.label,
                _written(field_view),
                "; ".join(", ".join(filter(None, reading)) for reading in field_view.readings),
            ]
            for field_view in view.fields
        ],
        "remarks": [f"{remark.kind}: {remark.detail}" for field_view in view.fields for remark in field_view.remarks],
        "pictures": list(_pictures(view)),
        "legend": list(dict.fromkeys(_legend(view))),
        "findings": findings,
        "suppressed": [
            _finding(finding, laws) | {"extras": _suppression_extras(finding, suppressed)}
            for finding, suppressed in zip(view.suppressed, line.suppressed, strict=True)
        ],
        "judged": [decision for decision in decisions if decision["finding"] == THE_LINE],
    }


def short_line(number: int, declared: Mapping[str, str], verdict: str) -> list[str]:
    """Return a line for a table: number, what was declared, verdict."""
    return [str(number), clip(", ".join(filter(None, declared.values())), LONGEST), words_for(VERDICTS, verdict)]


def in_black(
    smiles: str,
    *,
    marks: Mapping[str, Collection[int]] | None = None,
    failing: Collection[int] = (),
    title: str = "",
    like: str | None = None,
) -> str:
    """Return a structure in black ink: limbs by their letter on grey, what fails in a dashed ring.

    Raises `StructureError`.
    """
    svg = depict(smiles, marks=marks, failing=failing, title=title, like=like)
    return COLOUR.sub(_ink, svg).replace("currentColor", INK)


def _ink(found: re.Match[str]) -> str:
    name = found[1]
    return INKS.get(name, INK if name.endswith("-ink") else HALO)


def _finding(finding: FindingView, laws: Laws) -> dict[str, Any]:
    return {
        "chip": finding.chip,
        "place": _place(finding),
        "title": finding.title,
        "law": laws.number_of(finding),
        "sure": ", ".join(filter(None, (finding.certainty, finding.bears, finding.measured))),
        "explanation": finding.explanation,
        "rule": finding.rule,
        "conditions": [
            [
                condition.kind,
                condition.asks,
                condition.says,
                condition.met + (f" ({condition.doubt})" if condition.doubt else ""),
                condition.effect,
            ]
            for condition in finding.conditions
        ],
        "duties": laws.duties_of(finding),
        "extras": [list(extra) for extra in finding.extras],
        "judged": [],
    }


def _written(field_view: DeclaredFieldView) -> str:
    """Return what a field says in the file, and what a person corrected of it, with who, when and why."""
    correction = field_view.correction
    if correction is None:
        return field_view.written
    declared, corrected = correction.declared or "nothing", correction.corrected or "nothing"
    return f"{declared}; corrected to {corrected} by {correction.who}: {correction.reason}"


def _suppression_extras(finding: FindingView, suppressed: Suppressed) -> list[list[str]]:
    """Return the extras of a suppressed finding, last by whom it was set aside; why, and when, is with the ruling."""
    kept = [list(extra) for extra in finding.extras if extra[0] not in SET_ASIDE]
    people = f"by {suppressed.by} and {suppressed.second} until {day(suppressed.until)}"
    return [*kept, ["Set aside", f"{people}, S-{suppressed.suppression:04d}"]]


def _place(finding: FindingView) -> str:
    return " ".join(filter(None, (finding.jurisdiction, finding.category)))


def _pictures(view: LineView) -> Iterator[dict[str, str]]:
    """Yield each drawing once: those of the traces, the goods beside their relative, then the plain ones."""
    seen: set[str] = set()
    pictures = [
        pair for trace in view.traces for pair in ((trace.goods, "On the line"), (trace.relative, "In the law"))
    ]
    for picture, side in [*pictures, *((picture, "On the line") for picture in view.drawn.pictures)]:
        if picture and picture.svg and picture.svg not in seen:
            seen.add(picture.svg)
            name = picture.name or "Structure"
            yield {"svg": str(picture.svg), "side": side, "name": name, "inchikey": picture.inchikey}


def _legend(view: LineView) -> Iterator[str]:
    marks = [mark for trace in view.traces for mark in trace.legend] + list(view.drawn.marks)
    for mark in marks:
        sign = mark.letter or ("dashed ring" if mark.colour == "fails" else "unmarked")
        yield f"{sign}: {mark.heading}. {' '.join(mark.sentences)}"
