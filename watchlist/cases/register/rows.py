"""Rows of the register: stored lines with what was declared, decided, covered and exempt, read in few queries.

As a file they are written a row at a time: CSV as it is read from the database, XLSX by way of a temporary file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import IO, Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _, gettext_noop
from msgspec import Struct
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from watchlist.authorisations import AuthorisationUse
from watchlist.cases.judgement_models import (
    CONFIRMED,
    DISPOSITION_LABELS,
    IN_PART,
    JUDGED_LABELS,
    OVERRIDE_LABELS,
    REASON_LABELS,
    RELEASES,
    Judgement,
)
from watchlist.cases.line_decisions import LineDecision, decision_on, sentence_of
from watchlist.cases.line_disposition_models import LineDisposition
from watchlist.cases.models import Case, CaseScreening
from watchlist.cases.override_models import ReleaseOverride
from watchlist.cases.register.query import RegisterBasis, Weight
from watchlist.engine.answer import Finding
from watchlist.engine.decision import amount_text, plain_number
from watchlist.engine.law import CompiledLaw
from watchlist.engine.reports import (
    LONGEST_CELL,
    MET,
    MOST_ROWS,
    SEPARATOR,
    VERDICTS,
    all_visible,
    amount,
    day,
    list_label,
    unique,
    whole_workbook,
    words_for,
)
from watchlist.engine.texts import lowered
from watchlist.engine.vocabulary import Certainty, ConditionKind, Effect, LeftOut, Met, Tier
from watchlist.exports import csv_rows
from watchlist.screenings import (
    Consignment,
    CountedGoods,
    ScreenedLine,
    StoredGoods,
    read_line,
    substance_key,
)

BATCH: Final = 500
TO: Final = " to "
NOT_COUNTED: Final = {
    LeftOut.NOT_MOVED: gettext_noop("no: it did not move"),
    LeftOut.DISMISSED: gettext_noop("no: dismissed"),
    LeftOut.REPEATED: gettext_noop("no: counted under another reference"),
}
"""Why a row is in no total."""


class RegisterRow(Struct, frozen=True):
    """One listed substance on one stored line, or one line of no match; every text fit to look at.

    `day`: of the movement, else of the screening; `found`: where the law names it; `cover`: authorisations by the
    findings; `used`: those that a release of its case used for such goods; `exempt`: why it is; `decision`: what people
    made of the line, in one sentence; `decided`: each judgement; `in_totals`: whether the row counts, and why not;
    `case_told`: its number and disposition, or the word on the line itself where somebody said one.
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
    decision: str
    decided: tuple[str, ...]
    in_totals: str
    case: int | None
    case_told: str

    @property
    def on(self) -> str:
        """Return the day or days as a page shows them."""
        return TO.join(map(day, self.day.split(TO)))


@dataclass(frozen=True, slots=True)
class _RelatedRecords:
    """What belongs to some lines: cases by screening, uses by the number of the case, judgements and words by line.

    `counted`: how each consignment counts, by its id.
    """

    cases: Mapping[UUID, Case]
    uses: Mapping[str, Sequence[AuthorisationUse]]
    judged: Mapping[int, Sequence[Judgement]]
    line_words: Mapping[int, LineDisposition]
    law: CompiledLaw
    counted: Mapping[int, CountedGoods]


def rows_page(
    rows: QuerySet[Any], after: int | None, most: int, basis: RegisterBasis | None = None
) -> tuple[list[RegisterRow], int | None]:
    """Return at most so many rows after one, and the id to go on after; None at the end."""
    remaining = rows.filter(pk__lt=after) if after else rows
    found = list(_with_lines(remaining)[: most + 1])
    return register_rows(found[:most], basis or RegisterBasis()), found[most - 1].pk if len(found) > most else None


def all_rows(rows: QuerySet[Any]) -> Iterator[RegisterRow]:
    """Yield every row, read in batches."""
    after: int | None = None
    while True:
        page, after = rows_page(rows, after, BATCH)
        yield from page
        if after is None:
            return


