"""A correction changes what is said of the past, never what was said in the past."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.acceptance.asking import ask, ask_all
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.law_store import history
from watchlist.law_store.models import ListEntry, Scheduling
from watchlist.screenings.saving import text_of
from watchlist.substances.models import Name
from watchlist.substances.registry import NameFacts
from watchlist.temporal import LawTick, last_tick

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]

LINES = [
    {"name": "piperonal", "quantity": "10", "unit": "mg"},
    {"cas": "120-57-0", "origin": "US", "destination": "CO"},
    {"smiles": "O=Cc1ccc2c(c1)OCO2"},
    {"name": "acetone"},
    {"smiles": "not a structure"},
]


def records(known_at: datetime | None = None, as_of: str = "2020-06-01") -> list[str]:
    """Return the line records, byte for byte."""
    return [text_of(line) for line in ask_all(LINES, known_at=known_at, as_of=as_of).lines]


def test_an_earlier_known_at_gives_the_earlier_records_byte_for_byte_after_a_correction() -> None:
    before, then = records(), last_tick()
    entry = ListEntry.objects.get(key="us-list-1/piperonal")
    row = Scheduling.objects.current().get(entry=entry)
    wrong = replace(history.facts_of(row), valid_from=date(2021, 1, 1), wording="another wording")
    history.correct(entry=entry, replacements={row: wrong}, actor="curator", reason="a wrong date was read")
    assert records() != before
    assert "us-list-1/piperonal" not in records()[0]
    assert records(then) == before


def test_a_withdrawn_listing_is_still_found_as_it_was_known() -> None:
    then = last_tick()
    entry = ListEntry.objects.get(key="us-list-2/acetone")
    row = Scheduling.objects.current().get(entry=entry, valid_until__isnull=True)
    history.correct(entry=entry, replacements={row: None}, actor="curator", reason="it never stood there")
    now, earlier = ask({"name": "acetone"}), ask({"name": "acetone"}, known_at=then)
    assert "us-list-2/acetone" not in text_of(now)
    assert "us-list-2/acetone" in text_of(earlier)


def test_a_name_learnt_today_was_not_known_yesterday() -> None:
    then = last_tick()
    facts = NameFacts("Zzyzx oil", "en", "trade")
    piperonal = ListEntry.objects.get(key="us-list-1/piperonal").substance
    moment = then + timedelta(microseconds=1)
    LawTick.objects.create(at=moment)
    Name.objects.create(substance=piperonal, recorded_at=moment, text=facts.text, language="en", kind="trade")
    assert ask({"name": "Zzyzx oil"})["verdict"] == "controlled"
    assert ask({"name": "Zzyzx oil"}, known_at=then)["verdict"] == "unresolved"


def test_the_same_question_gives_the_same_bytes() -> None:
    assert records() == records()


def test_an_instant_before_the_first_record_or_after_now_is_no_question() -> None:
    with pytest.raises(CorrectTheQuestion, match="first record"):
        ask({"name": "acetone"}, known_at=datetime(2020, 1, 1, tzinfo=UTC))
    with pytest.raises(CorrectTheQuestion, match="future"):
        ask({"name": "acetone"}, known_at=datetime.now(UTC) + timedelta(days=1))
