"""Declared lines rebuilt from their stored records: no file is read twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import takewhile
from typing import Final, NamedTuple, cast, get_args
from uuid import UUID

import orjson

from watchlist.engine.answer import Line
from watchlist.engine.asof import AsOf
from watchlist.engine.decision import (
    NO_CHECKS,
    Context,
    Conventions,
    RouteChecks,
    Rulings,
    ScreeningRun,
    shipment_key,
)
from watchlist.engine.errors import LineProblem
from watchlist.engine.law import CompiledLaw
from watchlist.engine.problem_codes import FileCode, ProblemCode
from watchlist.engine.reading import DeclaredLine, DeclaredManifest
from watchlist.list_updates import horizon_known_at
from watchlist.screenings.inserting import batches
from watchlist.screenings.latest import latest_screenings
from watchlist.screenings.models import ScreenedLine, Screening
from watchlist.screenings.same_goods import stored_goods
from watchlist.screenings.stored_answers import read_line, read_question

FILE_PROBLEM_CODES: Final = frozenset({*get_args(FileCode), "quantity_shared", "cas_as_date"})
LOOK_UP_DETAIL: Final = "only its first "
"""How the detail of `field_too_long` begins where a look-up cut the text, and not the reader of the file."""


class ScreeningInputs(NamedTuple):
    """The question, day and conventions that a line was screened with: lines that share them are answered together."""

    question: str
    day: date
    conventions: str


@dataclass(frozen=True, slots=True)
class RebuiltLine:
    """A line of the last screening of a shipment: as declared (`declared_as`: its id), and its stored answer."""

    pk: int
    declared_as: int
    item: int
    screening: UUID
    shipment: str
    inputs: ScreeningInputs
    declared: DeclaredLine
    answer: Line


def stored_lines(items: Mapping[int, int], until: datetime) -> list[RebuiltLine]:
    """Return the stored lines for some declared lines (their item by their id), in the order of these.

    Only the last screening of a shipment counts that was done until an instant; what was stored before it does not.
    """
    lines = list(items)
    columns = ("pk", "screening_id", "screening__manifest__reference", "screening__manifest__sha256")
    done = ScreenedLine.objects.done(until).order_by()
    rows = [row for batch in batches(lines) for row in done.filter(line__in=batch).values_list(*columns)]
    latest = latest_screenings({(reference, sha256) for _, _, reference, sha256 in rows}, until)
    keys = {pk: shipment_key(*shipment) for pk, screening, *shipment in rows}
    kept = [pk for pk, screening, *_ in rows if latest.get(keys[pk]) == screening]
    records = ScreenedLine.objects.order_by().values_list("pk", "line_id", "screening_id", "record")
    found = [row for batch in batches(kept) for row in records.filter(pk__in=batch)]
    inputs = inputs_of({screening for _, _, screening, _ in found})
    place = {line: at for at, line in enumerate(lines)}
    found.sort(key=lambda row: (place[row[1]], row[0]))
    return [
        RebuiltLine(pk, line, items[line], screening, keys[pk], inputs[screening], declared_line(answer), answer)
        for pk, line, screening, text in found
        for answer in (read_line(text),)
    ]


def declared_line(answer: Line) -> DeclaredLine:
    """Return the declared line of an answer, with the fields of its shipment where it had none.

    Its own problems stand before those of the comparison.
    """
    problems = (
        LineProblem(cast(ProblemCode, problem.code), problem.field, problem.detail) for problem in answer.problems
    )
    own = takewhile(
        lambda problem: problem.code in FILE_PROBLEM_CODES and not problem.detail.startswith(LOOK_UP_DETAIL), problems
    )
    return DeclaredLine(
        answer.line, answer.key, dict(answer.declared), dict(answer.fields), tuple(own), answer.corrections or ()
    )


def head_of(screening: Screening) -> DeclaredManifest:
    """Return the manifest of a file without its lines, from what is stored with its screening."""
    stored, conventions = screening.manifest, Conventions.from_text(screening.conventions)
    return DeclaredManifest(
        source=stored.source,
        sha256=stored.sha256,
        shipment=orjson.loads(stored.shipment),
        ignored_columns=(),
        lines=(),
        date_convention=conventions.dates,
        reference=stored.reference,
        number_convention=conventions.numbers,
        **stored_goods(stored),
    )


def inputs_of(screenings: Collection[UUID]) -> dict[UUID, ScreeningInputs]:
    """Return the inputs of some screenings, by id."""
    rows = Screening.objects.filter(pk__in=screenings).order_by()
    columns = rows.values_list("pk", "question", "manifest__received_at", "conventions")
    return {
        pk: ScreeningInputs(_without_instant(question), received_at.date(), conventions or _shown_conventions(pk))
        for pk, question, received_at, conventions in columns
    }


def _without_instant(question: str) -> str:
    options = orjson.loads(question)
    options.pop("known_at", None)
    return orjson.dumps(options).decode()


@lru_cache(maxsize=1_000)
def _shown_conventions(screening: UUID) -> str:
    """Return the conventions of a file whose (older) screening stores none, as its lines show them."""
    lines = ScreenedLine.objects.of_screening(Screening(pk=screening)).in_order()
    answers = (read_line(text) for _, text in lines)
    return Conventions.inferred_from((answer.declared, answer.fields) for answer in answers).as_text()


def run_of_lines(  # noqa: PLR0917 - the facts of one run
    law: CompiledLaw,
    inputs: ScreeningInputs,
    lines: Sequence[DeclaredLine],
    day: date | None,
    known_at: datetime,
    rulings: Rulings,
    route_checks: RouteChecks = NO_CHECKS,
) -> ScreeningRun:
    """Return the screening of some lines under a law, asked as their file was, or (`day`) of that day instead.

    `rulings` and `route_checks`: those that are known at `known_at`.
    """
    question, conventions = read_question(inputs.question), Conventions.from_text(inputs.conventions)
    manifest = DeclaredManifest(
        source="",
        sha256="",
        shipment={},
        ignored_columns=(),
        lines=tuple(lines),
        date_convention=conventions.dates,
        number_convention=conventions.numbers,
    )
    context = Context(
        rulings=rulings,
        notices=horizon_known_at(law.known_at) if question.proposals else None,
        route_checks=route_checks,
    )
    return ScreeningRun(
        law, replace(question, as_of=day or question.as_of), manifest, AsOf(inputs.day, known_at), context
    )
