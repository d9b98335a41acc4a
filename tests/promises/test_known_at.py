"""`known_at` answers are stable under any later history: read anew from the database, they are the same bytes.

The history goes on in every way that an answer rests on: listings recorded, amended, ended, corrected and withdrawn;
lists opened and verified; substances described otherwise; duties, memberships and columns changed; suppressions agreed
to; shipments stored. What a process remembers is forgotten before it is asked again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress as suppress_refusals
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import given, strategies as st

from tests.cases.shipments import screened
from tests.law_store.law import ACT, CHECK, LIST, WHO, facts
from tests.plain_answers import stream
from tests.promises.asking import AS_OF, TODAY
from tests.promises.counted import Tally
from tests.promises.goods import held
from tests.promises.lines import Line, lines
from tests.screenings.suppressions.laid_down import GUESSED, ROUTE, all_suppressed
from watchlist.engine.decision.question import Question
from watchlist.engine.errors import CorrectTheData
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.law_store import compile as compiling, registry
from watchlist.law_store.history import correct, end, facts_of, record
from watchlist.law_store.models import ControlList, Obligation, Scheduling
from watchlist.manifests.column_choices import correct_columns, corrections_known_at
from watchlist.screenings.saving import text_of
from watchlist.screenings.suppressions import state as standing
from watchlist.substances.registry import IdentifierFacts, NameFacts, StructureFacts, describe, substance_facts
from watchlist.temporal import last_tick

pytestmark = pytest.mark.long

LINES = 75
ON = (AS_OF, date(2013, 12, 18), date(2022, 11, 24), None)
"""The days asked; None: each finding on its own."""
Step = Callable[[Sequence[str], int], object]
"""One thing that happens later to the entries that were found; its number chooses to which."""

some_lines = st.lists(lines(), min_size=LINES, max_size=LINES)


def _row(entries: Sequence[str], number: int) -> Scheduling:
    rows = Scheduling.objects.current().filter(entry__key__in=entries).order_by("pk")
    row: Scheduling = rows[number % rows.count()]
    return row


def _withdraw(entries: Sequence[str], number: int) -> None:
    row = _row(entries, number)
    correct(entry=row.entry, replacements={row: None}, **WHO)


def _reword(entries: Sequence[str], number: int) -> None:
    row = _row(entries, number)
    wrong = replace(
        facts_of(row), wording="other words", reach="" if row.reach else "salts esters", confidence="reported"
    )
    correct(entry=row.entry, replacements={row: wrong}, **WHO)


def _end(entries: Sequence[str], number: int) -> None:
    row = _row(entries, number)
    end(entry=row.entry, on=date(2025, 6, 1), event=f"ended-{number}", **WHO)


def _open(entries: Sequence[str], number: int) -> None:
    registry.set_jurisdiction(key="XX", name="Nowhere", **WHO)
    registry.set_authority(key="xx-house", jurisdiction="XX", name="The House", **WHO)
    registry.set_instrument(facts=ACT, **WHO)
    of = registry.open_list(facts=replace(LIST, key=f"xx-{number}", jurisdiction="US"), check=CHECK, **WHO)
    label = entries[number % len(entries)].rsplit("/", 1)[-1]
    entry = registry.entry_of(control_list=of, substance=label)
    record(entry=entry, facts=facts(f"xx-{number}/{label}/added", reach="salts"), **WHO)


def _verify(_: Sequence[str], number: int) -> None:
    some = ControlList.objects.order_by("pk")
    registry.verify(control_list=some[number % some.count()], check=replace(CHECK, checked_on=TODAY), **WHO)


def _oblige(_: Sequence[str], number: int) -> None:
    some = ControlList.objects.filter(pk__in=Obligation.objects.current().values("control_list")).order_by("pk")
    duty = registry.ObligationFacts("hold", "Hold the goods", "Act 1", "confirmed")
    registry.oblige(control_list=some[number % some.count()], duties=[duty], **WHO)


def _describe(entries: Sequence[str], number: int) -> None:
    label, other = entries[number % len(entries)].rsplit("/", 1)[-1], held()[number % len(held())]
    known = substance_facts(label, last_tick())
    if known is None:
        return
    names = [*known.names[1:], NameFacts(other.said["name"][0], "en", "synonym"), NameFacts("Zzyzx oil", "en", "trade")]
    numbers = [*known.identifiers[1:], IdentifierFacts("cas", "58-08-2", confidence="confirmed")]
    structure = StructureFacts("CCO", "LFQSCWFLJHTTHZ-UHFFFAOYSA-N") if known.structure else None
    describe(key=label, facts=replace(known, names=names, identifiers=numbers, structure=structure), **WHO)


def _store(_: Sequence[str], number: int) -> None:
    goods = held()[number % len(held())]
    line = {"name": goods.said["name"][0], "quantity": str(1 + number % 5000), "unit": "kg", **ROUTE}
    screened(line, reference=f"LATER-{number}")


STEPS: tuple[Step, ...] = (
    _withdraw,
    _reword,
    _end,
    _open,
    _verify,
    _oblige,
    _describe,
    _store,
)
steps = st.lists(st.tuples(st.sampled_from(range(len(STEPS) + 2)), st.integers(0, 10_000)), min_size=4, max_size=12)


@pytest.mark.usefixtures("law")
def test_what_was_answered_then_is_answered_after_any_later_history(officer: User, second_officer: User) -> None:
    tally = Tally("known_at", LINES * len(ON))

    def suppress(_: Sequence[str], number: int) -> None:
        all_suppressed(GUESSED, officer, second_officer)

    @tally.settings
    @given(some_lines, steps)
    def holds(some: list[Line], later: list[tuple[int, int]]) -> None:
        some = [{**line, **ROUTE} if number % 9 == 0 else line for number, line in enumerate(some)]

        def recolumn(_: Sequence[str], number: int) -> None:
            shape = manifest_from_payload({"lines": some}).shape
            correct_columns(shape=shape, corrections={"name": "remarks" if number % 2 else None}, actor="officer")

        asked = Question(known_at=datetime.now(UTC))
        with transaction.atomic():
            before = _texts(some, asked)
            entries = _entries(before)
            taken = [_take((*STEPS, suppress, recolumn)[at], entries, number) for at, number in dict(later).items()]
            now = _texts(some, replace(asked, known_at=None))
            _forget()
            after = _texts(some, asked)
            transaction.set_rollback(True)
        _forget()
        assert after == before, taken
        moved = sum(one != other for one, other in zip(before, now, strict=True))
        tally.events["answered otherwise by the history"] += moved
        for _ in range(LINES * len(ON)):
            tally.add()

    holds()
    assert tally.share("answered otherwise by the history") > 0.005


def _take(step: Step, entries: Sequence[str], number: int) -> str:
    """Have something happen, and return what; a step that the law as it stands then refuses does not happen."""
    with suppress_refusals(CorrectTheData), transaction.atomic():
        step(entries, number)
        return getattr(step, "__name__", "")
    return ""


def _texts(some: list[Line], asked: Question) -> list[str]:
    """Return the records of the lines on every day asked, and those of the shipment as a whole, byte for byte."""
    manifest = manifest_from_payload({"lines": some}, corrections_known_at(asked.known_at))
    answers = (stream(manifest, replace(asked, as_of=day), TODAY) for day in ON)
    records = (record for answer in answers for record in answer if record["record"] != "coverage")
    return [text_of({**record, "seconds": 0} if "seconds" in record else record) for record in records]


def _entries(texts: list[str]) -> list[str]:
    """Return the entries that were found."""
    records = map(json.loads, texts)
    return sorted({one["entry"] for record in records for one in record.get("findings", ())})


def _forget() -> None:
    compiling._compile.cache_clear()
    standing.rulings_known_at.cache_clear()