def _with_lines(rows: QuerySet[Any]) -> QuerySet[Any]:
    parties = ("consignor", "consignee") if rows.model is Consignment else ()
    unread = ("manifest__original", "manifest__shipment", "coverage", "summary")
    with_lines = rows.select_related("screening__manifest", "line", *parties)
    return with_lines.defer(*(f"screening__{name}" for name in unread))


def register_rows(stored: Sequence[Consignment] | Sequence[ScreenedLine], basis: RegisterBasis) -> list[RegisterRow]:
    """Return the rows of the register for some stored ones."""
    screened: Iterable[ScreenedLine] = [row for row in stored if isinstance(row, ScreenedLine)]
    if not screened:
        screened = ScreenedLine.objects.filter(
            line__in=[row.line_id for row in stored], screening__in={row.screening_id for row in stored}
        )
    lines = {(line.screening_id, line.line_id): line for line in screened}
    goods = [
        StoredGoods(row.pk, row.screening_id, row.line_id, row.substance_key, row.certainty)
        for row in stored
        if isinstance(row, Consignment)
    ]
    related = _related_records(lines.values(), basis.law, basis.counted(goods))
    rows = ((row, lines.get((row.screening_id, row.line_id))) for row in stored)
    return [_row(row, line, related) for row, line in rows if line is not None]


def _related_records(
    lines: Iterable[ScreenedLine], law: CompiledLaw, counted: Mapping[int, CountedGoods]
) -> _RelatedRecords:
    taken = list(lines)
    cases = CaseScreening.objects.filter(screening__in={line.screening_id for line in taken}).select_related(
        "case__disposition__referral__override__by", "case__disposition__referral__override__confirmed_by"
    )
    judgements = Judgement.objects.filter(screened_line__in=[line.pk for line in taken]).select_related(
        "by", "referral__answered_by"
    )
    judged: dict[int, list[Judgement]] = {}
    for row in judgements.order_by("screened_line", "position", "number"):
        judged.setdefault(row.screened_line_id, []).append(row)
    cases_by_screening = {link.screening_id: link.case for link in cases}
    numbers = {case.number for case in cases_by_screening.values()}
    uses: dict[str, list[AuthorisationUse]] = {}
    for use in AuthorisationUse.objects.filter(case__in=numbers).select_related("authorisation").order_by("at", "pk"):
        uses.setdefault(use.case, []).append(use)
    return _RelatedRecords(cases_by_screening, uses, judged, _line_words(line.pk for line in taken), law, counted)


def _line_words(lines: Iterable[int]) -> dict[int, LineDisposition]:
    """Return the word in effect of each of some lines that has one."""
    override = ("referral__override__by", "referral__override__confirmed_by")
    rows = LineDisposition.objects.filter(screened_line__in=list(lines)).select_related("by", *override)
    return {row.screened_line_id: row for row in rows.order_by("number")}


