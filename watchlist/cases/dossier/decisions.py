"""What people decided, as a dossier holds it: judgements, dispositions, documents, and the second officer's answers.

And what two people laid down that its answers rest on: suppressions, and determinations of a product.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from django.contrib.auth.models import User
from django.db.models import Model
from msgspec import UNSET, structs

from watchlist.access import FourEyesRequest
from watchlist.audit import AuditEvent
from watchlist.authorisations import Authorisation, AuthorisationUse
from watchlist.cases.correcting import corrections_in
from watchlist.cases.duties import law_day
from watchlist.cases.judgement_models import Disposition, Judgement, Referral
from watchlist.cases.line_decisions import decision_record, decisions_of_screening, judged_lines
from watchlist.cases.line_disposition_models import LineDisposition
from watchlist.cases.models import Case, Duty
from watchlist.engine.answer import Condition, Finding, Line
from watchlist.engine.decision import amount_text
from watchlist.engine.vocabulary import Met
from watchlist.screenings import LineCorrection
from watchlist.screenings.suppressions import Determination, Ruling, Suppression


def decisions_of(case: Case) -> dict[str, Any]:
    """Return every judgement and disposition of a case and of its lines, as they were made, and what they come to.

    `lines`: of the last screening, each line that was judged with what people made of it.
    """
    judged = Judgement.objects.filter(case=case).select_related(
        "by",
        "screened_line__line",
        *("referral__asked_by", "referral__answered_by"),
        *("carried_from__referral__asked_by", "carried_from__referral__answered_by"),
    )
    people = ("asked_by", "answered_by", "override__by", "override__confirmed_by")
    disposed = Disposition.objects.filter(case=case).select_related("by", *(f"referral__{name}" for name in people))
    of_lines = LineDisposition.objects.filter(case=case).select_related(
        "by", "screened_line__line", *(f"referral__{name}" for name in people)
    )
    of_lines = of_lines.defer("screened_line__record")
    releases = Referral.objects.filter(case=case, kind=Referral.Kind.RELEASE).select_related(*people)
    return {
        "judgements": [_judgement(row) for row in judged.order_by("at", "pk")],
        "lines": _line_decisions(case),
        "releases_asked": [
            {
                **_referral(row),
                "word": row.word,
                "lines": row.line_numbers,
                "authorisations": _authorisation_keys(row),
                "override": _override(row),
            }
            for row in releases.order_by("asked_at", "pk")
        ],
        "dispositions": [
            {
                **columns_of(row, "number", "word", "note", "by", "at"),
                "lines_by_word": row.counts,
                "authorisations": _authorisation_keys(row),
                "override": _override(row.referral) if row.referral else None,
                "second": _referral(row.referral) if row.referral else None,
            }
            for row in disposed.order_by("number")
        ],
        "line_dispositions": [_of_line(row) for row in of_lines.order_by("at", "screened_line", "number")],
        "corrections": [_correction(row) for row in corrections_in(case).order_by("asked_at", "pk")],
    }


def _correction(row: LineCorrection) -> dict[str, Any]:
    return {
        "screening": str(row.screened_line.screening_id),
        "line": row.screened_line.line.number,
        **columns_of(row, "field", "declared", "before", "corrected", "needs_second", "effective_at"),
        "answered_in": str(row.answered_line.screening_id) if row.answered_line else None,
        **_referral(row),
    }


def _of_line(row: LineDisposition) -> dict[str, Any]:
    return {
        "screening": str(row.screened_line.screening_id),
        "line": row.screened_line.line.number,
        **columns_of(row, "number", "word", "note", "by", "at"),
        "authorisations": _authorisation_keys(row),
        "override": _override(row.referral) if row.referral else None,
        "second": _referral(row.referral) if row.referral else None,
    }


def _line_decisions(case: Case) -> list[dict[str, Any]]:
    decisions = decisions_of_screening(case.screening_id, judged_lines(case.screening_id))
    return [
        {"line": number, **structs.asdict(decision_record(decision)), "goods": decision.goods}
        for number, decision in decisions.items()
    ]


def duties_of(case: Case) -> list[dict[str, Any]]:
    """Return the duties of a case, each with the steps that people took on it."""
    duties = Duty.objects.filter(case=case).prefetch_related("steps__by").order_by("pk")
    return [
        {
            "jurisdiction": duty.jurisdiction,
            "list": duty.list_key,
            **columns_of(duty, "action", "text", "citation", "confidence", "clock", "clock_citation"),
            **columns_of(duty, "starts_at"),
            "due_on": law_day(duty),
            "steps": [columns_of(step, "kind", "due_on", "reason", "by", "at") for step in duty.steps.all()],
        }
        for duty in duties
    ]


def columns_of(row: Model, *names: str) -> dict[str, Any]:
    """Return columns of a row by their names: people by their name, days and instants as they are (ISO 8601)."""
    values = {name: getattr(row, name) for name in names}
    return {name: value.get_username() if isinstance(value, User) else value for name, value in values.items()}


def _judgement(row: Judgement) -> dict[str, Any]:
    request = row.referral or row.agreement
    return {
        "screening": str(row.screened_line.screening_id),
        "line": row.screened_line.line.number,
        "finding": row.position,
        **columns_of(row, "number", "word", "holds", "reason", "note", "by", "at"),
        "entry": row.entry_key,
        "second": _referral(request) if request else None,
        "carried": row.carried_from_id is not None,
    }


def _override(row: Referral) -> dict[str, Any] | None:
    """Return the override with which a release was asked for, and what stood in its way; None where it has none."""
    override = getattr(row, "override", None)
    if override is None:
        return None
    return {
        **columns_of(override, "reason", "sentence", "by", "at", "confirmed_by", "confirmed_at"),
        "obstacles": json.loads(override.obstacles),
    }


def _authorisation_keys(row: Referral | Disposition | LineDisposition) -> list[int]:
    return [int(key) for key in row.authorisations.split()]


def _referral(row: FourEyesRequest) -> dict[str, Any]:
    return columns_of(row, "asked_by", "asked_at", "note", "answer", "answered_by", "answered_at", "answer_note")


def papers_of(case: Case) -> list[dict[str, Any]]:
    """Return the authorisations that releases of a case name, and those that its shipment used, each with its uses."""
    uses = AuthorisationUse.objects.filter(shipment=case.shipment).order_by("at", "pk")
    taken: dict[int, list[AuthorisationUse]] = {}
    for use in uses:
        taken.setdefault(use.authorisation_id, []).append(use)
    naming = [
        text
        for model in (Referral, Disposition, LineDisposition)
        for text in model.objects.filter(case=case).values_list("authorisations", flat=True).distinct()
    ]
    named = {int(key) for text in naming for key in text.split()}
    rows = Authorisation.objects.filter(pk__in=named | set(taken)).order_by("number", "pk")
    return [_paper(row, taken.get(row.pk, ())) for row in rows]


def _paper(row: Authorisation, uses: Sequence[AuthorisationUse]) -> dict[str, Any]:
    return {
        "id": row.pk,
        "document": str(row.document),
        **columns_of(row, "kind", "number", "authority", "jurisdiction", "citation", "holder", "role", "quantity"),
        **columns_of(row, "single_use", "valid_from", "valid_until", "revoked_on", "recorded_by", "recorded_at"),
        "uses": [
            {
                **columns_of(use, "case", "number"),
                "amount": amount_text(use.amount, row.measure) if row.measure else None,
                **columns_of(use, "by", "at"),
            }
            for use in uses
        ],
    }


WORDS: Final = re.compile(r"by determination PD-(\d+) of .+ and .+, until \d{4}-\d\d-\d\d")
"""How a condition of an answer of an earlier day says that a determination meets it."""


class DeterminationReference(NamedTuple):
    """A line's reference to the determination that meets one of its conditions: number, and the words of the line."""

    number: int
    words: str


