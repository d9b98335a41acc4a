"""What people made of lines: one word for each, the substances it is about, who said it, when and why.

Worked out of the judgements in effect, by one query for many lines: for heads of pages, registers, exports and dossiers
alike. A finding is what its last judgement makes of it; a line what all of its findings that ask for one come to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _, override

from watchlist.cases.hits import positions_to_judge
from watchlist.cases.judgement_models import (
    CONFIRMED,
    DISMISSED,
    REASON_LABELS,
    THE_LINE,
    UNDECIDED,
    Judgement,
    LineStanding,
)
from watchlist.engine.answer import Line, OfficersDecision
from watchlist.engine.asof import instant
from watchlist.engine.reports import DECISIONS, day, words_for
from watchlist.engine.texts import lowered
from watchlist.engine.vocabulary import DecisionWord, Verdict
from watchlist.screenings import PositionWord, ScreenedLine, batches, read_line, substance_key, substance_words

BATCH: Final = 500
NAMED: Final = 3
"""Substances that a head names; the others are counted."""
JUDGED, WAITING = LineStanding.Progress.JUDGED, LineStanding.Progress.WAITING


@dataclass(frozen=True, slots=True)
class JudgedFinding:
    """The last judgement on one finding of a line, or on the line as a whole: the word in effect, and its row."""

    word: str
    substance: str
    name: str
    row: Judgement

    @property
    def agreed_by(self) -> User | None:
        """Return the second officer who agreed to it; None where none did."""
        return self.row.agreement.answered_by if self.row.agreement else None

    @property
    def at(self) -> datetime:
        """Return from when on it holds: a dismissal by two, from the answer of the second."""
        referral = self.row.referral or self.row.agreement
        return (referral and referral.answered_at) or self.row.at


@dataclass(frozen=True, slots=True)
class LineDecision:
    """What people made of one line: `goods` by substance `confirmed` or `dismissed`, one that is neither left out.

    `positions`: how many of its findings, or the whole, are for people to judge.
    """

    word: DecisionWord
    findings: tuple[JudgedFinding, ...]
    goods: dict[str, str]
    positions: int

    @property
    def officers(self) -> tuple[User, ...]:
        """Return who judged, each once."""
        return tuple(dict.fromkeys(each.row.by for each in self.findings))

    @property
    def seconds(self) -> tuple[User, ...]:
        """Return the second officers who agreed, each once."""
        return tuple(dict.fromkeys(each.agreed_by for each in self.findings if each.agreed_by))

    @property
    def at(self) -> datetime:
        """Return when the last of it was said, or agreed to."""
        return max(each.at for each in self.findings)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return why findings were dismissed, each once, by their keys."""
        return tuple(dict.fromkeys(each.row.reason for each in self.findings if each.word == DISMISSED))

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what the officers wrote, each once."""
        return tuple(dict.fromkeys(each.row.note for each in self.findings if each.row.note))

    @property
    def about(self) -> str:
        """Return what the word is about: "not acetic anhydride", a substance, or the whole; of an open line how far."""
        denied = self._names(self._is_denied)
        confirmed = self._names(lambda each: each.word == CONFIRMED)
        dismissed = self._names(lambda each: each.word == DISMISSED and not self._is_denied(each))
        if self.word == DecisionWord.OPEN:
            done = sum(each.word in (CONFIRMED, DISMISSED, "waiting") for each in self.findings)
            phrases = [_("%(done)d of %(all)d judged") % {"done": done, "all": self.positions}]
        elif self.word not in _SETTLED:
            phrases = [self._names(lambda each: each.word == self.word)]
        elif self.word == DecisionWord.IN_PART:
            phrases = [
                _phrase(_("not %(goods)s"), denied),
                _phrase(_("%(goods)s confirmed"), confirmed),
                _phrase(_("%(goods)s dismissed"), dismissed),
            ]
        else:
            phrases = [_phrase(_("not %(goods)s"), denied), confirmed, dismissed]
        return ", ".join(filter(None, phrases)) or _("the line as a whole")

    def _is_denied(self, finding: JudgedFinding) -> bool:
        return self.goods.get(finding.substance) == DISMISSED

    def _names(self, wanted: Callable[[JudgedFinding], bool]) -> str:
        names = list(dict.fromkeys(each.name for each in self.findings if each.name and wanted(each)))
        more, listed = len(names) - NAMED, ", ".join(names[:NAMED])
        return listed if more <= 0 else _("%(names)s and %(n)d more") % {"names": listed, "n": more}


def _phrase(template: str, goods: str) -> str:
    return template % {"goods": goods} if goods else ""


_SETTLED: Final = (DecisionWord.CONFIRMED, DecisionWord.DISMISSED, DecisionWord.IN_PART)


def decisions_on(lines: Iterable[ScreenedLine]) -> dict[int, LineDecision]:
    """Return by its id what people made of each of some lines; one that nobody judged is not among them."""
    rows = {line.pk: line for line in lines}
    judged: dict[int, dict[int, Judgement]] = {}
    for batch in batches(list(rows), BATCH):
        for row in _judgements().filter(screened_line__in=batch):
            judged.setdefault(row.screened_line_id, {})[row.position] = row
    return {pk: decision_on(rows[pk], latest) for pk, latest in judged.items()}


def decisions_of_screening(screening: UUID, numbers: Sequence[int]) -> dict[int, LineDecision]:
    """Return the same of the lines of a screening with some numbers, by their numbers in the file, in its order."""
    of_screening = _judgements().filter(screened_line__screening=screening)
    found: dict[int, LineDecision] = {}
    for batch in batches(sorted(numbers), BATCH):
        judged: dict[int, dict[int, Judgement]] = {}
        for row in of_screening.filter(screened_line__line__number__in=batch):
            judged.setdefault(row.screened_line_id, {})[row.position] = row
        lines = ScreenedLine.objects.filter(pk__in=judged).select_related("line").order_by("pk") if judged else ()
        found |= {line.line.number: decision_on(line, judged[line.pk]) for line in lines}
    return found


def judged_lines(screening: UUID) -> list[int]:
    """Return the numbers of the lines of a screening that somebody judged, in the order of the file."""
    standings = LineStanding.objects.filter(screened_line__screening=screening).exclude(words="").order_by()
    return sorted(standings.values_list("screened_line__line__number", flat=True))


def _judgements() -> QuerySet[Judgement]:
    """Return judgements with who made them, the last on a finding last."""
    people = ("by", "referral__answered_by", "carried_from__referral__answered_by")
    return Judgement.objects.select_related(*people).order_by("number")


def decision_on(line: ScreenedLine, latest: dict[int, Judgement]) -> LineDecision:
    """Return what people made of a line, from its last judgement on each finding; there is one at least."""
    answer, positions = read_line(line.record), positions_to_judge(line)
    holds = {at: row.holds for at, row in latest.items()}
    judged = [at for at in positions if at in latest] or sorted(latest)
    findings = [_judged_finding(answer, at, latest[at]) for at in judged]
    words = {at: PositionWord(word, latest[at].reason) for at, word in holds.items()}
    return LineDecision(
        word=word_of([holds.get(at, "") for at in positions] or list(holds.values())),
        findings=tuple(findings),
        goods=substance_words(answer, words),
        positions=len(positions),
    )


def word_of(holds: Sequence[str]) -> DecisionWord:
    """Return the word on a line, of the words in effect on what is judged of it; "": nobody spoke of that."""
    found = set(holds)
    if found <= {CONFIRMED, DISMISSED}:
        return DecisionWord.IN_PART if len(found) > 1 else DecisionWord.from_text(*found)
    if found <= {CONFIRMED, DISMISSED, "waiting"}:
        return DecisionWord.WAITING
    return DecisionWord.UNDECIDED if UNDECIDED in found else DecisionWord.OPEN


def _judged_finding(answer: Line, at: int, row: Judgement) -> JudgedFinding:
    finding = answer.findings[at] if at != THE_LINE else None
    key = substance_key(finding) if finding else ""
    return JudgedFinding(row.holds, key, _within_a_sentence(finding.substance or key) if finding else "", row)


def _within_a_sentence(name: str) -> str:
    """Return the name of a substance without the capital of a label: "acetic anhydride", and "P-2-P" as it is."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def sentence_of(decision: LineDecision) -> str:
    """Return a decision in one sentence: word, goods, who, when, and why a dismissal was made; nothing of its note."""
    reasons = ", ".join(lowered(_(words_for(REASON_LABELS, reason))) for reason in decision.reasons)
    who = ", ".join(person.get_username() for person in decision.officers)
    if decision.seconds:
        seconds = ", ".join(person.get_username() for person in decision.seconds)
        who = _("%(officers)s, agreed by %(seconds)s") % {"officers": who, "seconds": seconds}
    facts = {"word": _(words_for(DECISIONS, decision.word)), "about": decision.about, "people": who}
    facts |= {"day": day(decision.at.date().isoformat()), "reasons": reasons}
    template = _("%(word)s: %(about)s (%(people)s, %(day)s): %(reasons)s")
    return (template if reasons else _("%(word)s: %(about)s (%(people)s, %(day)s)")) % facts