def _row(stored: Consignment | ScreenedLine, line: ScreenedLine, related: _RelatedRecords) -> RegisterRow:
    answer = read_line(line.record)
    fields = answer.fields
    consignment = stored if isinstance(stored, Consignment) else None
    case = related.cases.get(line.screening_id)
    findings = [
        finding
        for finding in answer.findings
        if consignment is None or substance_key(finding) == consignment.substance_key
    ]
    substance = related.law.substances.get(consignment.substance_key) if consignment else None
    latest = {judgement.position: judgement for judgement in related.judged.get(line.pk, ())}
    decision = decision_on(line, latest) if latest else None
    made_at = stored.screening.made_at
    days = (consignment.first_day, consignment.last_day) if consignment else (made_at.date() if made_at else None,)
    row = RegisterRow(
        pk=stored.pk,
        screened_line=line.pk,
        day=TO.join(dict.fromkeys(moved.isoformat() for moved in days if moved)),
        shipment=str(stored.screening.manifest),
        line=stored.line.number,
        declared=fields.get("name") or fields.get("smiles", ""),
        cas=fields.get("cas", ""),
        amount=amount(answer),
        consignor=str(consignment.consignor or "") if consignment else fields.get("consignor", ""),
        consignee=str(consignment.consignee or "") if consignment else fields.get("consignee", ""),
        substance=substance.name if substance else consignment.substance_key if consignment else "",
        base=Weight.of_text(consignment.quantity) if consignment else Weight(),
        verdict=words_for(VERDICTS, line.verdict),
        found=unique(map(list_label, findings)),
        cover=tuple(_authorisation_conditions(findings)),
        used=tuple(_used_for(findings, related.uses.get(case.number, ()) if case else ())),
        exempt=tuple(_exemptions(findings)),
        decision=sentence_of(decision) if decision else "",
        decided=tuple(map(_judgement_text, related.judged.get(line.pk, ()))),
        in_totals=_in_totals(related.counted[consignment.pk], consignment, decision) if consignment else "",
        case=case.pk if case else None,
        case_told=_case_text(case, related.line_words.get(line.pk)) if case else "",
    )
    return all_visible(row)


def _case_text(case: Case, of_line: LineDisposition | None) -> str:
    """Return what became of a line or else of its case; and of a release past what was missing, why, and who agreed.

    A line without a word, in a case of which words were said on others, goes with what is released of it.
    """
    row = of_line or case.disposition
    stored = RELEASES[0] if row is not None and row.word == IN_PART else row.word if row is not None else ""
    word = _(words_for(DISPOSITION_LABELS, stored)) if stored else _("no disposition")
    referral = row.referral if row is not None else None
    override: ReleaseOverride | None = getattr(referral, "override", None)
    if override is None or override.confirmed_by is None:
        return f"{case.number}: {word}"
    return _("%(case)s: %(word)s past what was missing: %(reason)s (%(by)s, confirmed by %(second)s)") % {
        "case": case.number,
        "word": word,
        "reason": lowered(_(words_for(OVERRIDE_LABELS, override.reason))),
        "by": override.by.get_username(),
        "second": override.confirmed_by.get_username(),
    }


