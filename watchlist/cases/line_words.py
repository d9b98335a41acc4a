"""The words in effect of the lines of a case, and the word of the case that follows from them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from watchlist.cases.judgement_models import IN_PART, RELEASES
from watchlist.cases.line_disposition_models import HELD, LINE_WORDS, LineDisposition
from watchlist.cases.models import Case
from watchlist.engine.vocabulary import Verdict
from watchlist.screenings import STAYING, ScreenedLine
from watchlist.screenings.rescreen import CaseDue


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """The word of a case that follows from its lines, how many lines have each word, and the documents they name."""

    word: str
    counts: dict[str, int]
    authorisations: str


def are_decided_by_line(case: Case) -> bool:
    """Say whether somebody said a word on a line of the last screening: then the word of the case follows from them."""
    return LineDisposition.objects.filter(case=case, screened_line__screening=case.screening_id).exists()


def line_words_of(case: Case) -> dict[int, LineDisposition]:
    """Return the word in effect of each line of a case that has one, by the id of the line."""
    rows = LineDisposition.objects.current(case).select_related("by", "referral__answered_by")
    return {row.screened_line_id: row for row in rows}


def counts_by_word(case: Case) -> dict[str, int]:
    """Return how many lines of a case have each word, in the order of the words; none where the whole has one word."""
    found = dict(LineDisposition.objects.current(case).order_by().values_list("word").annotate(Count("pk")))
    return {word: found[word] for word in LINE_WORDS if word in found}


def lines_left(case: Case) -> QuerySet[ScreenedLine]:
    """Return the lines of a case on which a final word is still to be said, in the order of the file."""
    rows = LineDisposition.objects.current(case).exclude(word=HELD)
    lines = ScreenedLine.objects.filter(screening=case.screening_id).order_by("pk")
    return lines.exclude(pk__in=rows.values("screened_line"))


def lines_to_release(case: Case) -> set[int] | None:
    """Return the ids of the lines of a case that may be released still; None: all, and nobody said a word on any."""
    return set(lines_left(case).values_list("pk", flat=True)) if are_decided_by_line(case) else None


def without_word(case: Case) -> QuerySet[ScreenedLine]:
    """Return the lines of a case on which nobody said a word."""
    rows = LineDisposition.objects.filter(case=case, screened_line=OuterRef("pk"))
    return ScreenedLine.objects.filter(~Exists(rows), screening=case.screening_id)


def need_people(case: Case, lines: QuerySet[ScreenedLine]) -> QuerySet[ScreenedLine]:
    """Return those of some lines on which a person says a word: found by the screening, or by a look-back since."""
    look_backs = case.look_backs.values("rescreen")
    due = CaseDue.objects.filter(screened_line=OuterRef("pk"), rescreen__in=look_backs)
    return lines.filter(~Q(verdict=Verdict.NO_MATCH) | Exists(due))


def outcome_of(case: Case) -> CaseOutcome | None:
    """Return what becomes of a case by the words on its lines; None where a line still needs one, or is held back.

    Lines that need no person go with what is released; where nothing is, they need a word as the others do. Of goods
    of which none is released the gravest word is that of the case: seized, then refused, then withdrawn.
    """
    counts, without = counts_by_word(case), without_word(case)
    released = [word for word in RELEASES if word in counts]
    if not counts or HELD in counts or need_people(case, without).exists():
        return None
    if rest := without.count():
        if not released:
            return None
        counts[RELEASES[0]] = counts.get(RELEASES[0], 0) + rest
    counts = {word: counts[word] for word in LINE_WORDS if word in counts}
    stays = [word for word in ("seized", "refused", "withdrawn") if word in counts]
    word = IN_PART if released and stays else released[-1] if released else stays[0]
    return CaseOutcome(word, counts, _authorisations(case))


def _authorisations(case: Case) -> str:
    texts = LineDisposition.objects.current(case).exclude(authorisations="").order_by().values_list("authorisations")
    return " ".join(map(str, sorted({int(key) for (text,) in texts.distinct() for key in text.split()})))


def staying_lines(case: Case) -> QuerySet[LineDisposition]:
    """Return the words in effect of lines whose goods do not move: refused, withdrawn or seized."""
    return LineDisposition.objects.current(case).filter(word__in=STAYING)
