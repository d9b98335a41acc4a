"""In the pages of a dossier: the documents of a release, and what two people laid down that answers rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from watchlist.engine.reports import day, instant

KINDS: Final = {
    "licence": "Licence",
    "permit": "Permit",
    "registration": "Registration",
    "import_authorisation": "Import authorisation",
    "export_authorisation": "Export authorisation",
}
Part = Mapping[str, Any]


def papers_of(parts: Part) -> list[list[str]]:
    """Return a row for each document that a release names: which, whose, until when, what was taken of it."""
    return [
        [
            f"{KINDS.get(paper['kind'], paper['kind'])} {paper['number']} ({paper['jurisdiction']})",
            f"{paper['holder']}, by {paper['authority']}",
            "; ".join(_terms(paper)),
            "; ".join(_uses(paper)) or "Nothing yet",
        ]
        for paper in parts["authorisations"]
    ]


def _terms(paper: Part) -> Iterator[str]:
    yield f"from {day(paper['valid_from'])}"
    if paper["valid_until"]:
        last = date.fromisoformat(paper["valid_until"]) - timedelta(days=1)
        yield f"the last day {day(last.isoformat())}"
    if paper["revoked_on"]:
        yield f"revoked from {day(paper['revoked_on'])}"
    if paper["quantity"]:
        yield f"{paper['quantity']} in all"
    if paper["single_use"]:
        yield "for one consignment"


def _uses(paper: Part) -> Iterator[str]:
    for use in paper["uses"]:
        yield f"{use['amount'] or 'The consignment'} taken by {use['by']}, {instant(use['at'])}"


def rulings_of(parts: Part) -> list[dict[str, str]]:
    """Return the suppressions and determinations: until when, of what, who asked and why, who agreed."""
    rulings = parts["rulings"]
    aside = [
        _ruling(ruling, "set aside", f"{ruling['entry'] or ruling['code']}. {ruling['note']}")
        for ruling in rulings["suppressions"]
    ]
    return [
        *aside,
        *(_ruling(ruling, "determined", _determination_note(ruling)) for ruling in rulings["determinations"]),
    ]


def _determination_note(ruling: Part) -> str:
    return f"{ruling['product']}, {ruling['composition']}: {ruling['required']}. {ruling['note']}"


def _ruling(ruling: Part, word: str, note: str) -> dict[str, str]:
    agreed = f"{ruling['answered_by']} agreed, {instant(ruling['answered_at'])}"
    second = f"Second officer: {agreed}. {ruling['answer_note']}".strip()
    ended = (
        f" Withdrawn by {ruling['withdrawn_by']}, {instant(ruling['withdrawn_at'])}." if ruling["withdrawn_at"] else ""
    )
    return {
        "word": f"{ruling['number']}: {word} until {day(ruling['until'])}",
        "who": f"{ruling['asked_by']}, {instant(ruling['asked_at'])}",
        "note": note,
        "second": second + ended,
    }
