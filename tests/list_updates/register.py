"""Answers of an invented register, of the form of the Federal Register's own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import orjson

from watchlist.list_updates.declaring import DeclaredSource, declared_source

SITE: Final = "https://www.federalregister.gov"


def register(**changes: Any) -> DeclaredSource:
    """Return the declared source, at its own site."""
    return replace(declared_source("us-federal-register"), address=SITE, **changes)


def document(number: str = "2026-00001", **changes: Any) -> dict[str, Any]:
    """Return a document as an answer holds it, with what `changes` says otherwise."""
    plain = {
        "document_number": number,
        "type": "Proposed Rule",
        "title": "Designation of invented amide as a List I chemical",
        "publication_date": "2026-02-03",
        "citation": "91 FR 4711",
        "action": "Notice of proposed rulemaking.",
        "abstract": "An invented amide would become a List I chemical.",
        "effective_on": None,
        "comments_close_on": "2026-04-06",
        "html_url": f"{SITE}/documents/2026/02/03/{number}/designation",
        "cfr_references": [{"title": 21, "part": "1310", "chapter": None, "citation_url": None}],
    }
    return plain | changes


def answer(*documents: dict[str, Any], count: int | None = None, following: str | None = None) -> bytes:
    """Return one page; without documents it has no `results`, as the register's own."""
    page: dict[str, Any] = {"count": len(documents) if count is None else count, "description": "Documents"}
    if documents:
        page |= {"total_pages": 1, "next_page_url": following, "results": list(documents)}
    return orjson.dumps(page)


NONE: Final = answer()
