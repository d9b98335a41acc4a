"""Actions on a page as a whole: screen its shipment again, copy its address, print it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse

from watchlist.cases import Case
from watchlist.engine.answer import Coverage
from watchlist.engine.answer_codec import decode_as
from watchlist.screenings import ScreenedLine, Screening, is_last
from watchlist.web.viewpoint import reader_of

SCREEN: Final = "watchlist.add_screening"


@dataclass(frozen=True, slots=True)
class PageActs:
    """`address` is that of the page as seen, `rerun_url` that of screening again ("" where it is not offered).

    `printed` and `sha256` are at the foot of each printed page: its id, and the hash of its stored record.
    """

    address: str
    rerun_url: str
    printed: str
    sha256: str


def acts_on_line(request: HttpRequest, row: ScreenedLine, finding: int | None) -> PageActs:
    """Return the actions on the page of a line; its hash is that of the stored record."""
    return PageActs(
        address=_address(request, row.screening, finding),
        rerun_url="",
        printed=f"{row.screening_id} / {row.line.number}",
        sha256=_sha256(row.record),
    )


def acts_on_screening(request: HttpRequest, screening: Screening) -> PageActs:
    """Return the actions on the page of a screening; its hash is that of the stored summary."""
    return PageActs(
        address=_address(request, screening),
        rerun_url=_rerun_url(reader_of(request), screening),
        printed=str(screening.pk),
        sha256=_sha256(screening.summary),
    )


def acts_on_case(case: Case, reader: User) -> PageActs:
    """Return the actions on the page of a case; its hash is that of the file of its last screening.

    A refusal is shown at the address of the verb; this address is that of the case.
    """
    return PageActs(
        address=reverse("cases:one", args=[case.pk]),
        rerun_url=_rerun_url(reader, case.screening),
        printed=f"{case.number} / {case.screening_id}",
        sha256=case.screening.manifest.sha256,
    )


def _rerun_url(reader: User, screening: Screening) -> str:
    return reverse("screen:again", args=[screening.pk]) if reader.has_perm(SCREEN) and is_last(screening) else ""


def _address(request: HttpRequest, screening: Screening, finding: int | None = None) -> str:
    """Return a page's address with the law of its answer, the tab, the filter and the selected finding."""
    coverage = decode_as(Coverage, screening.coverage)
    seen = {name: request.GET.get(name, "") for name in ("tab", "q", "after", "before")}
    seen_from = {"as_of": coverage.as_of.isoformat(), "known_at": coverage.known_at}
    carried = {**seen_from, **seen, "finding": finding}
    query = urlencode({name: value for name, value in carried.items() if value not in (None, "")})
    return f"{request.path}?{query}"


def _sha256(record: str) -> str:
    return hashlib.sha256(record.encode()).hexdigest()
