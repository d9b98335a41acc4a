"""Whether a shipment may go on, as a program that ships may know: one word, with what it rests on.

What people decided comes first, then a hold, then what stands in the way of a release, then what is not answered. It
is the same for everybody, so it tells nothing of reports to authorities, of judgements, of reasons and of internal
lists. The case is found by its shipment: a screening in which nothing was found lifts no hold of another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Final
from uuid import UUID

from watchlist.cases.first_obstacles import first_obstacles, is_untouched
from watchlist.cases.judgement_models import IN_PART, RELEASES, Disposition
from watchlist.cases.line_disposition_models import LineDisposition
from watchlist.cases.models import CLOSED, ON_HOLD, Case
from watchlist.cases.override_models import ASKS_DOCUMENT, Obstacle, ObstacleKind
from watchlist.cases.question_models import ShipperQuestion
from watchlist.cases.rights import public_state
from watchlist.engine.decision import shipment_key
from watchlist.engine.vocabulary import Word
from watchlist.screenings import STAYING, Screening


class ShippingWord(Word):
    """What a program that ships does with a shipment."""

    GO = "go", "Nothing needs a person, or people released it."
    HOLD = "hold", "It may not move: law asks something first, it is on hold, or people decided so of it or of a part."
    ASK = "ask", "It may not move yet: a person must look, decide, or be answered."


class GroundKind(Word):
    """What the word on a shipment rests on."""

    NOTHING_FOUND = "nothing_found", "No line needs a person."
    DECISION = "decision", "People decided; `decision` is their word."
    ON_HOLD = "on_hold", "Its case is on hold."
    DOCUMENT = "document", "Law asks for a document before the goods move."
    DUTY = "duty", "Law asks for something else before the goods move, which is not done."
    ROUTE = "route", "The law of a country on the route is not held here, and was not checked for these goods."
    QUESTION = "question", "A question to the shipper waits for its answer."
    REVIEW = "review", "Lines wait for a person."
    UNDECIDED = "undecided", "Every line was looked at, and nobody has decided."


SHIPPING_WORDS: Final = tuple(map(str, ShippingWord))
GROUND_KINDS: Final = tuple(map(str, GroundKind))


@dataclass(frozen=True, slots=True)
class ShippingGround:
    """What a word rests on; of its kind's fields those that are known, "" or None for the others."""

    kind: GroundKind
    decision: str = ""
    decided_at: datetime | None = None
    duty: int | None = None
    list: str = ""
    citation: str = ""
    due_on: date | None = None
    country: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class ShippingDisposition:
    """Whether the shipment of a screening may go on; `case`: None where it has none.

    `of_this_screening`: False where the shipment was screened otherwise since, or before: the word is about that.
    """

    case: Case | None
    word: ShippingWord
    ground: ShippingGround
    of_this_screening: bool = True

    @property
    def state(self) -> str:
        """Return the state of the case as everybody may see it; "" without one."""
        return public_state(self.case) if self.case else ""


@dataclass(frozen=True, slots=True)
class LineSpan:
    """Numbers of lines in a file, both ends included."""

    first: int
    last: int


def shipping_of(screening: Screening) -> ShippingDisposition:
    """Return whether the shipment of a screening that is done may go on: three or four statements of a fresh one."""
    return shipping_of_all([screening])[screening.pk]


def shipping_of_all(screenings: Collection[Screening]) -> dict[UUID, ShippingDisposition]:
    """Return the same of some screenings with their manifests, by their ids: a dozen statements for however many."""
    keys = {row.pk: shipment_key(row.manifest.reference, row.manifest.sha256) for row in screenings}
    rows = Case.objects.filter(shipment__in=set(keys.values())).select_related("disposition")
    cases = {case.shipment: case for case in rows}
    words = shipping_of_cases(cases.values())
    found = dict[UUID, ShippingDisposition]()
    for screening in screenings:
        case = cases.get(keys[screening.pk])
        if case is None:
            found[screening.pk] = _without_case(screening)
        else:
            word, ground = words[case.pk]
            found[screening.pk] = ShippingDisposition(case, word, ground, case.screening_id == screening.pk)
    return found


def shipping_of_unstored(shipment: str, for_people: int) -> ShippingDisposition:
    """Return whether goods may go on of which the answer is not stored, with so many lines that need a person.

    `shipment`: its key. Where a shipment of that key has a case, what holds it holds these goods too; that it may go
    says nothing of other goods.
    """
    cases = Case.objects.filter(shipment=shipment)
    # Nearly always there is none, and to ask whether there is costs a fifth of asking for it.
    case = cases.select_related("disposition").first() if cases.exists() else None
    if case is not None:
        word, ground = shipping_of_cases([case])[case.pk]
        if word != ShippingWord.GO or not for_people:
            return ShippingDisposition(case, word, ground, of_this_screening=False)
    return ShippingDisposition(case, *_of_lines(for_people))


