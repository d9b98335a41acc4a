"""One line, as the report shows it: a row of the table and, where there is something to say, its explanation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from typing import Final

from watchlist.engine.answer import CorrectedField, Line, OfficersDecision, ShipmentFinding
from watchlist.engine.reports.findings import DutyGroup, FindingView, duties, finding_view, suppressed_view
from watchlist.engine.reports.proposals import ProposalView, proposal_views
from watchlist.engine.reports.records import amount, declared, declared_goods, read_as, unique, where_set
from watchlist.engine.reports.retold_lines import spoken_verdict
from watchlist.engine.reports.retold_remarks import spoken_conflict, spoken_problem
from watchlist.engine.reports.shipment import with_sums
from watchlist.engine.reports.spoken import Spoken
from watchlist.engine.reports.structures import Draw, Drawings, Picture, drawing_of, drawings_of, is_traced
from watchlist.engine.reports.text import clip, day, instant
from watchlist.engine.reports.traces import TraceView, traces
from watchlist.engine.reports.words import (
    ACTIONS,
    ASK,
    CERTAINTIES,
    DECISIONS,
    DEPTHS,
    READERS,
    SEVERITIES,
    TIER_STYLES,
    VERDICT_GROUNDS,
    VERDICTS,
    field_name,
    words_for,
)
from watchlist.engine.texts import gettext_lazy, gettext_noop, lowered, translated
from watchlist.engine.vocabulary import Action, FoundForm, Severity, Tier, Verdict

BARS = {Severity.HIGH: 3, Severity.MEDIUM: 2, Severity.LOW: 1}
OF_LAW = {Action.HOLD, Action.AUTHORISE, Action.NOTIFY, Action.RECORD}
LONGEST_DECLARED = 140  # characters of a declared text in the table and in a heading
NOTHING_WRITTEN: Final = gettext_lazy("Nothing is written")
AGREED_BY: Final = gettext_lazy("%(people)s, agreed by %(others)s")
BOTH: Final = gettext_lazy("%(first)s and %(second)s")
EITHER: Final = gettext_lazy("%(first)s or %(second)s")
THE_LINE: Final = gettext_noop("The line")
CONFLICT: Final = gettext_noop("Conflict")
PROBLEM: Final = gettext_noop("Problem")
AS_WRITTEN = 1_000  # and under "declared": its full length is said, and the JSON Lines hold all of it


@dataclass(frozen=True, slots=True)
class FieldRemark:
    """A conflict or a problem, shown at the field that it is about; a problem has no severity."""

    kind: str
    severity: str
    detail: str
    spoken: Spoken


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """What a person corrected in a field, with who and when; `corrected` is "" where nothing is right."""

    declared: str
    corrected: str
    reason: str
    who: str


@dataclass(frozen=True, slots=True)
class DeclaredFieldView:
    """A declared field as written, what it was read as, and what is wrong with it; `touched`: a remark names it.

    `field`: the canonical field that was read from it; "" where none was.
    """

    label: str
    field: str
    written: str
    correction: CorrectionView | None
    readings: tuple[tuple[str, str, str], ...]
    remarks: tuple[FieldRemark, ...]
    touched: bool

    @property
    def is_carried(self) -> bool:
        """Say whether it stands as it was written and nothing more: no substance was read from it, nothing is wrong."""
        return not (self.readings or self.remarks or self.touched or self.correction)


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What people made of a line: `token` is their word, `who` names them with the day; `note` is what they wrote."""

    token: str
    word: str
    about: str
    who: str
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class LineView:
    """A line in words. `brief`: without a table of fields; `wordless`: an action whose text is not held.

    `request`: what a person may ask the declarant; `peeled`: kind and text of the words taken off the name.
    `ground`: what alone it is for review for, where that is its route; it may be empty.
    `drawn_first`: the strongest finding has no trace, and so the plain drawing goes before the traces of the others.
    """

    number: str
    token: str
    verdict: str
    severity: str
    bars: int
    depth: str
    action: str
    wordless: bool
    brief: bool
    heading: str
    name: str
    cas: str
    amount: str
    read_as: tuple[str, ...]
    explanation: str
    spoken: Spoken
    findings: tuple[FindingView, ...]
    chips: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, bool], ...]
    duties: tuple[DutyGroup, ...]
    fields: tuple[DeclaredFieldView, ...]
    conflicts: int
    problems: int
    suppressed: tuple[FindingView, ...]
    ask: str
    request: str
    peeled: tuple[tuple[str, str], ...]
    proposals: tuple[ProposalView, ...]
    traces: tuple[TraceView, ...]
    drawn: Drawings
    drawn_first: bool
    decision: DecisionView | None
    ground: str = ""

    @property
    def duty_doubts(self) -> tuple[str, ...]:
        """How far what its duties rest on is not confirmed, each word once."""
        return unique(filter(None, (group.doubt for group in self.duties)))

    @property
    def picture(self) -> Picture | None:
        """The first drawing of the goods."""
        traced = [trace.goods for trace in self.traces if trace.goods]
        plain = self.drawn.pictures
        return next(chain(plain, traced) if self.drawn_first else chain(traced, plain), None)


