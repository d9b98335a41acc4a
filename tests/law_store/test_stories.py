"""Any text after any other: the history ends where the text does, and what was seen before stays as it was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings, strategies as st

from tests.law_store.law import LIST, WHO, open_a_list
from tests.law_store.seed_tree import Cells, event
from watchlist.engine.law.facts import SchedulingFacts
from watchlist.engine.law.text.periods import periods_of, takes_effect
from watchlist.engine.law.text.rows import EventRow, ListRow, ObligationRow
from watchlist.engine.law.text.text import NOTHING, SeedPart, part_of
from watchlist.law_store.history import facts_of
from watchlist.law_store.models import Scheduling
from watchlist.law_store.seeds.editions import Delivery, keep
from watchlist.law_store.seeds.lists import load_list
from watchlist.substances.models import Substance
from watchlist.temporal import last_tick

HEAD = ListRow.read(
    {name: getattr(LIST, name) for name in LIST.__dataclass_fields__}
    | {"checked_by": "curator", "checked_on": "2026-01-01", "stale_after_days": "90"}
)
IDS = [f"xx-list/p2p/{number}" for number in range(5)]


@st.composite
def stories(draw: st.DrawFn) -> list[Cells]:
    """Return a lawful life of an entry: some of the five events, in any order of ids, each on a later day."""
    ids = draw(st.permutations(IDS))[: draw(st.integers(0, len(IDS)))]
    told, listed, on = [], False, date(2000, 1, 1)
    for place, key in enumerate(ids):
        kind = draw(
            st.sampled_from(["amended", "removed", "transferred_out"] if listed else ["added", "transferred_in"])
        )
        listed = kind not in ("removed", "transferred_out")
        on += timedelta(days=draw(st.integers(370, 800)))
        day = "" if place == 0 and draw(st.booleans()) else draw(st.sampled_from([on.isoformat(), str(on.year)]))
        told.append(event("p2p", kind, day, id=key, reach=draw(st.sampled_from(["", "salts"]))))
    return told


def lawful(told: list[Cells]) -> bool:
    """Say whether the days that take effect follow one another, as the rules of curation ask."""
    days = [takes_effect(EventRow.read(cells)) or date.min for cells in told]
    return days == sorted(set(days))


def part(told: list[Cells], before: set[str]) -> SeedPart:
    """Return the text of the list: what stood in an earlier text and is no part of the story is withdrawn."""
    gone = sorted(before - {cells["id"] for cells in told})
    withdrawn = [event("p2p", "added", "1999", id=key, withdrawn="yes") for key in gone]
    rows = [EventRow.read(cells) for cells in told + withdrawn]
    return part_of("lists/xx/xx-list", {EventRow: rows, ListRow: [HEAD], ObligationRow: []})


def held() -> list[SchedulingFacts]:
    return [facts_of(row) for row in Scheduling.objects.current().prefetch_related("conditions")]


@pytest.mark.long
@pytest.mark.django_db
@settings(max_examples=80)
@given(told=st.lists(stories().filter(lawful), min_size=1, max_size=4))
def test_the_history_ends_where_the_text_does(told: list[list[Cells]]) -> None:
    with transaction.atomic():
        open_a_list()
        Substance.objects.create(key="p2p")
        old, ids, since, past = NOTHING, set[str](), None, []
        for story in told:
            new = part(story, ids)
            load_list(old, new, Delivery(actor=WHO["actor"], reason="a story", since=since))
            old, since, ids = new, keep(new, WHO["actor"]), {row.id for row in new.rows(EventRow)}
            assert held() == periods_of(new.rows(EventRow), {})
            past.append((last_tick(), held()))
        for tick, seen in past:
            assert [facts_of(row) for row in Scheduling.objects.known_at(tick)] == seen
        transaction.set_rollback(True)
