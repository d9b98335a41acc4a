"""The act that a publication cites: one that is held, or one to be held, with what the citation alone tells of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from watchlist.scheduling.models import Instrument
from watchlist.scheduling.registry import InstrumentFacts
from watchlist.sources.declaring import DeclaredSource

NOT_A_KEY: Final = re.compile(r"[^a-z0-9]+")
LONGEST_KEY: Final = 80
NOT_READ: Final = "of the act {citation} its kind, title and authority were not read"


@dataclass(frozen=True, slots=True)
class Cited:
    """The key of an act, "" where none is cited; `act` where it is not held; `doubt` on what of it was not read."""

    key: str = ""
    act: InstrumentFacts | None = None
    doubt: str = ""


def cited(citations: Sequence[str], source: DeclaredSource, decided_on: date | None) -> Cited:
    """Return the last of the acts cited: the one so cited that is held of the source's jurisdiction, or a new one.

    "2026, c. 4" is the act held as "S.C. 2026, c. 4".
    """
    if not citations:
        return Cited()
    citation = " ".join(citations[-1].split())
    held = Instrument.objects.current().filter(
        authority__jurisdiction__key=source.jurisdiction, citation__iendswith=citation
    )
    for row in held.order_by("key"):
        before = row.citation[: -len(citation)]
        if not before or before.endswith(" "):
            return Cited(row.key)
    key = f"{source.jurisdiction.lower()}-{NOT_A_KEY.sub('-', citation.lower()).strip('-')}"[:LONGEST_KEY].rstrip("-")
    act = InstrumentFacts(
        key=key,
        authority=source.authority,
        kind="act",
        title=citation,
        citation=citation,
        confidence="confirmed",
        adopted_on=decided_on,
        source=source.title,
    )
    return Cited(key, act, NOT_READ.format(citation=citation))
