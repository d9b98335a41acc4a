"""What two people laid down that the answers of a dossier rest on: suppressions, and determinations of a product."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from watchlist.audit.models import AuditEvent
from watchlist.cases.dossier.decisions import told
from watchlist.engine.answer import Finding, Line
from watchlist.engine.vocabulary import Met
from watchlist.screening.suppressions.models import Determination, Ruling, Suppression

DETERMINED: Final = re.compile(r"by determination PD-(\d+) of (.+) and (.+), until (\d{4}-\d\d-\d\d)")
"""How a condition says that a determination meets it. Whoever declares these words by hand names no term of ours."""


def rulings_of(lines: Sequence[Line]) -> dict[str, list[dict[str, Any]]]:
    """Return the rulings that some lines rest on, each once, by its number."""
    aside = {suppressed.suppression for line in lines for suppressed in line.suppressed}
    suppressions = Suppression.objects.filter(pk__in=aside).select_related("term", *_PEOPLE).order_by("pk")
    determined = set(determined_in(lines))
    keys = {int(found[1]) for words in determined if (found := DETERMINED.fullmatch(words))}
    rows = Determination.objects.filter(pk__in=keys, term__isnull=False).select_related("term", *_PEOPLE)
    return {
        "suppressions": [_suppression(row) for row in suppressions],
        "determinations": [
            _determination(row) for row in rows.order_by("pk") if words_of(_determination(row)) in determined
        ],
    }


def determined_in(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the words of conditions that a determination meets, as lines have them."""
    for line in lines:
        for finding in (*line.findings, *line.suppressed):
            for condition in finding.conditions if isinstance(finding, Finding) else ():
                if condition.met == Met.YES and DETERMINED.fullmatch(condition.declared):
                    yield condition.declared


def words_of(row: Mapping[str, Any]) -> str:
    """Return the words in which a condition tells of a determination."""
    return f"by determination {row['number']} of {row['asked_by']} and {row['answered_by']}, until {row['until']}"


_PEOPLE: Final = ("asked_by", "answered_by")


def _suppression(row: Suppression) -> dict[str, Any]:
    return _ruling(row) | {
        "kind": row.kind,
        "tier": row.tier,
        "certainty": row.certainty,
        "entry": row.entry_key,
        "code": row.code,
        "about": row.about,
        "consignor": row.consignor,
        "consignee": row.consignee,
    }


def _determination(row: Determination) -> dict[str, Any]:
    return _ruling(row) | {
        "supplier": row.supplier,
        "product": row.product,
        "composition": row.composition,
        "condition": row.condition,
        "required": row.required,
        "entry": row.entry_key,
    }


def _ruling(row: Ruling) -> dict[str, Any]:
    """Return what both tell; people are named as they were then, as the records and the audit name them."""
    term = row.term  # type: ignore[attr-defined]
    return {
        "id": row.pk,
        "number": str(row),
        "asked_by": term.by,
        "asked_at": told(row.asked_at),
        "note": row.note,
        "answer": row.answer,
        "answered_by": term.second,
        "answered_at": told(row.answered_at),
        "answer_note": row.answer_note,
        "until": told(row.until),
        "withdrawn_by": _who_withdrew(row) if row.withdrawn_at else None,
        "withdrawn_at": told(row.withdrawn_at),
        "withdrawal_note": row.withdrawal_note,
    }


def _who_withdrew(row: Ruling) -> str:
    kind = type(row).__name__.lower()
    of_row = AuditEvent.objects.filter(target_kind=kind, target_key=str(row), verb=f"withdraw_{kind}")
    return str(of_row.values_list("actor", flat=True).get())
