"""What the law requires of a line: deadlines, quantity against threshold, authorisation, sums of the period."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from chemistry import depict
from watchlist.cases import Case, Duty, DutyStep, law_day
from watchlist.engine.answer import Condition, Line, ShipmentFinding, Summary
from watchlist.engine.reports import (
    TIER_STYLES,
    Caption,
    ConditionView,
    Draw,
    DutyGroup,
    Picture,
    ShipmentView,
    all_visible,
    condition_view,
    duties,
    is_traced,
    list_label,
    picture,
    shipment_view,
)
from watchlist.engine.vocabulary import Action, Bears, ConditionKind, Met
from watchlist.screenings import ScreenedLine
from watchlist.substances import Structure
from watchlist.web import words

MEASURED = frozenset({ConditionKind.QUANTITY, ConditionKind.CUMULATIVE_QUANTITY})
DEADLINES = 3
WORDS_SHOWN = 28
LEAST_WORDS = 8
_plain: Draw = depict


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which the law asks for something: in words, whether it has gone by, and under which citation."""

    text: str
    on: str
    is_past: bool
    citation: str


@dataclass(frozen=True, slots=True)
class FirstDuty:
    """The first duty of a list without its citation, and how many more stand at the finding.

    A long one ends with a clause: the finding below says all of it.
    """

    place: str
    text: str
    citation: str
    doubt: str
    more: int


@dataclass(frozen=True, slots=True)
class LawRequirements:
    """What the law requires of a line; `authorisation` says whether one was found, "" where none is required."""

    duties: tuple[FirstDuty, ...]
    deadlines: tuple[Deadline, ...]
    measures: tuple[tuple[str, ConditionView], ...]
    sums: tuple[ShipmentView, ...]
    authorisation: str


def law_requirements(number: int, line: Line, summary: Summary, case: Case | None = None) -> LawRequirements:
    """Return what the law requires of the line of this number, with the sums of shipment and period it counts in."""
    bearing = [finding for finding in line.findings if TIER_STYLES.get(finding.tier) and finding.bears != Bears.NO]
    conditions = [(list_label(finding), condition) for finding in bearing for condition in finding.conditions or ()]
    sums = tuple(_sums(number, summary))
    return LawRequirements(
        duties=tuple(map(_first_duty, duties(line.findings))),
        deadlines=tuple(_deadlines(case, {finding.list for finding in bearing})),
        measures=_measures(conditions, {found.id for found in sums}),
        sums=tuple(map(shipment_view, map(all_visible, sums))),
        authorisation=_authorisation(line.action, [pair[1] for pair in conditions]),
    )


def _first_duty(list_duties: DutyGroup) -> FirstDuty:
    return FirstDuty(
        list_duties.place,
        first_clauses(list_duties.first),
        list_duties.citation,
        list_duties.doubt,
        len(list_duties.texts) - 1,
    )


def first_clauses(text: str) -> str:
    """Return the clauses with which a long text begins, and "…"; all of it where no clause ends early enough."""
    pieces = text.split()
    if len(pieces) <= WORDS_SHOWN:
        return text
    ends = (" ".join(pieces[:at]) for at in range(WORDS_SHOWN, LEAST_WORDS - 1, -1) if pieces[at - 1][-1] in ",;:")
    clauses = next((clause for clause in ends if clause.count("(") == clause.count(")")), None)
    return f"{clauses.rstrip(',;:')} …" if clauses else text


def _measures(
    conditions: Sequence[tuple[str, Condition]], summed: Container[str | None]
) -> tuple[tuple[str, ConditionView], ...]:
    """Return each quantity against its threshold once, with the lists that set it; without those of sums (`summed`)."""
    places: dict[tuple[str, ...], list[str]] = {}
    first: dict[tuple[str, ...], ConditionView] = {}
    for where, condition in conditions:
        if condition.kind in MEASURED and condition.shipment_finding not in summed:
            key = (condition.declared, condition.required, condition.met)
            places.setdefault(key, []).append(where)
            first.setdefault(key, condition_view(condition))
    return tuple((", ".join(dict.fromkeys(places[key])), view) for key, view in first.items())


def _authorisation(action: Action, conditions: Sequence[Condition]) -> str:
    papers = [condition for condition in conditions if condition.kind == ConditionKind.AUTHORISATION]
    if found := next((condition for condition in papers if condition.met == Met.YES), None):
        return _("Authorisation found: %(what)s") % {"what": found.declared}
    return _("No authorisation found") if papers or action == Action.AUTHORISE else ""


def _sums(number: int, summary: Summary) -> Iterator[ShipmentFinding]:
    """Yield the sums of the shipment that a line is a part of."""
    for found in summary.shipment_findings:
        if any(parcel.line == number and not parcel.stored for parcel in found.parcels):
            yield found


def _deadlines(case: Case | None, lists: set[str]) -> Iterator[Deadline]:
    """Yield the first deadlines of a case under some lists, each on the day to which it was moved last."""
    if case is None or not lists:
        return
    moves = Prefetch("steps", DutyStep.objects.filter(kind="moved").order_by("-number"), to_attr="moves")
    duties = Duty.objects.filter(case=case, list_key__in=lists).prefetch_related(moves)
    days = ((_due(duty), duty.text, duty) for duty in duties)
    dated = sorted(((on, text, duty) for on, text, duty in days if on), key=lambda entry: entry[:2])
    for on, text, duty in dated[:DEADLINES]:
        yield Deadline(text, words.day(on), on < words.today(), duty.clock_citation or duty.citation)


def _due(duty: Any) -> date | None:
    day: date | None = duty.moves[0].due_on if duty.moves else law_day(duty)
    return day


@dataclass(frozen=True, slots=True)
class LawStructure:
    """The structure that a list names; structures read from the line are drawn in its orientation."""

    smiles: str
    picture: Picture
    where: str

    def draw(self, smiles: str, **options: Any) -> str:
        """Draw a structure of the line in the orientation of the law's, unless `options` give another."""
        return depict(smiles, **{**options, "like": options.get("like") or self.smiles})


def law_structure(line: Line, row: ScreenedLine) -> LawStructure | None:
    """Return the listed structure of the strongest finding without a trace, as known when the line was answered."""
    of_law = (finding for finding in line.findings if TIER_STYLES.get(finding.tier) and not is_traced(finding))
    finding = next(of_law, None)
    if finding is None or not finding.atoms:
        return None
    key = finding.entry.rsplit("/", 1)[-1]
    structure = Structure.objects.filter(substance__key=key).known_at(row.screening.known_at).first()
    if structure is None:
        return None
    drawn = picture(
        structure.smiles, Caption(finding.substance, inchikey=structure.inchikey), _plain, like=structure.smiles
    )
    return LawStructure(structure.smiles, drawn, list_label(finding))