def _authorisation_conditions(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        for condition in finding.conditions:
            if condition.kind == ConditionKind.AUTHORISATION:
                declared, met = condition.declared or "none stated", words_for(MET, condition.met)
                yield f"{list_label(finding)}: {condition.required}; {declared}; {met}"


def _exemptions(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield why each finding is exempt: the condition that is met, as its text asks it, with its citation."""
    for finding in findings:
        for condition in finding.conditions if finding.tier == Tier.EXEMPT else ():
            if (condition.effect, condition.met) == (Effect.EXEMPTS, Met.YES):
                cited = f" ({condition.citation})" if condition.citation else ""
                says = condition.declared or "nothing"
                yield f"{list_label(finding)}: {condition.required}{cited}; the line says {says}"


def _in_totals(goods: CountedGoods, consignment: Consignment, decision: LineDecision | None) -> str:
    """Return whether a row counts in totals, as people left it."""
    if goods.left_out is not None:
        return _(NOT_COUNTED[goods.left_out])
    if goods.certainty == Certainty.GUESS:
        return _("no: read by guess")
    is_confirmed = decision is not None and decision.goods.get(consignment.substance_key) == CONFIRMED
    return _("yes: confirmed") if is_confirmed else _("yes")


def _judgement_text(row: Judgement) -> str:
    """Return one judgement: the word in effect, who said it and when, who agreed or refused, why, and their note."""
    fields = {
        "word": _(words_for(JUDGED_LABELS, row.holds)),
        "who": row.by.get_username(),
        "day": day(row.at.date().isoformat()),
    }
    text = _("%(word)s by %(who)s, %(day)s") % fields
    referral = row.referral
    if referral is not None and referral.answered_by and referral.answered_at:
        reply = day(referral.answered_at.date().isoformat())
        second = _("agreed by %(who)s, %(day)s") if referral.is_agreed else _("refused by %(who)s, %(day)s")
        text += ", " + second % {"who": referral.answered_by.get_username(), "day": reply}
    if row.reason:
        text += f": {lowered(_(words_for(REASON_LABELS, row.reason)))}"
    return f"{text} ({row.note})" if row.note else text


def _used_for(findings: Sequence[Finding], uses: Iterable[AuthorisationUse]) -> Iterator[str]:
    """Yield the uses of documents that name the goods of some findings. An amount is of the whole shipment."""
    lists = {finding.list for finding in findings}
    goods = {key for finding in findings for key in (finding.entry, substance_key(finding))}
    for use in uses:
        row, on = use.authorisation, day(use.at.date().isoformat())
        if lists.isdisjoint(row.lists.split()) and goods.isdisjoint(row.substances.split()):
            continue
        fields = {"number": row.number, "holder": row.holder, "day": on}
        if row.measure:
            fields["amount"] = amount_text(use.amount, row.measure)
            yield _("%(number)s of %(holder)s, %(amount)s of it for the shipment, %(day)s") % fields
        else:
            yield _("%(number)s of %(holder)s, %(day)s") % fields


def _bound(read: Callable[[Weight], Any]) -> Callable[[RegisterRow], str]:
    def bound_text(row: RegisterRow) -> str:
        value = read(row.base)
        return "" if value is None else plain_number(value)

    return bound_text


COLUMNS: Final[dict[str, Callable[[RegisterRow], str]]] = {
    "day": lambda row: row.day,
    "shipment": lambda row: row.shipment,
    "line": lambda row: str(row.line),
    "declared_name": lambda row: row.declared,
    "declared_cas": lambda row: row.cas,
    "declared_quantity": lambda row: row.amount,
    "consignor": lambda row: row.consignor,
    "consignee": lambda row: row.consignee,
    "substance": lambda row: row.substance,
    "base_kg_at_least": _bound(lambda weight: weight.low),
    "base_kg_at_most": _bound(lambda weight: weight.high),
    "not_measured_because": lambda row: row.base.why,
    "verdict": lambda row: row.verdict,
    "found_on": lambda row: SEPARATOR.join(row.found),
    "authorisations": lambda row: SEPARATOR.join(row.cover),
    "authorisations_used": lambda row: SEPARATOR.join(row.used),
    "exempt_because": lambda row: SEPARATOR.join(row.exempt),
    "judgements": lambda row: SEPARATOR.join(row.decided),
    "case": lambda row: row.case_told,
    "decision": lambda row: row.decision,
    "in_totals": lambda row: row.in_totals,
}


def as_csv(rows: Iterable[RegisterRow]) -> Iterator[str]:
    """Yield the rows as CSV, none of whose cells a spreadsheet takes for a formula."""
    yield from csv_rows(chain([[*COLUMNS]], ([read(row) for read in COLUMNS.values()] for row in rows)))


def as_workbook(rows: Iterable[RegisterRow], out: IO[bytes]) -> None:
    """Write the rows as a workbook, of which every cell is text; a sheet that is full goes on in another."""
    with whole_workbook(out) as book:
        sheet: Any = None
        for number, row in enumerate(rows):
            if number % (MOST_ROWS - 1) == 0:
                sheet = _sheet(book)
            sheet.append([_cell(sheet, read(row)) for read in COLUMNS.values()])
        if sheet is None:
            _sheet(book)


def _sheet(book: Workbook) -> Any:
    sheet = book.create_sheet(f"Register {len(book.worksheets) + 1}")
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name) for name in COLUMNS])
    return sheet


def _cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)[:LONGEST_CELL])
    cell.data_type = "s"  # a text that begins with "=" is a text
    return cell
