"""Rows of the register: stored lines with what was declared, decided, covered and exempt, read in few queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from watchlist.authorisations.models import AuthorisationUse
from watchlist.cases.judgement_models import Judgement
from watchlist.cases.models import Case, CaseScreening
from watchlist.cases.register.quantities import Weight
from watchlist.cases.register.uses import used_for, uses_of
from watchlist.cases.said import DISPOSITIONS, JUDGED
from watchlist.engine.answer import Condition, Finding
from watchlist.engine.law.compiled import CompiledLaw
from watchlist.engine.reports.records import amount, place, unique
from watchlist.engine.reports.text import all_visible, day
from watchlist.engine.reports.words import MET, VERDICTS, words_for
from watchlist.engine.vocabulary import ConditionKind, Effect, Met, Tier
from watchlist.law_store.compile import law_known_at
from watchlist.screenings.models import Consignment, ScreenedLine
from watchlist.screenings.stored_answers import read_line, substance_key

BATCH: Final = 500
TO: Final = " to "
Key = tuple[UUID, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One listed substance on one stored line, or one line of no match; every text fit to look at.

    `day`: of the movement, else of the screening; `found`: where the law names it; `cover`: authorisations as the
    findings say them; `used`: those that a release of its case used for such goods; `exempt`: why it is; `decided`:
    what people said of it; `case`: number and what became of it.
    """

    pk: int
    screened_line: int
    day: str
    shipment: str
    line: int
    declared: str
    cas: str
    amount: str
    consignor: str
    consignee: str
    substance: str
    base: Weight
    verdict: str
    found: tuple[str, ...]
    cover: tuple[str, ...]
    used: tuple[str, ...]
    exempt: tuple[str, ...]
    decided: tuple[str, ...]
    case: int | None
    case_told: str

    @property
    def on(self) -> str:
        """Return the day or days as a page tells them."""
        return TO.join(map(day, self.day.split(TO)))


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside some lines: cases by screening, uses by the number of the case, what people said by line."""

    cases: Mapping[UUID, Case]
    uses: Mapping[str, Sequence[AuthorisationUse]]
    judged: Mapping[int, Sequence[Judgement]]
    law: CompiledLaw


def page_of(rows: QuerySet[Any], after: int | None, most: int) -> tuple[list[Row], int | None]:
    """Return at most so many rows after one, and the id to go on after; None at the end."""
    asked = rows.filter(pk__lt=after) if after else rows
    found = list(_with_lines(asked)[: most + 1])
    return told(found[:most]), found[most - 1].pk if len(found) > most else None


def every(rows: QuerySet[Any]) -> Iterator[Row]:
    """Yield every row that was asked for, some at a time."""
    after: int | None = None
    while True:
        some, after = page_of(rows, after, BATCH)
        yield from some
        if after is None:
            return


def _with_lines(rows: QuerySet[Any]) -> QuerySet[Any]:
    named = ("screening__manifest", "line")
    parties = ("consignor", "consignee") if rows.model is Consignment else ()
    unread = ("original", "shipment")
    return rows.select_related(*named, *parties).defer(
        *(f"screening__manifest__{name}" for name in unread), "screening__coverage", "screening__summary"
    )


def told(stored: Sequence[Consignment] | Sequence[ScreenedLine]) -> list[Row]:
    """Return some stored rows as the register tells them."""
    lines = _lines(stored)
    beside = _beside(lines.values(), law_known_at())
    rows = ((one, lines.get((one.screening_id, one.line_id))) for one in stored)
    return [_row(one, line, beside) for one, line in rows if line is not None]


def _lines(stored: Sequence[Consignment] | Sequence[ScreenedLine]) -> dict[Key, ScreenedLine]:
    """Return the records of some rows, by screening and line."""
    if not stored or isinstance(stored[0], ScreenedLine):
        return {(one.screening_id, one.line_id): one for one in stored if isinstance(one, ScreenedLine)}
    wanted = ScreenedLine.objects.filter(
        Q(line__in=[one.line_id for one in stored]), screening__in={one.screening_id for one in stored}
    )
    return {(one.screening_id, one.line_id): one for one in wanted}


def _beside(lines: Iterable[ScreenedLine], law: CompiledLaw) -> _Beside:
    taken = list(lines)
    cases = CaseScreening.objects.filter(screening__in={one.screening_id for one in taken}).select_related(
        "case__disposition"
    )
    said = Judgement.objects.filter(screened_line__in=[one.pk for one in taken]).select_related("by", "referral")
    judged: dict[int, list[Judgement]] = {}
    for row in said.order_by("screened_line", "position", "number"):
        judged.setdefault(row.screened_line_id, []).append(row)
    of = {one.screening_id: one.case for one in cases}
    return _Beside(of, uses_of(case.number for case in of.values()), judged, law)


def _row(stored: Consignment | ScreenedLine, line: ScreenedLine, beside: _Beside) -> Row:
    answer = read_line(line.record)
    fields = answer.fields
    held = stored if isinstance(stored, Consignment) else None
    case = beside.cases.get(line.screening_id)
    findings = [one for one in answer.findings if held is None or substance_key(one) == held.substance_key]
    named = beside.law.substances.get(held.substance_key) if held else None
    return _visible_row(
        pk=stored.pk,
        screened_line=line.pk,
        day=_days(held) if held else _made_on(line),
        shipment=str(stored.screening.manifest),
        line=stored.line.number,
        declared=fields.get("name") or fields.get("smiles", ""),
        cas=fields.get("cas", ""),
        amount=amount(answer),
        consignor=str(held.consignor or "") if held else fields.get("consignor", ""),
        consignee=str(held.consignee or "") if held else fields.get("consignee", ""),
        substance=named.name if named else held.substance_key if held else "",
        base=Weight.of(held) if held else Weight(),
        verdict=words_for(VERDICTS, line.verdict),
        found=unique(map(place, findings)),
        cover=tuple(_conditions(findings, ConditionKind.AUTHORISATION)),
        used=tuple(used_for(findings, beside.uses.get(case.number, ()) if case else ())),
        exempt=tuple(_exemptions(findings)),
        decided=tuple(_said(one) for one in beside.judged.get(line.pk, ())),
        case=case.pk if case else None,
        case_told=_case_told(case),
    )


def _visible_row(**told: Any) -> Row:
    """Return a row whose texts have been made visible."""
    seen: dict[str, Any] = {
        name: value if isinstance(value, Weight) else _visible(value) for name, value in told.items()
    }
    return Row(**seen)


def _visible(value: Any) -> Any:
    return tuple(all_visible(value)) if isinstance(value, tuple) else all_visible(value)


def _made_on(line: ScreenedLine) -> str:
    made = line.screening.made_at
    return made.date().isoformat() if made else ""


def _days(held: Consignment) -> str:
    first, last = held.first_day.isoformat(), held.last_day.isoformat()
    return first if first == last else f"{first}{TO}{last}"


def _conditions(findings: Iterable[Finding], kind: ConditionKind) -> Iterator[str]:
    for finding in findings:
        for one in finding.conditions:
            if one.kind == kind:
                yield f"{place(finding)}: {one.required}; {one.declared or 'none stated'}; {words_for(MET, one.met)}"


def _exemptions(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield why each finding is exempt: the condition that is met, as its text asks it, with its citation."""
    for finding in findings:
        for one in filter(_exempts, finding.conditions) if finding.tier == Tier.EXEMPT else ():
            cited = f" ({one.citation})" if one.citation else ""
            yield f"{place(finding)}: {one.required}{cited}; the line says {one.declared or 'nothing'}"


def _exempts(condition: Condition) -> bool:
    return (condition.effect, condition.met) == (Effect.EXEMPTS, Met.YES)


def _said(row: Judgement) -> str:
    told = {
        "word": _(words_for(JUDGED, row.holds)),
        "who": row.by.get_username(),
        "day": day(row.at.date().isoformat()),
    }
    return _("%(word)s by %(who)s, %(day)s") % told


def _case_told(case: Case | None) -> str:
    if case is None:
        return ""
    word = _(words_for(DISPOSITIONS, case.disposition.word)) if case.disposition else _("no disposition")
    return f"{case.number}: {word}"
