"""Stored shipments, changes of the real law, and what a full screening of the same files says of both."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.law_store.law import WHO, facts
from tests.law_store.seed_tree import RULE
from watchlist.engine.answer import Line
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.dates import DateConvention, DateOrder, read_date
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.engine.reading.readers import manifest_from_upload
from watchlist.jobs.models import Job
from watchlist.law_store import registry
from watchlist.law_store.defining import FamilyFacts, RuleFacts, define, group
from watchlist.law_store.history import correct, end, record
from watchlist.law_store.models import ControlList, Scheduling
from watchlist.manifests.models import ManifestLine
from watchlist.screenings.models import Screening
from watchlist.screenings.pipeline import screen
from watchlist.screenings.rebuilding import RebuiltLine, stored_lines
from watchlist.screenings.rescreen import work
from watchlist.screenings.rescreen.answering import differ
from watchlist.screenings.rescreen.models import CaseDue, Rescreen
from watchlist.screenings.rescreen.starting import look_back_since, start_rescreens
from watchlist.screenings.saving import save_answer
from watchlist.substances import registry as substances
from watchlist.substances.models import Description, Identifier, Name, Structure
from watchlist.tasks import run_job
from watchlist.temporal import last_tick, law_change

HEAD = "name,cas,smiles,hs_code,quantity,unit,origin,destination,consignor,consignee,export_date,remarks\n"
ANILINE, PETHIDINE = "Nc1ccccc1CC", "CCOC(=O)C1(CCN(C)CC1)c1ccccc1"
ROWS = (
    "Acetone,67-64-1,,,150,kg,US,MX,Exporter Inc,Beauval SARL,2024-03-05,",
    "Sodium chloride,7647-14-5,,,1,t,US,MX,,,2025-01-02,",
    "Citric acid,77-92-9,,,25,kg,US,CO,Exporter Inc,Acme SA,2026-02-01,",
    f",,{ANILINE},,2,kg,US,CA,Exporter Inc,Acme SA,2025-06-01,",
    f",,{ANILINE},,2,kg,US,CA,Exporter Inc,Beauval SARL,03/04/2026,",
    "blue powder 7,,,,1,kg,,,,,,",
    "triethyl citrate,,,,40,kg,DE,US,,Acme SA,13/04/2026,CAS 77-93-0",
    'piperonal,,,,"2,5",kg,US,CO,,Acme SA,,',
    ",,CC(=O)Cc1ccccc1,,3,kg,GB,FR,,Acme SA,2019-01-01,",
    ",,Nc1ccccc1CCC,,5,kg,US,MX,,Acme SA,2024-01-01,",
    "2-ethylaniline,578-54-1,,,5,kg,US,MX,,Acme SA,2027-01-01,",
    ",,,2918.14,9,kg,US,MX,,Acme SA,2026-01-01,",
)


WORD = ("verdict", "action", "severity")


def stored(rows: tuple[str, ...] = ROWS, reference: str = "A-1", **asked: Any) -> Screening:
    """Return a shipment of these lines, screened and stored."""
    original = (HEAD + "".join(f"{row}\n" for row in rows)).encode()
    manifest = replace(manifest_from_upload("a.csv", original), reference=reference)
    return saved(manifest, original, Question(**asked))


def saved(manifest: DeclaredManifest, original: bytes, question: Question) -> Screening:
    """Screen a file that was read, and store it."""
    answer = screen(manifest, question)
    return save_answer(manifest=manifest, original=original, question=question, answer=answer, actor="officer")


def start(since: datetime) -> None:
    """Have everything looked at for what changed since an instant."""
    look_back_since(since=since, actor="curator")
    for job in start_rescreens():
        run_job(str(job.pk))


def looked_back(since: datetime) -> Rescreen:
    """Look back on what changed since an instant to the end, and return the row."""
    start(since)
    return done()


def taken_up() -> Rescreen:
    """Have another worker take up what one left, to its end."""
    Job.objects.update(not_before=datetime.now(UTC))
    for job in Job.objects.all():
        run_job(str(job.pk))
    return done()


def done() -> Rescreen:
    """Return the last look-back, which is done."""
    row = Rescreen.objects.select_related("due", "job").latest("pk")
    assert (row.job.state, row.job.error) == ("done", "")
    return row


def fall_at_step(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Have the worker fall in the middle of a step, the n-th that it takes from now on."""
    taken, take_step = [], work.take_step

    def take(*args: Any, **options: Any) -> None:
        taken.append(1)
        if len(taken) == number:
            raise MemoryError
        take_step(*args, **options)

    monkeypatch.setattr(work, "take_step", take)


def lines_of(screening: Screening) -> list[RebuiltLine]:
    """Return all stored lines of a screening, in the order of the file."""
    pairs = ManifestLine.objects.filter(manifest=screening.manifest).order_by("number").values_list("pk", "item_id")
    return stored_lines(dict(pairs), datetime.now(UTC))


