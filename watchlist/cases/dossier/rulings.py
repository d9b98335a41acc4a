"""What two people laid down that the answers of a dossier rest on: suppressions, and determinations of a product."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from watchlist.audit.models import AuditEvent
from watchlist.cases.dossier.decisions import told
from watchlist.screening.suppressions.models import Determination, Ruling, Suppression

DETERMINED: Final = re.compile(r"by determination PD-(\d+) of (.+) and (.+), until (\d{4}-\d\d-\d\d)")
"""How a condition says that a determination meets it. Whoever declares these words by hand names no term of ours."""
Record = Mapping[str, Any]


def rulings_of(records: Iterable[Record]) -> dict[str, list[dict[str, Any]]]:
    """Return the rulings that some records of lines rest on, each once, by its number."""
    taken = list(records)
    aside = {one["suppression"] for record in taken for one in record["suppressed"]}
    suppressions = Suppression.objects.filter(pk__in=aside).select_related("term", *_PEOPLE).order_by("pk")
    said = set(determined_in(taken))
    keys = {int(found[1]) for words in said if (found := DETERMINED.fullmatch(words))}
    rows = Determination.objects.filter(pk__in=keys, term__isnull=False).select_related("term", *_PEOPLE)
    return {
        "suppressions": [_suppression(row) for row in suppressions],
        "determinations": [_determination(row) for row in rows.order_by("pk") if words_of(_determination(row)) in said],
    }


def determined_in(records: Iterable[Record]) -> Iterator[str]:
    """Yield the words of conditions that a determination meets, as records have them."""
    for record in records:
        for finding in (*record["findings"], *record["suppressed"]):
            for condition in finding.get("conditions") or ():
                if condition["met"] == "yes" and DETERMINED.fullmatch(condition["declared"] or ""):
                    yield condition["declared"]


def words_of(row: Record) -> str:
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
