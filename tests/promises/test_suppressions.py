"""A suppression never hides another substance, entry or party: what it sets aside is its own key, and nothing else.

Several are laid down together, and other lines are asked before and after: of other parties, of other goods between the
same parties, and of the same goods in other words.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import given, strategies as st

from tests.promises.asking import AS_OF, EVERYWHERE, Record, answered, apart, of
from tests.promises.counted import Tally
from tests.promises.lines import IDENTITY, Line, lines, suppressible
from tests.promises.structures import parents
from tests.screenings.suppressions.laid_down import records_of, stored, suppressed
from watchlist.engine.decision.rulings import can_be_suppressed

pytestmark = pytest.mark.long

OTHERS = 60
CONSIGNORS = {"Northgate Reagents Inc": 1, "NORTHGATE REAGENTS INC.": 1, "Southgate Reagents Inc": 2, "": 0}
CONSIGNEES = {"Beauval SARL": 1, "BEAUVAL S.A.R.L.": 1, "Bonval SARL": 2, "": 0}
PARTIES = {"consignor": "Northgate Reagents Inc", "consignee": "Beauval SARL"}

between = st.tuples(st.sampled_from(sorted(CONSIGNORS)), st.sampled_from(sorted(CONSIGNEES)))
laid_down = st.lists(suppressible(), min_size=1, max_size=3)
others = st.lists(st.tuples(lines() | suppressible(), st.integers(0, 8), between), min_size=OTHERS, max_size=OTHERS)


@pytest.mark.usefixtures("law")
def test_a_suppression_sets_aside_its_own_key_alone(officer: User, second_officer: User) -> None:
    tally = Tally("suppressions", OTHERS)

    @tally.settings
    @given(laid_down, others)
    def holds(chosen: list[Line], drawn: list[tuple[Line, int, tuple[str, str]]]) -> None:
        chosen = [{**line, **PARTIES} for line in chosen]
        asked = [_beside(chosen, *one) for one in drawn]
        with transaction.atomic():
            before = answered(asked, as_of=AS_OF)
            keys = [key for line in chosen for key in _set_aside(line, officer, second_officer)]
            after = answered(asked, as_of=AS_OF)
            transaction.set_rollback(True)
        for line, then, now in zip(asked, before, after, strict=True):
            tally.add(*_compare(line, apart(then), apart(now), keys))

    holds()
    assert tally.share("something set aside") > 0.02
    assert tally.share("the same goods between others") > 0.02
    assert tally.share("other goods between the same") > 0.1


def _beside(chosen: list[Line], drawn: Line, number: int, parties: tuple[str, str]) -> Line:
    """Return a line of other goods, or of those of a suppression, between some parties, most often its own."""
    line = {**drawn, **PARTIES} if number < 4 else chosen[number % len(chosen)]
    return line if number % 2 else {**line, **dict(zip(PARTIES, parties, strict=True))}


def _set_aside(line: Line, officer: User, second: User) -> list[tuple[Line, Record, frozenset[str]]]:
    """Suppress all of a line that can be, and return what was: of which goods, each with its finding."""
    row = stored(line, as_of=AS_OF, jurisdictions=EVERYWHERE)
    record = records_of(row)
    open_ones = [at for at, one in enumerate(record["findings"]) if can_be_suppressed(one["tier"], one["certainty"])]
    for at in open_ones:
        suppressed(row, at, officer, second)
    return [(line, record["findings"][at], parents(record, record["findings"][at])) for at in open_ones]


def _compare(line: Line, then: Record, now: Record, keys: list[Any]) -> list[str]:
    """Assert that of a line only what was laid down is set aside; return what the case was."""
    are_theirs = CONSIGNORS.get(line.get("consignor", "")) == CONSIGNEES.get(line.get("consignee", "")) == 1
    are_the_goods = any(_same_words(line, of_key) for of_key, _, _ in keys)
    if not are_theirs:
        assert now == then, line
        return ["the same goods between others"] if are_the_goods else ["other goods between others"]
    aside = now["suppressed"]
    for one in aside:
        assert any(_is_its_key(line, now, one, *key) for key in keys), (line, one["entry"], one["tier"])
    told = [_same(one) for one in (*now["findings"], *aside)]
    gone = [one for one in then["findings"] if _same(one) not in told]
    assert not gone, (line, [one["entry"] for one in gone])
    if not aside:
        assert now == then, line
        return ["other goods between the same"]
    assert {_told(one) for one in now["findings"]}.isdisjoint(map(_told, aside)), line
    assert then["verdict"] != "controlled" or now["verdict"] == "controlled", line
    return ["something set aside"]


def _same(finding: Record) -> tuple[Any, ...]:
    return *of(finding), finding["tier"], finding["certainty"]


def _told(finding: Record) -> tuple[Any, ...]:
    """Return what is told once: of one scheduling another ground, or another field, may be told in its place."""
    return *_same(finding), finding["read_from"]


def _same_words(one: Line, other: Line) -> bool:
    return all(one.get(field, "").casefold() == other.get(field, "").casefold() for field in IDENTITY)


def _is_its_key(line: Line, now: Record, aside: Record, of_key: Line, key: Record, goods: frozenset[str]) -> bool:
    """Say whether a finding is of the entry, tier and goods of a suppression: by words, where the reading is a guess.

    A sure reading of a structure may lead to a class that is a guess: the goods are known by their structure then.
    """
    if _same(aside) != _same(key):
        return False
    is_sure = any(
        one["from"] == aside["read_from"] and one["certainty"] != "guess" for one in now["resolution"] if one["smiles"]
    )
    return _same_words(line, of_key) or (is_sure and bool(goods & parents(now, aside)))