def told(screening: Screening, known_at: datetime, as_of: date | None) -> tuple[Line, ...]:
    """Return the records of a full screening of the file behind a stored one, by the law known at an instant."""
    manifest = replace(
        manifest_from_upload("a.csv", screening.manifest.received()), reference=screening.manifest.reference
    )
    question = Question.from_record(json.loads(screening.question))
    asked = replace(question, known_at=known_at, as_of=as_of or question.as_of)
    return screen(manifest, asked, screening.manifest.received_at.date()).lines


def otherwise(screening: Screening, before: datetime, days: Collection[date]) -> dict[tuple[int, str], Line]:
    """Return what full screenings of a file say otherwise by the law of now: by line and day, on those that follow."""
    expected = {}
    for day in (None, *sorted(days)):
        for was, now in zip(*(told(screening, tick, day) for tick in (before, last_tick())), strict=True):
            if (day is None or first_day(screening, now) < day) and differ(was, now):
                expected[now.line, day.isoformat() if day else ""] = now
    return expected


def first_day(screening: Screening, line: Line) -> date:
    """Return the day of export of a line of these files, in which a day stands first; else that of its screening."""
    text = line.fields.get("export_date")
    return read_date(text, DateConvention(DateOrder.DAY_FIRST)) if text else screening.manifest.received_at.date()


def left(rescreen: Rescreen) -> dict[tuple[int, str], CaseDue]:
    """Return the rows that a look-back left, by the number of the line and the day asked: "" for its own."""
    rows = CaseDue.objects.filter(rescreen=rescreen).select_related("screened_line__line")
    return {(row.screened_line.line.number, "" if row.is_own_day else row.as_of.isoformat()): row for row in rows}


def change_a_class() -> None:
    """Read a class of the United States otherwise: as all alkylanilines."""
    define(facts=RuleFacts("us-fentanyl-related", "anilines", RULE.format(key="us-fentanyl-related")), **WHO)


def list_citric_acid(on: date = date(2026, 3, 1)) -> None:
    """Describe citric acid and list it from a day on, with its names, number, code and structure."""
    named = substances.SubstanceFacts(
        substances.DescriptionFacts("citric acid", "substance", "confirmed"),
        substances.StructureFacts("OC(=O)CC(O)(CC(O)=O)C(O)=O", "KRKNYBCHXYNGOX-UHFFFAOYSA-N"),
        [substances.NameFacts("citric acid", "en", "common"), substances.NameFacts("blue powder", "en", "trade")],
        [substances.IdentifierFacts("cas", "77-92-9", form_kind="as_listed", confidence="confirmed")],
    )
    with law_change():
        substances.describe(key="citric-acid", facts=named, **WHO)
        us = ControlList.objects.get(key="us-list-2")
        entry = registry.entry_of(control_list=us, substance="citric-acid")
        record(entry=entry, facts=_fact("citric acid", on, "us-list-2/citric-acid/added", reach="salts esters"), **WHO)


def list_an_aniline_of_a_family(on: date = date(2025, 3, 1)) -> None:
    """List 2-ethylaniline and make it a relative: others may resemble it from then on."""
    drawn = substances.StructureFacts("Nc1ccccc1CC", "MLPVBIWIRCKMJV-UHFFFAOYSA-N")
    named = substances.SubstanceFacts(
        substances.DescriptionFacts("2-ethylaniline", "substance", "confirmed"), drawn, [], []
    )
    with law_change():
        substances.describe(key="2-ethylaniline", facts=named, **WHO)
        group(facts=FamilyFacts("anilines", "anilines", "2-ethylaniline"), **WHO)
        us = ControlList.objects.get(key="us-list-2")
        entry = registry.entry_of(control_list=us, substance="2-ethylaniline")
        record(entry=entry, facts=_fact("2-ethylaniline", on, "us-list-2/2-ethylaniline/added"), **WHO)


def end_acetone() -> None:
    """Take acetone off a list from a day on that has begun."""
    row = Scheduling.objects.current().filter(entry__key="us-list-2/acetone", valid_until=None).get()
    end(entry=row.entry, on=date(2026, 5, 1), event="us-list-2/acetone/2026/removed", **WHO)


def correct_acetone() -> None:
    """Say that acetone was listed in error."""
    rows = Scheduling.objects.current().filter(entry__key="us-list-2/acetone")
    correct(entry=rows[0].entry, replacements=dict.fromkeys(rows), **WHO)


def call_acetone_blue_powder() -> None:
    """Add a name to acetone, and nothing else."""

    def held(model: Any, of: Any) -> list[Any]:
        rows = model.objects.current().filter(substance__key="acetone").order_by("pk")
        return [of(**{name: getattr(row, name) for name in of.__dataclass_fields__}) for row in rows]

    now = substances.SubstanceFacts(
        held(Description, substances.DescriptionFacts)[0],
        held(Structure, substances.StructureFacts)[0],
        [*held(Name, substances.NameFacts), substances.NameFacts("blue powder", "en", "trade")],
        held(Identifier, substances.IdentifierFacts),
    )
    substances.describe(key="acetone", facts=now, **WHO)


def _fact(name: str, on: date, event: str, **others: Any) -> Any:
    return facts(event, on, instrument="us-pl-100-690", printed_name=name, published_on=on, **others)
