"""What two people laid down that the answers of a dossier rest on: suppressions, and determinations of a product."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from msgspec import UNSET

from watchlist.audit import AuditEvent
from watchlist.cases.dossier.decisions import columns_of
from watchlist.engine.answer import Condition, Finding, Line
from watchlist.engine.vocabulary import Met
from watchlist.screenings.suppressions import Determination, Ruling, Suppression

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
    determinations = map(_determination, rows.order_by("pk"))
    return {
        "suppressions": [_suppression(row) for row in suppressions],
        "determinations": [row for row in determinations if reference_to(row) in references],
    }


def determination_references(lines: Iterable[Line]) -> Iterator[DeterminationReference]:
    """Yield the references of lines to determinations that meet a condition."""
    for line in lines:
        for finding in (*line.findings, *line.suppressed):
            if isinstance(finding, Finding):
                number = _number_in_words if finding.obligation_records is UNSET else _number
                met = (condition for condition in finding.conditions if condition.met == Met.YES)
                yield from (
                    DeterminationReference(determination, condition.declared)
                    for condition in met
                    if (determination := number(condition))
                )


def _number(condition: Condition) -> int | None:
    return condition.determination or None


def _number_in_words(condition: Condition) -> int | None:
    """Return the number that a condition of an answer of an earlier day has in words alone.

    Whoever declares these words by hand names no term of ours.
    """
    found = WORDS.fullmatch(condition.declared)
    return int(found[1]) if found else None


def reference_to(row: Mapping[str, Any]) -> DeterminationReference:
    """Return how a line refers to a determination of a dossier."""
    return DeterminationReference(row["id"], words_of(row))


def words_of(row: Mapping[str, Any]) -> str:
    """Return the words in which a condition tells of a determination."""
    return f"by determination {row['number']} of {row['asked_by']} and {row['answered_by']}, until {row['until']}"


_PEOPLE: Final = ("asked_by", "answered_by")


def _suppression(row: Suppression) -> dict[str, Any]:
    return {
        **_ruling(row),
        **columns_of(row, "kind", "tier", "certainty"),
        "entry": row.entry_key,
        **columns_of(row, "code", "about", "consignor", "consignee"),
    }


def _determination(row: Determination) -> dict[str, Any]:
    facts = columns_of(row, "supplier", "product", "composition", "condition", "required")
    return {**_ruling(row), **facts, "entry": row.entry_key}


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
        "withdrawn_by": _who_withdrew(row) if row.withdrawn_at else None,
        **columns_of(row, "withdrawn_at", "withdrawal_note"),
    }


def _who_withdrew(row: Ruling) -> str:
    kind = type(row).__name__.lower()
    of_row = AuditEvent.objects.filter(target_kind=kind, target_key=str(row), verb=f"withdraw_{kind}")
    return str(of_row.values_list("actor", flat=True).get())
