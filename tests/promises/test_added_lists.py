"""Adding a list never removes a finding: a list of law, of a new jurisdiction or an old one, or a list of the house.

What law itself takes back is no breach, and is asserted as narrowly: a class, a clause of derivatives or isomers, and
the boundary of either, do not reach what another entry of the same jurisdiction names; then that entry is the finding.
A resemblance is a signal that goods on no list give: it gives way where the list holds the goods, or their relative.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import given, strategies as st

from tests.law_store.law import ACT, CHECK, LIST, WHO, facts
from tests.promises.asking import AS_OF, EVERYWHERE, answered, found, is_taken_back
from tests.promises.counted import Tally
from tests.promises.goods import Goods, held
from tests.promises.lines import Line, lines
from watchlist.engine import answer
from watchlist.engine.answer_codec import as_mapping, decode_as
from watchlist.internal_lists.matching import Entry, EntryMatcher
from watchlist.internal_lists.overlay import HouseListOverlay, IndexedHouseList
from watchlist.law_store import registry
from watchlist.law_store.history import record
from watchlist.temporal import law_change

pytestmark = pytest.mark.long

LINES = 75
ENTRIES = 60
ON = (AS_OF, date(2013, 12, 18), date(2022, 11, 24), date(2026, 5, 1))
KEY = "promised-list"
REACHES = ("", "salts", "salts esters", "optical_isomers salts")

some_held = st.lists(st.sampled_from(held()), min_size=ENTRIES, max_size=ENTRIES, unique_by=lambda goods: goods.label)
some_lines = st.lists(lines(), min_size=LINES, max_size=LINES)


@pytest.mark.usefixtures("law")
def test_a_list_of_law_added_takes_no_finding_away() -> None:
    tally = Tally("a list of law added", LINES * len(ON))

    @tally.settings
    @given(some_lines, some_held, st.sampled_from(("XX", "UN", "US", "EU", "CA")), st.sampled_from(REACHES))
    def holds(some: list[Line], goods: list[Goods], jurisdiction: str, reach: str) -> None:
        before = [answered(some, as_of=day, jurisdictions=EVERYWHERE) for day in ON]
        with transaction.atomic():
            _open_a_list(goods, jurisdiction, reach)
            asked = tuple({*EVERYWHERE, jurisdiction})
            after = [answered(some, as_of=day, jurisdictions=asked) for day in ON]
            transaction.set_rollback(True)
        for line, then, now in zip(some * len(ON), chain(*before), chain(*after), strict=True):
            ours = [one for one in now["findings"] if one["list"] == KEY]
            lost = [one for key, one in found(then).items() if key not in found(now)]
            unlawful = [one for one in lost if not is_taken_back(one, ours)]
            assert not unlawful, (line, [(one["entry"], one["tier"], one["forms"]) for one in unlawful])
            assert then["verdict"] != "controlled" or now["verdict"] == "controlled", line
            events = {"with findings": found(then), "on the list": ours, "taken back by law": lost}
            tally.add(jurisdiction, *(name for name, holds in events.items() if holds))

    holds()
    assert tally.share("with findings") > 0.4
    assert tally.share("on the list") > 0.01


@pytest.mark.usefixtures("law")
def test_a_list_of_the_house_added_takes_nothing_away() -> None:
    tally = Tally("a list of the house added", LINES)

    @tally.settings
    @given(some_lines, some_held)
    def holds(some: list[Line], goods: list[Goods]) -> None:
        overlay = HouseListOverlay((_house_list(goods),))
        for line, then in zip(some, answered(some, as_of=AS_OF), strict=True):
            stored = decode_as(answer.Line, then)
            shown = overlay.line(stored)
            now = then if shown is stored else as_mapping(shown)
            assert [one for one in now["findings"] if not one["list"].startswith("house-")] == then["findings"], line
            assert {**now, **dict.fromkeys(_MOVED)} == {**then, **dict.fromkeys(_MOVED)}, line
            for ours, theirs in zip(now["resolution"], then["resolution"], strict=True):
                # A line that shows nothing has no InChIKey, and has it with a finding of the house.
                assert {**ours, "inchikey": theirs["inchikey"] and ours["inchikey"]} == theirs, line
            if now is not then:
                assert now["verdict"] == ("controlled" if then["verdict"] == "controlled" else "review"), line
            tally.add(*(["on the list"] if now is not then else []), *(["with findings"] if found(then) else []))

    holds()
    assert tally.share("with findings") > 0.4
    assert tally.share("on the list") > 0.01


_MOVED = ("findings", "verdict", "action", "severity", "depth", "explanation", "sentence_parts", "ground", "resolution")


def _open_a_list(goods: list[Goods], jurisdiction: str, reach: str) -> None:
    with law_change():
        registry.set_jurisdiction(key="XX", name="Nowhere", **WHO)
        registry.set_authority(key="xx-house", jurisdiction="XX", name="The House", **WHO)
        registry.set_instrument(facts=ACT, **WHO)
        of = registry.open_list(facts=replace(LIST, key=KEY, jurisdiction=jurisdiction), check=CHECK, **WHO)
        for one in goods:
            entry = registry.entry_of(control_list=of, substance=one.label)
            said = facts(f"{KEY}/{one.label}/added", date(2000, 1, 1), reach=reach, printed_name=one.label)
            record(entry=entry, facts=said, **WHO)


def _house_list(goods: list[Goods]) -> IndexedHouseList:
    entries = [
        Entry(
            one.label,
            one.said["name"][0],
            one.said["name"][1:],
            one.said.get("cas", ("",))[0],
            one.said.get("inchikey", ("",))[0],
            one.said.get("smiles", ("",))[0],
            "",
            AS_OF,
        )
        for one in goods
    ]
    return IndexedHouseList("house-promised", "Promised", "watchlist", UUID(int=0), "", AS_OF, EntryMatcher(entries))