def decision_record(decision: LineDecision) -> OfficersDecision:
    """Return a decision as exports and the API hold it: in English, and people by their names of account."""
    with override(None):
        return OfficersDecision(
            word=decision.word,
            about=decision.about,
            by=tuple(person.get_username() for person in decision.officers),
            agreed_by=tuple(person.get_username() for person in decision.seconds),
            at=instant(decision.at),
            reason=", ".join(words_for(REASON_LABELS, reason) for reason in decision.reasons),
            note="; ".join(decision.notes),
            sentence=sentence_of(decision),
        )


def word_of_standing(progress: str, words: str) -> DecisionWord:
    """Return the word on a line of which only the standing is read, and the words that hold on it."""
    if progress == WAITING:
        return DecisionWord.WAITING
    holds = words.split()
    return word_of(holds if progress == JUDGED else [*holds, ""])


def lines_with_word(word: str) -> Q:
    """Return the filter of screened lines of which people said a word; `open`: what is to be judged, spoken of or not.

    A line that needs nobody is among none.
    """
    for_people = ~Q(verdict=Verdict.NO_MATCH)
    if word == DecisionWord.OPEN:
        return for_people & (Q(standing__isnull=True) | Q(standing__standing=LineStanding.Progress.OPEN))
    if word == DecisionWord.WAITING:
        return for_people & Q(standing__standing=WAITING)
    holding_words = {DecisionWord.IN_PART: f"{CONFIRMED} {DISMISSED}"}.get(DecisionWord.from_text(word), word)
    return for_people & Q(standing__standing=JUDGED, standing__words=holding_words)


def counts_by_decision(standings: QuerySet[LineStanding]) -> dict[DecisionWord, int]:
    """Return how many of some lines have each word of people, in the order of the words; none that nobody judged."""
    rows = standings.order_by().values_list("standing", "words").annotate(Count("pk"))
    counts: Counter[DecisionWord] = Counter()
    for progress, words, number in rows:
        if words:
            counts[word_of_standing(progress, words)] += number
    return {word: counts[word] for word in DecisionWord if counts[word]}


def counts_by_case(cases: Iterable[int]) -> dict[int, dict[DecisionWord, int]]:
    """Return the same of the last screening of each of some cases, by one query."""
    counts: dict[int, Counter[DecisionWord]] = {}
    for case, progress, words, number in _standings_of_last(cases):
        if words:
            counts.setdefault(case, Counter())[word_of_standing(progress, words)] += number
    return {case: {word: found[word] for word in DecisionWord if found[word]} for case, found in counts.items()}


def _standings_of_last(cases: Iterable[int]) -> Iterator[tuple[int, str, str, int]]:
    rows = LineStanding.objects.filter(case__in=list(cases), screened_line__screening=F("case__screening"))
    yield from rows.order_by().values_list("case", "standing", "words").annotate(Count("pk"))
