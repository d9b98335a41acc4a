"""A screening is stored in chunks, and counts from the instant at which it is done."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import islice
from typing import Any
from uuid import uuid4

import pytest
from msgspec import structs

from tests.plain_answers import screen
from watchlist.engine.answer import Summary
from watchlist.engine.answer_codec import decode
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.manifests.models import ManifestLine, Party
from watchlist.screenings import models, saving
from watchlist.screenings.models import Consignment, ScreenedLine, Screening
from watchlist.screenings.pipeline import stream

pytestmark = pytest.mark.usefixtures("law")
ACETONE = {"name": "Acetone", "cas": "67-64-1", "quantity": "150", "unit": "kg", "origin": "US", "destination": "MX"}
PARCEL = {**ACETONE, "export_date": "2026-03-05", "consignee": "Beauval SARL"}
QUESTION = Question()
CUT = 40
"""Characters in which no summary ends its counts."""


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "CHUNK", 3)


def shipment(lines: int, reference: str) -> DeclaredManifest:
    """Return a shipment of parcels, each of another quantity, and another one under each reference."""
    parcels = [{**PARCEL, "quantity": str(100 + number)} for number in range(lines)]
    return replace(manifest_from_payload({"lines": parcels}), reference=reference, is_another=True)


def passing(manifest: DeclaredManifest) -> Any:
    """Return the records of an answer that are stored as they pass."""
    records = stream(manifest, QUESTION)
    return saving.keep_passing(records, pk=uuid4(), manifest=manifest, original=b"", question=QUESTION, actor="officer")


def test_what_is_stored_as_it_passes_is_what_passed() -> None:
    told = list(passing(shipment(8, "A-1")))
    [screening] = Screening.objects.done()
    stored = [decode(text) for text in ScreenedLine.objects.order_by("pk").values_list("record", flat=True)]
    assert [decode(screening.coverage), *stored, decode(screening.summary)] == told
    assert [*ManifestLine.objects.order_by("pk").values_list("number", flat=True)] == [*range(1, 9)]
    assert Consignment.objects.count() == 8


def test_lines_are_read_a_few_at_a_time_in_the_order_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "BATCH", 3)
    first, second = passing(shipment(8, "A-1")), passing(shipment(8, "A-2"))
    for _ in zip(first, second, strict=True):  # stored in turns: their ids lie among one another
        pass
    for screening in Screening.objects.done():
        kept = list(ScreenedLine.objects.of_screening(screening).in_order())
        assert [json.loads(text)["line"] for _, text in kept] == [*range(1, 9)]
        assert list(ScreenedLine.objects.of_screening(screening).in_order(kept[4][0])) == kept[5:]
        assert ScreenedLine.objects.filter(pk__in=[pk for pk, _ in kept]).exclude(screening=screening).count() == 0


def test_a_screening_under_way_counts_nowhere() -> None:
    for _ in islice(passing(shipment(8, "A-1")), 5):
        pass
    assert ScreenedLine.objects.count() == 3
    assert Consignment.objects.count() == 3
    assert not Screening.objects.done().exists()
    [total] = screen(shipment(1, "A-2"), QUESTION).summary["shipment_findings"]
    [party] = screen(shipment(1, "A-2"), QUESTION).summary["parties"]
    assert (total["total"], party["known_as"]) == ("100", [])


def test_a_party_is_known_by_its_name_in_the_first_screening_that_was_done() -> None:
    slow = passing(replace(manifest_from_payload({"lines": [{**PARCEL, "consignee": "BEAUVAL"}]}), reference="A-1"))
    next(slow)
    assert (Party.objects.get().name, Party.objects.get().first_seen) == ("", None)
    [*_] = passing(shipment(1, "A-2"))
    [*_] = slow
    assert Party.objects.get().name == "Beauval SARL"
    assert Party.objects.get().first_seen == Screening.objects.get(manifest__reference="A-2").made_at


def test_what_was_under_way_then_is_not_known_then_ever_after() -> None:
    slow = passing(shipment(4, "A-1"))
    for _ in islice(slow, 5):
        pass
    [*_] = passing(shipment(1, "A-2"))
    then = Screening.objects.done().get().made_at
    before = screen(shipment(1, "A-3"), Question(known_at=then)).summary
    [*_] = slow
    after = screen(shipment(1, "A-3"), Question(known_at=then)).summary
    assert before["shipment_findings"][0]["total"] == "200"
    assert {**before, "seconds": 0} == {**after, "seconds": 0}


@pytest.mark.parametrize("head", [models.HEAD, CUT])
def test_the_counts_of_a_list_are_those_of_the_whole_summary(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any, head: int
) -> None:
    monkeypatch.setattr(models, "HEAD", head)
    told = list(passing(shipment(8, "A-1")))
    with django_assert_num_queries(2 if head == CUT else 1):
        counts = Screening.objects.done().in_short().get().counts()
    summary = told[-1]
    assert isinstance(summary, Summary)
    unread = {} if head == CUT else {"shipment_findings": (), "parties": (), "seconds": 0.0}
    assert counts == structs.replace(summary, **unread)
    assert (counts.lines, bool(counts.shipment_findings)) == (8, head == CUT)
