"""What a line that is answered otherwise leaves: a row from which a case may be opened, and its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from uuid import UUID

from watchlist.engine.vocabulary import Verdict
from watchlist.screenings.models import Screening
from watchlist.screenings.rescreen.answering import DifferingLine
from watchlist.screenings.rescreen.models import CaseDue, Rescreen
from watchlist.screenings.stored_answers import findings_text, party_keys, read_coverage

WORDS: Final = {
    Verdict.CONTROLLED: "be controlled",
    Verdict.REVIEW: "be for review",
    Verdict.UNRESOLVED: "be unresolved",
    Verdict.NO_MATCH: "have no match",
}


def case_of(rescreen: Rescreen, differing: DifferingLine, pk: int) -> CaseDue:
    """Return the row of one line on one day, under an id that is kept for it; not stored yet."""
    stored, after = differing.line.answer, differing.new_answer
    lists = tuple(dict.fromkeys(key for key, _ in differing.changed_entries))
    editions = editions_of(differing.line.screening, lists)
    entries = {entry for _, entry in differing.changed_entries}
    return CaseDue(
        pk=pk,
        rescreen=rescreen,
        screened_line_id=differing.line.pk,
        shipment=differing.line.shipment,
        **party_keys(stored),
        as_of=differing.day,
        is_own_day=differing.is_own_day,
        stored_verdict=stored.verdict,
        stored_action=stored.action,
        stored_severity=stored.severity,
        before=differing.old_answer.verdict,
        verdict=after.verdict,
        action=after.action,
        severity=after.severity,
        lists=" ".join(lists),
        entries=" ".join(sorted(entries)),
        findings=findings_text(finding for finding in after.findings if finding.entry in entries),
        edition=", ".join(editions),
        sentence=sentence_of(differing, editions),
    )


def sentence_of(differing: DifferingLine, editions: Sequence[str]) -> str:
    """Return in one sentence how the answer differs."""
    when = "Asked of its own day" if differing.is_own_day else f"As of {differing.day.isoformat()}"
    was, now = differing.line.answer.verdict, differing.new_answer.verdict
    more = f" and those of {len(editions) - 1} more lists" if len(editions) > 1 else ""
    edition = f" under edition {editions[0]}{more}" if editions else ""
    if was == now:
        return f"{when}, it would {WORDS[now]}, as it was{edition}; what is found, or what follows from it, differs."
    return f"{when}, it would now {WORDS[now]}; it was {was}{edition}."


@lru_cache(maxsize=1_000)
def editions_of(screening: UUID, lists: Sequence[str]) -> tuple[str, ...]:
    """Return the editions of some lists on which a stored answer rests; none where it rests on none of them."""
    coverage = read_coverage(Screening.objects.values_list("coverage", flat=True).get(pk=screening))
    editions = {control_list.key: control_list.edition or control_list.sha256[:12] for control_list in coverage.lists}
    return tuple(f"{editions[key]} of {key}" for key in lists if key in editions)