def line_view(line: Line, draw: Draw, sums: Iterable[ShipmentFinding] = ()) -> LineView:
    """Return the view of a line whose text has been made visible, `sums` those of its shipment."""
    line = with_sums(line, sums)
    findings = tuple(map(finding_view, line.findings))
    brief, due = line.verdict == Verdict.NO_MATCH, duties(line.findings)
    name = declared_goods(line)
    read = tuple(clip(text, LONGEST_DECLARED) for text in read_as(line))
    tiers = {finding.tier for finding in line.findings}
    traced = {drawing_of(line, finding) for finding in line.findings if is_traced(finding)}
    return LineView(
        number=str(line.line),
        token=line.verdict,
        verdict=words_for(VERDICTS, line.verdict),
        severity=words_for(SEVERITIES, line.severity),
        bars=BARS.get(line.severity, 0),
        depth=words_for(DEPTHS, line.depth),
        action=words_for(ACTIONS, line.action),
        wordless=line.action in OF_LAW and not due,
        brief=brief,
        heading=_joined(line, read) or clip(name, LONGEST_DECLARED) or NOTHING_WRITTEN.fill(),
        name=clip(name, LONGEST_DECLARED),
        cas=clip(declared(line, "cas"), 40),
        amount=clip(amount(line), 60),
        read_as=read,
        explanation=line.explanation,
        spoken=spoken_verdict(line),
        findings=findings,
        chips=tuple(dict.fromkeys((finding.style, finding.chip) for finding in findings)),
        places=_places(findings),
        duties=due,
        fields=_fields(line),
        conflicts=len(line.conflicts),
        problems=len(line.problems),
        suppressed=tuple(map(suppressed_view, line.suppressed)),
        # Similarity alone was found: no text of law speaks of the line.
        ask=ASK if Tier.ANALOGUE in tiers and not tiers & TIER_STYLES.keys() else "",
        request=line.request,
        peeled=tuple((word.kind.capitalize(), clip(word.text, LONGEST_DECLARED)) for word in line.peeled),
        proposals=tuple(proposal_views(line)),
        traces=traces(line, draw),
        drawn=Drawings((), ()) if brief else drawings_of(line, draw, traced),
        ground=words_for(VERDICT_GROUNDS, where_set(line.ground, "")),
        drawn_first=not any(map(is_traced, line.findings[:1])),
        decision=_decision(line.decision) if line.decision else None,
    )


def _decision(decision: OfficersDecision) -> DecisionView:
    people = ", ".join(decision.by)
    if decision.agreed_by:
        people = AGREED_BY.fill(people=people, others=", ".join(decision.agreed_by))
    return DecisionView(
        token=decision.word,
        word=words_for(DECISIONS, decision.word),
        about=decision.about,
        who=f"{people}, {day(decision.at[:10])}",
        reason=decision.reason,
        note=clip(decision.note, AS_WRITTEN),
    )