def shipping_of_lines(for_people: int) -> ShippingDisposition:
    """Return the same of goods without a case, with so many lines that need a person."""
    return ShippingDisposition(None, *_of_lines(for_people))


def shipping_of_cases(cases: Iterable[Case]) -> dict[int, tuple[ShippingWord, ShippingGround]]:
    """Return the word on each of some cases, with its ground, by the id of the case."""
    found, left = dict[int, tuple[ShippingWord, ShippingGround]](), list[Case]()
    for case in cases:
        if case.disposition is not None:
            found[case.pk] = _decided(case.disposition)
        elif public_state(case) == ON_HOLD:
            found[case.pk] = ShippingWord.HOLD, ShippingGround(GroundKind.ON_HOLD)
        else:
            left.append(case)
    return found | _undecided(left) if left else found


def lines_to_go(case: Case) -> list[LineSpan] | None:
    """Return the lines of a case's last screening that people released; None: nobody decided line by line.

    Lines that need no person go with what is released once the case is closed.
    """
    rows = LineDisposition.objects.current(case)
    words = dict(rows.order_by().values_list("screened_line__line__number", "word"))
    if not words:
        return None
    if case.state == CLOSED:
        going = case.disposition is not None and case.disposition.word in {*RELEASES, IN_PART}
        lines = case.screening.lines.order_by().values_list("line__number", flat=True) if going else ()
        return list(spans_of(number for number in lines if words.get(number) not in STAYING))
    return list(spans_of(number for number, word in words.items() if word in RELEASES))


def spans_of(numbers: Iterable[int]) -> Iterator[LineSpan]:
    """Yield numbers as spans, in their order."""
    ordered = sorted(numbers)
    breaks = [at for at, (before, after) in enumerate(pairwise(ordered), start=1) if after != before + 1]
    for start, end in pairwise([0, *breaks, len(ordered)]) if ordered else ():
        yield LineSpan(ordered[start], ordered[end - 1])


def _decided(row: Disposition) -> tuple[ShippingWord, ShippingGround]:
    word = ShippingWord.GO if row.word in RELEASES else ShippingWord.HOLD
    return word, ShippingGround(GroundKind.DECISION, decision=row.word, decided_at=row.at)


def _undecided(cases: Collection[Case]) -> dict[int, tuple[ShippingWord, ShippingGround]]:
    obstacles, touched = first_obstacles(cases), [case.pk for case in cases if not is_untouched(case)]
    awaited = ShipperQuestion.objects.filter(case__in=touched).awaited().order_by("-due_on", "-pk") if touched else ()
    questions = {row.case_id: row for row in awaited}
    found = dict[int, tuple[ShippingWord, ShippingGround]]()
    for case in cases:
        if case.pk in obstacles:
            found[case.pk] = ShippingWord.HOLD, _of_obstacle(obstacles[case.pk])
        elif question := questions.get(case.pk):
            ground = ShippingGround(GroundKind.QUESTION, question=question.number, due_on=question.due_on)
            found[case.pk] = ShippingWord.ASK, ground
        else:
            kind = GroundKind.REVIEW if case.to_judge or case.lines_waiting else GroundKind.UNDECIDED
            found[case.pk] = ShippingWord.ASK, ShippingGround(kind)
    return found


def _of_obstacle(obstacle: Obstacle) -> ShippingGround:
    if obstacle.kind == ObstacleKind.ROUTE:
        return ShippingGround(GroundKind.ROUTE, country=obstacle.country)
    return ShippingGround(
        GroundKind.DOCUMENT if obstacle.kind in ASKS_DOCUMENT else GroundKind.DUTY,
        duty=obstacle.duty,
        list=obstacle.list,
        citation=obstacle.citation,
        due_on=obstacle.due_on,
    )


def _without_case(screening: Screening) -> ShippingDisposition:
    """Return the word of a screening whose case is opened by the next sweep, or never."""
    for_people = screening.for_people
    if for_people is None:  # stored before cases were opened of answers
        counts = screening.counts()
        for_people = counts.lines - counts.no_match
    return shipping_of_lines(for_people)


def _of_lines(for_people: int) -> tuple[ShippingWord, ShippingGround]:
    if for_people:
        return ShippingWord.ASK, ShippingGround(GroundKind.REVIEW)
    return ShippingWord.GO, ShippingGround(GroundKind.NOTHING_FOUND)
