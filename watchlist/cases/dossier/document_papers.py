"""In the pages of a dossier: the documents of a release, and what two people laid down that answers rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from watchlist.engine.reports.text import day, instant

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
            f"{KINDS.get(one['kind'], one['kind'])} {one['number']} ({one['jurisdiction']})",
            f"{one['holder']}, by {one['authority']}",
            "; ".join(_terms(one)),
            "; ".join(_uses(one)) or "Nothing yet",
        ]
        for one in parts["authorisations"]
    ]


def _terms(one: Part) -> Iterator[str]:
    yield f"from {day(one['valid_from'])}"
    if one["valid_until"]:
        last = date.fromisoformat(one["valid_until"]) - timedelta(days=1)
        yield f"the last day {day(last.isoformat())}"
    if one["revoked_on"]:
        yield f"revoked from {day(one['revoked_on'])}"
    if one["quantity"]:
        yield f"{one['quantity']} in all"
    if one["single_use"]:
        yield "for one consignment"


def _uses(one: Part) -> Iterator[str]:
    for use in one["uses"]:
        yield f"{use['amount'] or 'The consignment'} taken by {use['by']}, {instant(use['at'])}"


def rulings_of(parts: Part) -> list[dict[str, str]]:
    """Return what two people laid down: until when, of what, who asked and why, who agreed."""
    told = parts["rulings"]
    aside = [_ruling(one, "set aside", f"{one['entry'] or one['code']}. {one['note']}") for one in told["suppressions"]]
    return [*aside, *(_ruling(one, "determined", _determined(one)) for one in told["determinations"])]


def _determined(one: Part) -> str:
    return f"{one['product']}, {one['composition']}: {one['required']}. {one['note']}"


def _ruling(one: Part, word: str, note: str) -> dict[str, str]:
    second = f"Second officer: {one['answered_by']} agreed, {instant(one['answered_at'])}. {one['answer_note']}".strip()
    ended = f" Withdrawn by {one['withdrawn_by']}, {instant(one['withdrawn_at'])}." if one["withdrawn_at"] else ""
    return {
        "word": f"{one['number']}: {word} until {day(one['until'])}",
        "who": f"{one['asked_by']}, {instant(one['asked_at'])}",
        "note": note,
        "second": second + ended,
    }
