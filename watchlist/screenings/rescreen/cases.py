"""The durable rows that a look-back leaves: what would now be controlled, and under which edition it was not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final
from uuid import UUID

from watchlist.engine.reading.parties import party_key
from watchlist.engine.vocabulary import Verdict
from watchlist.screenings.models import Screening
from watchlist.screenings.rescreen.answering import Differing
from watchlist.screenings.rescreen.models import CaseDue, Rescreen
from watchlist.screenings.stored_answers import findings_text, read_coverage

WORDS: Final = {
    Verdict.CONTROLLED: "be controlled",
    Verdict.REVIEW: "be for review",
    Verdict.UNRESOLVED: "be unresolved",
    Verdict.NO_MATCH: "have no match",
}
BATCH: Final = 500


def leave_cases(rescreen: Rescreen, found: Iterable[Differing]) -> None:
    """Store a row for each line and day that is answered otherwise, whatever other findings it has."""
    CaseDue.objects.bulk_create([case_of(rescreen, one) for one in found], batch_size=BATCH)


def case_of(rescreen: Rescreen, one: Differing) -> CaseDue:
    """Return the row of one line on one day, not stored yet."""
    stored, after = one.line.answer, one.after
    lists = tuple(dict.fromkeys(key for key, _ in one.met))
    editions = editions_of(one.line.screening, lists)
    entries = {entry for _, entry in one.met}
    return CaseDue(
        rescreen=rescreen,
        screened_line_id=one.line.pk,
        shipment=one.line.shipment,
        **{side: party_key(stored.fields.get(side, "")) for side in ("consignor", "consignee")},
        as_of=one.day,
        is_own_day=one.is_own_day,
        stored_verdict=stored.verdict,
        stored_action=stored.action,
        stored_severity=stored.severity,
        before=one.before.verdict,
        verdict=after.verdict,
        action=after.action,
        severity=after.severity,
        lists=" ".join(lists),
        entries=" ".join(sorted(entries)),
        findings=findings_text(finding for finding in after.findings if finding.entry in entries),
        edition=", ".join(editions),
        sentence=sentence_of(one, editions),
    )


def sentence_of(one: Differing, editions: Sequence[str]) -> str:
    """Return in one sentence what is answered otherwise."""
    when = "Asked of its own day" if one.is_own_day else f"As of {one.day.isoformat()}"
    was, now = one.line.answer.verdict, one.after.verdict
    more = f" and those of {len(editions) - 1} more lists" if len(editions) > 1 else ""
    known = f" under edition {editions[0]}{more}" if editions else ""
    if was == now:
        return f"{when}, it would {WORDS[now]}, as it was{known}; what is found, or what follows from it, differs."
    return f"{when}, it would now {WORDS[now]}; it was {was}{known}."


@lru_cache(maxsize=1_000)
def editions_of(screening: UUID, lists: Sequence[str]) -> tuple[str, ...]:
    """Return the editions of some lists on which a stored answer rests; none where it rests on none of them."""
    coverage = read_coverage(Screening.objects.values_list("coverage", flat=True).get(pk=screening))
    held = {of.key: of.edition or of.sha256[:12] for of in coverage.lists}
    return tuple(f"{held[key]} of {key}" for key in lists if key in held)
