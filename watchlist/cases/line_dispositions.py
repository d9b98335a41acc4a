"""The verb that says what became of lines: released, refused, withdrawn, seized, or held back.

Where the last line of a case has its final word the case is closed, by the word that follows from them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from watchlist.cases.authorising import authorisation_keys, use_authorisations
from watchlist.cases.decision_news import announces_decision
from watchlist.cases.errors import NOT_JUDGED, JudgeFirst, JudgeWhatIsThere
from watchlist.cases.events import record_event
from watchlist.cases.judgement_models import RELEASES, Disposition, LineStanding, Referral
from watchlist.cases.lifecycle import (
    Override,
    ask_release,
    close_by_lines,
    is_controlled,
    locked_to_dispose,
    obstacles_to_override,
)
from watchlist.cases.line_disposition_models import LINE_WORDS, LineDisposition, ReferralLine
from watchlist.cases.line_words import lines_left
from watchlist.cases.models import Case
from watchlist.cases.release_gate import lapse_duties
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.screenings import ScreenedLine, batches
from watchlist.screenings.totals import recount_lines

BATCH = 500
NOT_TO_JUDGE = (LineStanding.Progress.JUDGED, LineStanding.Progress.NONE)


@dataclass(frozen=True, slots=True)
class LinesOutcome:
    """What a word on lines led to: rows of the lines, or what a second officer was asked; `closes`: the case is closed.

    Exactly one of `rows` and `referral` holds something.
    """

    rows: Sequence[LineDisposition] = ()
    referral: Referral | None = None
    closes: Disposition | None = None


@transaction.atomic
@announces_decision
def dispose_lines(
    *,
    case: Case,
    lines: Collection[int] | None,
    word: str,
    note: str,
    actor: User,
    authorisations: Iterable[int] = (),
    override: Override | None = None,
) -> LinesOutcome:
    """Say a word on lines of the last screening, by their numbers in the file, and return what it led to.

    `lines`: None for all that have no final word. A release asks that these lines be judged and that nothing of theirs
    stand in its way, or an `override`; one of anything controlled asks a second officer for these lines. Raises as
    `lifecycle.dispose` does, `JudgeWhatIsThere` for a number of no line, `CorrectTheQuestion` for no line or word.
    """
    person, locked = locked_to_dispose(case, note, actor)
    if word not in LINE_WORDS:
        raise CorrectTheQuestion(_("No line has this word."))
    chosen = _chosen(locked, lines)
    papers = authorisation_keys(locked, word, authorisations, chosen)
    if word in RELEASES:
        if left := lines_to_judge(chosen):
            raise JudgeFirst(NOT_JUDGED, lines=left)
        obstacles = obstacles_to_override(locked, word, papers, override, person, chosen)
        if obstacles or is_controlled(locked, chosen):
            referral = ask_release(locked, word, note, person, papers, override, obstacles, chosen)
            return LinesOutcome(referral=referral)
    return _write(locked, chosen, word, note, person, None, papers)


def release_lines(case: Case, referral: Referral, lines: Mapping[int, int]) -> LinesOutcome:
    """Release the lines that a referral names, in the name of who asked for it. For the second officer's verb alone.

    Raises what `authorising.use_authorisations` raises.
    """
    return _write(case, lines, referral.word, referral.note, referral.asked_by, referral, referral.authorisations)


def lines_named(referral: Referral) -> dict[int, int] | None:
    """Return the number in the file of each line that a release names, by its id; None: it is of the shipment."""
    rows = ReferralLine.objects.filter(referral=referral).order_by("screened_line")
    return dict(rows.values_list("screened_line_id", "screened_line__line__number")) or None


def lines_to_judge(lines: Collection[int]) -> int:
    """Return how many of some lines, by their ids, a person must judge still, those that wait for a second included."""
    rows = (ScreenedLine.objects.filter(pk__in=batch).for_people() for batch in batches([*lines]))
    return sum(found.exclude(standing__standing__in=NOT_TO_JUDGE).count() for found in rows)


def _chosen(case: Case, numbers: Collection[int] | None) -> dict[int, int]:
    """Return the number in the file of each chosen line, by its id."""
    if numbers is None:
        rows = lines_left(case)
    else:
        rows = ScreenedLine.objects.filter(screening=case.screening_id, line__number__in=set(numbers)).order_by("pk")
    chosen = dict(rows.values_list("pk", "line__number"))
    if missing := set(numbers or ()) - set(chosen.values()):
        raise JudgeWhatIsThere(_("%(case)s has no line %(number)s."), case=case, number=min(missing))
    if not chosen:
        raise CorrectTheQuestion(_("Name the lines."))
    return chosen


def _write(  # noqa: PLR0917 - the facts of one word
    case: Case,
    lines: Mapping[int, int],
    word: str,
    note: str,
    person: User,
    referral: Referral | None,
    papers: str,
) -> LinesOutcome:
    """Write a word on lines, use the documents that it names, and close the case where no line is left."""
    use_authorisations(case, papers, person, lines)
    earlier = LineDisposition.objects.filter(case=case).order_by()
    last, at = dict(earlier.values_list("screened_line").annotate(Max("number"))), datetime.now(UTC)
    rows = [
        LineDisposition(
            case=case,
            screened_line_id=pk,
            number=last.get(pk, 0) + 1,
            word=word,
            note=note.strip(),
            by=person,
            at=at,
            referral=referral,
            authorisations=papers,
        )
        for pk in lines
    ]
    LineDisposition.objects.bulk_create(rows, batch_size=BATCH)
    recount_lines(lines)
    second = referral.answered_by.get_username() if referral and referral.answered_by else ""
    facts: dict[str, Any] = {"lines": sorted(lines.values()), "word": word, "second": second}
    facts |= {"authorisations": papers} if papers else {}
    record_event(case, "dispose_lines", person.get_username(), text=note.strip(), facts=facts, at=at, rows=rows)
    lapse_duties(case, person)
    return LinesOutcome(rows=rows, closes=close_by_lines(case, note, person))
