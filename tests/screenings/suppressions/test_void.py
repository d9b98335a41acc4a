"""A suppression is void once the entry, the rule or the structure is another; and none ever lowers sure law."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.cases.shipments import ROUTE
from tests.screenings.suppressions.laid_down import (
    GUESSED,
    RELATIVE,
    all_suppressed,
    answered,
    stored,
    suppressed,
    today,
)
from watchlist.engine.answer import Line, SuppressedFinding
from watchlist.engine.asof import AsOf
from watchlist.engine.decision.context import Context
from watchlist.engine.decision.findings import LineFinding
from watchlist.engine.decision.question import Question
from watchlist.engine.decision.rulings import (
    PairRulings,
    RulingRecord,
    Rulings,
    can_be_suppressed,
    finding_key,
)
from watchlist.engine.decision.run import ScreeningRun
from watchlist.engine.law.compiled import CompiledLaw, CompiledScheduling
from watchlist.engine.reading.lines import DeclaredManifest
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.engine.vocabulary import SIGNALS
from watchlist.screenings.stored_answers import is_sure
from watchlist.screenings.suppressions import state
from watchlist.screenings.suppressions.models import Suppression
from watchlist.screenings.suppressions.state import rulings_known_at
from watchlist.temporal import last_tick

pytestmark = pytest.mark.usefixtures("law")
BENCH = Path("fixtures/bench")
PARTIES = {side: ROUTE[side] for side in ("consignor", "consignee")}
CLASS_MEMBER = {"smiles": "CC(C)C(=O)N(c1ccc(F)cc1F)C1CCN(CCc2ccccc2)CC1", **PARTIES}
ALWAYS = RulingRecord(1, "S-0001", "officer", "second-officer", date.max, "because")


def run_on(law: CompiledLaw, manifest: DeclaredManifest) -> ScreeningRun:
    """Return a screening under a law that may be of no tick."""
    return ScreeningRun(
        law, Question(), manifest, AsOf(today(), last_tick()), Context(rulings=rulings_known_at(last_tick()))
    )


def under(law: CompiledLaw, line: dict[str, str]) -> Line:
    """Return the answer on a line under a law that may be of no tick."""
    run = run_on(law, manifest_from_payload({"lines": [line]}))
    return next(run.answer(asked) for asked in run.prepared_lines())


def changed(law: CompiledLaw, entry: str, **change: Any) -> CompiledLaw:
    """Return a law in which the entry of a key says something else."""

    def one(row: CompiledScheduling) -> CompiledScheduling:
        return replace(row, **change) if row.entry == entry else row

    return replace(law, schedulings={key: tuple(map(one, rows)) for key, rows in law.schedulings.items()})


@pytest.mark.parametrize(
    "change",
    [{"wording": "piperonal, in another wording"}, {"confidence": "unverified"}, {"reach": frozenset({"salts"})}],
    ids=lambda change: next(iter(change)),
)
def test_it_is_void_once_the_entry_says_something_else(
    law: CompiledLaw, officer: User, second_officer: User, change: dict[str, Any]
) -> None:
    rows = {row.entry_key: row for row in all_suppressed(GUESSED, officer, second_officer)}
    entry, *others = rows
    other = changed(law, entry, **change)
    told = under(other, GUESSED)
    assert [one.entry for one in told.findings] == [entry]
    assert {one.entry for one in told.suppressed} == set(others)
    assert told.verdict == "review"
    assert state.state_of(rows[entry], law, today()) == state.State("in_force")
    assert state.state_of(rows[entry], other, today()) == state.State("void", "entry")
    assert state.state_of(rows[others[0]], other, today()) == state.State("in_force")


def test_it_is_void_once_what_is_listed_has_another_structure(
    law: CompiledLaw, officer: User, second_officer: User
) -> None:
    row, *_ = all_suppressed(GUESSED, officer, second_officer)
    key = row.entry_key.rsplit("/", 1)[-1]
    drawn = replace(law.substances[key], smiles="O=Cc1ccc2OCOc2c1C")
    other = replace(law, substances={**law.substances, key: drawn})
    assert state.what_changed(row, other) == "entry"


def test_it_is_void_once_the_rule_is_another(law: CompiledLaw) -> None:
    rows = [row for rows in law.schedulings.values() for row in rows if row.rule]
    row = rows[0]
    version = law.rules[row.rule].version
    held = Suppression(tier="near_boundary", rule=f"{row.rule} {version}", kind="finding")
    other = replace(law, rules={**law.rules, row.rule: replace(law.rules[row.rule], version="other")})
    assert (state.what_changed(held, law), state.what_changed(held, other)) == ("", "rule")


def test_it_is_void_once_the_goods_are_read_as_another_structure(
    law: CompiledLaw, officer: User, second_officer: User
) -> None:
    (row,) = all_suppressed(RELATIVE, officer, second_officer)
    assert state.what_changed(row, law) == ""
    row.structure = "QCCDLTOVEPVEJK-UHFFFAOYSA-N"
    assert state.what_changed(row, law) == "structure"


def test_an_expired_one_says_so_on_its_day(law: CompiledLaw, officer: User, second_officer: User) -> None:
    row = suppressed(stored(GUESSED), 0, officer, second_officer, days=3)
    assert state.state_of(row, law, row.until) == state.State("expired")


def bench_lines() -> Iterator[dict[str, str]]:
    """Yield goods of every bench as lines between two parties."""
    columns = {"name": ("name", "declared"), "cas": ("cas",), "smiles": ("smiles",)}
    for path in sorted(BENCH.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                found = {field: row[of] for field, names in columns.items() for of in names if row.get(of)}
                if found:
                    yield {**found, **PARTIES}


class Everything(dict[Any, tuple[RulingRecord, ...]]):
    """A set of suppressions that holds for whatever is asked of it: as if somebody had got past every verb."""

    def get(self, key: Any, default: Any = None) -> tuple[RulingRecord, ...]:
        return (ALWAYS,)


class Anywhere(frozenset[str]):
    """Every entry there is."""

    def __contains__(self, entry: object) -> bool:
        return True


def test_no_sure_finding_of_law_is_ever_set_aside(law: CompiledLaw) -> None:
    lines = random.Random(8).sample(list(bench_lines()), 250)
    manifest = manifest_from_payload({"lines": [*lines, CLASS_MEMBER]})
    plain, all_aside = run_on(law, manifest), run_on(law, manifest)
    all_aside.rulings = _everything()
    seen: set[tuple[str, bool]] = set()
    for before, after in zip(_answers(plain), _answers(all_aside), strict=True):
        aside = [one for one in after.suppressed if isinstance(one, SuppressedFinding)]
        sure = [one for one in before.findings if is_sure(one)]
        assert [one.entry for one in after.findings if is_sure(one)] == [one.entry for one in sure]
        assert (before.verdict == "controlled") is (after.verdict == "controlled")
        assert not any(is_sure(one) and one.tier not in SIGNALS for one in aside)
        assert all(not can_be_suppressed(one.tier, one.certainty) for one in after.findings)
        seen |= {(one.tier, is_sure(one)) for one in before.findings}
    assert seen >= {
        *(("listed", sure) for sure in (True, False)),
        *(("listed_form", sure) for sure in (True, False)),
        ("drug_reference", True),
        ("class_member", True),
        ("near_boundary", False),
        ("analogue", False),
    }


def _everything() -> Rulings:
    between = PairRulings(Everything({None: (ALWAYS,)}), Anywhere(), ())

    class Always(Rulings):
        def __bool__(self) -> bool:
            return True

        def for_parties(self, fields: Any) -> PairRulings:
            return between

    return Always({}, {})


def _answers(run: ScreeningRun) -> list[Line]:
    return [run.answer(asked) for asked in run.prepared_lines()]


def test_each_part_of_a_key_tells_findings_apart(law: CompiledLaw) -> None:
    run = run_on(law, manifest_from_payload({"lines": [GUESSED]}))
    (asked,) = run.prepared_lines()
    finding: LineFinding = run.counted_findings(asked).findings[0]
    listed = law.substances[finding.scheduling.substance]
    key = finding_key(finding, listed, "digest")
    others = [
        finding_key(replace(finding, tier="announced"), listed, "digest"),
        finding_key(replace(finding, certainty="exact"), listed, "digest"),
        finding_key(finding, listed, "other words"),
        finding_key(finding, replace(listed, inchikey="x"), "digest"),
        finding_key(replace(finding, scheduling=replace(finding.scheduling, event="x")), listed, "digest"),
        finding_key(replace(finding, resolution=replace(finding.resolution, smiles="CCO")), listed, "digest"),
    ]
    assert len({key, *others}) == 7
    assert answered(GUESSED)[0]["verdict"] == "review"