def rulings_of(lines: Sequence[Line]) -> dict[str, list[dict[str, Any]]]:
    """Return the rulings that some lines rest on, each once, by its number."""
    aside = {suppressed.suppression for line in lines for suppressed in line.suppressed}
    suppressions = Suppression.objects.filter(pk__in=aside).select_related("term", *_PEOPLE).order_by("pk")
    references = set(determination_references(lines))
    numbers = {found.number for found in references}
    rows = Determination.objects.filter(pk__in=numbers, term__isnull=False).select_related("term", *_PEOPLE)
    of_product = ("supplier", "product", "composition", "condition", "required")
    determinations = [
        {**_ruling(row), **columns_of(row, *of_product), "entry": row.entry_key} for row in rows.order_by("pk")
    ]
    return {
        "suppressions": [
            {
                **_ruling(row),
                **columns_of(row, "kind", "tier", "certainty"),
                "entry": row.entry_key,
                **columns_of(row, "code", "about", "consignor", "consignee"),
            }
            for row in suppressions
        ],
        "determinations": [row for row in determinations if reference_to(row) in references],
    }


def determination_references(lines: Iterable[Line]) -> Iterator[DeterminationReference]:
    """Yield the references of lines to determinations that meet a condition."""
    for line in lines:
        for finding in (*line.findings, *line.suppressed):
            if isinstance(finding, Finding):
                in_words = finding.obligation_records is UNSET
                for condition in finding.conditions:
                    number = _number_in_words(condition) if in_words else condition.determination
                    if number and condition.met == Met.YES:
                        yield DeterminationReference(number, condition.declared)


def _number_in_words(condition: Condition) -> int | None:
    """Return the number that a condition of an answer of an earlier day has in words alone.

    Whoever declares these words by hand names no term of ours.
    """
    found = WORDS.fullmatch(condition.declared)
    return int(found[1]) if found else None


def reference_to(row: Mapping[str, Any]) -> DeterminationReference:
    """Return how a line refers to a determination of a dossier."""
    words = f"by determination {row['number']} of {row['asked_by']} and {row['answered_by']}, until {row['until']}"
    return DeterminationReference(row["id"], words)


_PEOPLE: Final = ("asked_by", "answered_by")


def _ruling(row: Ruling) -> dict[str, Any]:
    """Return the fields that both kinds share; people are named as they were then, as records and audit name them."""
    term = row.term  # type: ignore[attr-defined]
    return {
        "id": row.pk,
        "number": str(row),
        "asked_by": term.by,
        **columns_of(row, "asked_at", "note", "answer"),
        "answered_by": term.second,
        **columns_of(row, "answered_at", "answer_note", "until"),
        "withdrawn_by": who_withdrew(row) if row.withdrawn_at else None,
        **columns_of(row, "withdrawn_at", "withdrawal_note"),
    }


def who_withdrew(row: FourEyesRequest) -> str:
    """Return who withdrew what somebody asked for, as the audit names them."""
    kind = type(row).__name__.lower()
    of_row = AuditEvent.objects.filter(target_kind=kind, target_key=str(row), verb=f"withdraw_{kind}")
    return str(of_row.values_list("actor", flat=True).get())