def _joined(line: Line, read: Sequence[str]) -> str:
    """Return the names of a line's readings: of one field, all that a mixture holds; else one "or" another."""
    fields = {reading.from_ for reading in line.resolution}
    mixed = any(FoundForm.MIXTURE_COMPONENT in (finding.forms or ()) for finding in line.findings)
    joint = BOTH if mixed and len(fields) == 1 else EITHER
    return reduce(lambda first, second: joint.fill(first=first, second=second), read) if read else ""


def _places(findings: tuple[FindingView, ...]) -> tuple[tuple[str, bool], ...]:
    """Return each list once, with whether law in force stands on it."""
    in_force: dict[str, bool] = {}
    for finding in findings:
        where = " ".join(unique((finding.jurisdiction, finding.category)))
        if where:
            in_force[where] = in_force.get(where, False) or finding.style == "law"
    return tuple(in_force.items())


def _fields(line: Line) -> tuple[DeclaredFieldView, ...]:
    """Return declared fields in their order; a remark stands at the last field that it names, or in its own row."""
    written = {field: clip(text, AS_WRITTEN) for field, text in line.declared.items() if text}
    # What was read from no text of the line that stands there word for word has its own row.
    corrections = {_heading(line, row.field): row for row in line.corrections or ()}
    unwritten = (_heading(line, reading.from_) for reading in line.resolution)
    rows: dict[str, list[FieldRemark]] = {field: [] for field in (*written, *unwritten, *corrections)}
    canonical = {_heading(line, field): field for field in reversed(tuple(line.fields))} | {
        heading: row.field for heading, row in corrections.items()
    }
    named: set[str] = set()
    for about, remark in _remarks(line):
        fields = [_heading(line, field) for field in about]
        home = next((field for field in reversed(written) if field in fields), ", ".join(fields))
        rows.setdefault(home, []).append(remark)
        named.update(fields, [home])
    return tuple(
        DeclaredFieldView(
            label=field_name(field) or THE_LINE,
            field=canonical.get(field, ""),
            written=written.get(field, ""),
            correction=correction_view(corrections[field]) if field in corrections else None,
            readings=_readings(line, field),
            remarks=tuple(remarks),
            touched=field in named,
        )
        for field, remarks in rows.items()
    )


def correction_view(row: CorrectedField) -> CorrectionView:
    """Return what a person corrected, in words."""
    people = AGREED_BY.fill(people=row.by, others=row.agreed_by) if row.agreed_by else row.by
    return CorrectionView(
        declared=clip(row.declared, AS_WRITTEN),
        corrected=clip(row.corrected, AS_WRITTEN),
        reason=row.reason,
        who=f"{people}, {instant(row.at)}",
    )


def _remarks(line: Line) -> Iterator[tuple[list[str], FieldRemark]]:
    for conflict in line.conflicts:
        severity = lowered(translated(words_for(SEVERITIES, conflict.severity)))
        yield list(conflict.fields), FieldRemark(CONFLICT, severity, conflict.detail, spoken_conflict(conflict))
    for problem in line.problems:
        yield list(unique([problem.field or ""])), FieldRemark(PROBLEM, "", problem.detail, spoken_problem(problem))


def _readings(line: Line, field: str) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (
            clip(reading.name or reading.substance or reading.inchikey or reading.smiles, LONGEST_DECLARED),
            words_for(CERTAINTIES, reading.certainty),
            words_for(READERS, reading.by),
        )
        for reading in line.resolution
        if _heading(line, reading.from_) == field
    )


def _heading(line: Line, field: str) -> str:
    """Return the heading in the file under which a canonical field was read: the one with the same text."""
    corrected = {row.field: row.declared for row in line.corrections or ()}
    text = corrected.get(field, line.fields.get(field))
    same = (heading for heading, written in line.declared.items() if text and written.strip() == text)
    return field if field in line.declared else next(same, field)
