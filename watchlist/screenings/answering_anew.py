"""A stored shipment answered anew with one more correction: worked out first, and kept where it may take effect.

All of its lines are asked of law as it is known now, on the day on which the file was received: a line that law did not
change is answered as it was, to the byte. A short shipment is answered at once, a long one by a job.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from watchlist.engine.answer import Answer, CorrectedField, Line, Summary
from watchlist.engine.decision import ACTIONS, VERDICTS, Question
from watchlist.engine.reading import DeclaredManifest, correct_line
from watchlist.engine.reading.readers import manifest_from_stored
from watchlist.engine.vocabulary import Met, Verdict
from watchlist.screenings.known_corrections import corrected_manifest
from watchlist.screenings.models import ScreenedLine, Screening, Upload
from watchlist.screenings.pipeline import point_of_view, run_of, screen
from watchlist.screenings.rebuilding import declared_line, head_of
from watchlist.screenings.rerun import columns_now, default_day, readable_name, refuse_unless_last
from watchlist.screenings.same_goods import stored_goods
from watchlist.screenings.saving import save_answer
from watchlist.screenings.stored_answers import read_line, read_question, read_summary
from watchlist.screenings.uploads import receive

MOST: Final = 2_000
"""Lines of a shipment that is answered at once: the clock of the law is held meanwhile, and a person waits."""


@dataclass(frozen=True, slots=True)
class AnsweredAnew:
    """A shipment answered with a correction, not stored yet; `line` is the one that was corrected, `before` as it was.

    `unreached`: limits of the law that the shipment reached before, and does not any more.
    """

    screening: Screening
    manifest: DeclaredManifest
    original: bytes
    question: Question
    answer: Answer
    before: Line
    line: Line
    unreached: tuple[str, ...]

    @property
    def lowers(self) -> bool:
        """Say whether the law would be taken to ask less of the line, or of the shipment, than before."""
        return lowers(self.before, self.line) or bool(self.unreached)


def answer_anew(row: ScreenedLine, correction: CorrectedField) -> AnsweredAnew:
    """Return the shipment of a stored line answered with a correction of that line; nothing is stored.

    Raises ManifestError where its bytes are read no more.
    """
    screening, number = row.screening, row.line.number
    stored = screening.manifest
    original = stored.received()
    read = manifest_from_stored(
        readable_name(stored.source), original, columns_now(screening), default_day(screening, original)
    )
    named = replace(read, reference=stored.reference, source=stored.source, **stored_goods(stored))
    manifest = corrected_manifest(named, None, {number: [correction]})
    question = replace(read_question(screening.question), known_at=None)
    answer = screen(manifest, question, stored.received_at.date())
    return AnsweredAnew(
        screening=screening,
        manifest=manifest,
        original=original,
        question=question,
        answer=answer,
        before=read_line(row.record),
        line=next(line for line in answer.lines if line.line == number),
        unreached=unreached(screening, answer.summary),
    )


def keep_answer_anew(anew: AnsweredAnew, *, actor: str) -> Screening:
    """Store a shipment that was answered anew as a new screening of the file as it was received, and return that."""
    return save_answer(
        manifest=anew.manifest,
        original=anew.original,
        question=anew.question,
        answer=anew.answer,
        actor=actor,
        received_at=anew.screening.manifest.received_at,
    )


def is_long(screening: Screening) -> bool:
    """Say whether a shipment has so many lines that a job answers it anew."""
    return read_summary(screening.summary).lines > MOST


def answer_line_anew(row: ScreenedLine, correction: CorrectedField) -> Line:
    """Return a stored line as it would be answered with a correction; the sums of its shipment are not asked."""
    screening, stored = row.screening, read_line(row.record)
    line = correct_line(declared_line(stored), [*(stored.corrections or ()), correction])
    question = replace(read_question(screening.question), known_at=None)
    manifest = replace(head_of(screening), lines=(line,))
    run = run_of(manifest, question, point_of_view(question, screening.manifest.received_at.date()))
    (prepared,) = run.prepared_lines([line])
    return run.answer(prepared)


def queue_answer_anew(row: ScreenedLine, *, known_at: datetime, actor: str) -> Upload:
    """Queue the job that answers the shipment of a stored line anew, as known at a tick, and return its upload.

    Raises `LookAgain` where the shipment was screened again meanwhile, or is being screened; `TooManyWait`.
    """
    screening = row.screening
    refuse_unless_last(screening)
    stored = screening.manifest
    with stored.opened() as original:
        return receive(
            original=original,
            source=readable_name(stored.source),
            question=replace(read_question(screening.question), known_at=known_at),
            reference=stored.reference,
            actor=actor,
            day=default_day(screening, original),
            received_at=stored.received_at,
            **stored_goods(stored),
        )


def lowers(before: Line, after: Line) -> bool:
    """Say whether a line is answered with a lower verdict, or with less that the law asks, than before.

    Of goods that nobody could identify no action was known: there the verdict alone says it.
    """
    if VERDICTS.index(after.verdict) > VERDICTS.index(before.verdict):
        return True
    return before.verdict != Verdict.UNRESOLVED and ACTIONS.index(after.action) > ACTIONS.index(before.action)


def unreached(screening: Screening, after: Summary) -> tuple[str, ...]:
    """Return the limits of the law that a shipment reached in a screening, and by the summary after it no more."""
    reached = {found.id for found in after.shipment_findings if found.met == Met.YES}
    earlier = read_summary(screening.summary).shipment_findings
    return tuple(found.id for found in earlier if found.met == Met.YES and found.id not in reached)
