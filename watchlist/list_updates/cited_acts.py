"""The act that a publication cites: one that is held, or one to be held, with what the citation alone tells of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from watchlist.law_store.models import Instrument
from watchlist.law_store.registry import InstrumentFacts
from watchlist.list_updates.declaring import DeclaredSource

NOT_A_KEY: Final = re.compile(r"[^a-z0-9]+")
NO_NUMBER: Final = re.compile(r"\D* ")
"""What may stand before a citation that is one: "S.C. "; behind a year, "c. 4" is of any year."""
LONGEST_KEY: Final = 80
NOT_READ: Final = "of the act {citation} its kind, title and authority were not read"
MANY_ACTS: Final = "more than one held act is cited as {citation}: {acts}; say by which act"


@dataclass(frozen=True, slots=True)
class CitedAct:
    """The key of an act, "" where none is cited; `new_act` where it is not held; `doubt` on what of it was not read."""

    key: str = ""
    new_act: InstrumentFacts | None = None
    doubt: str = ""


def cited_act(citations: Sequence[str], source: DeclaredSource, decided_on: date | None) -> CitedAct:
    """Return the last of the acts cited: the one so cited that is held of the source's jurisdiction, or a new one.

    "2026, c. 4" is the act held as "S.C. 2026, c. 4".
    """
    if not citations:
        return CitedAct()
    citation = " ".join(citations[-1].split())
    instruments = Instrument.objects.current().filter(
        authority__jurisdiction__key=source.jurisdiction, citation__iendswith=citation
    )
    prefixes = {row.key: row.citation[: -len(citation)] for row in instruments.order_by("key")}
    keys = [key for key, prefix in prefixes.items() if not prefix]
    keys = keys or [key for key, prefix in prefixes.items() if NO_NUMBER.fullmatch(prefix)]
    if len(keys) > 1:
        return CitedAct(doubt=MANY_ACTS.format(citation=citation, acts=", ".join(keys)))
    if keys:
        return CitedAct(keys[0])
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
    return CitedAct(key, act, NOT_READ.format(citation=citation))
