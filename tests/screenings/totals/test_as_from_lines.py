"""Totals by rows are those of the lines, to the digit, whatever is screened, said and let go in whatever order."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from msgspec import structs

from tests.cases.judged import WRONG, judge_line
from tests.cases.shipments import PIPRONAL
from watchlist.cases.hits import positions_to_judge
from watchlist.cases.lifecycle import dispose, reopen
from watchlist.cases.line_dispositions import dispose_lines
from watchlist.cases.models import CLOSED, Case
from watchlist.cases.opening import open_case
from watchlist.engine.decision.context import EarlierTotal
from watchlist.engine.decision.quantity_sums import exact_record, kind_of, summed
from watchlist.engine.decision.question import Question
from watchlist.engine.errors import WatchlistError
from watchlist.engine.reading import DeclaredManifest
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.manifests.models import Party
from watchlist.retention import purge
from watchlist.retention.deleting import delete_batch
from watchlist.screenings.models import ScreenedLine, Screening
from watchlist.screenings.party_totals import StoredShipments
from watchlist.screenings.pipeline import SumsAsked, screen
from watchlist.screenings.saving import save_answer
from watchlist.screenings.totals.checking import total_differences
from watchlist.screenings.totals.stored import RunningTotals

pytestmark = pytest.mark.usefixtures("law")
QUESTION: Final = Question(origin="US", destination="MX")
GOODS: Final = (
    {"name": "Acetone", "cas": "67-64-1", "quantity": "160.125", "unit": "kg"},
    {"name": "Acetone", "cas": "67-64-1", "quantity": "7", "unit": "L"},
    {"name": "Acetone", "cas": "67-64-1"},
    {"name": "Acetic anhydride", "cas": "108-24-7", "quantity": "0.3", "unit": "gal"},
    {"name": "Acetic anhydride 45%", "cas": "108-24-7", "quantity": "8 drums 180 kg"},
    {**PIPRONAL, "quantity": "1.1"},
)
SIDES: Final = (
    {"consignor": "Northgate Reagents Inc", "consignee": "Lakeshore"},
    {"consignor": "Northgate Reagents Inc", "consignee": "Beauval SARL"},
    {"consignor": "Lakeshore", "consignee": "Lakeshore"},
    {"consignor": "Beauval SARL"},
    {"consignee": "Lakeshore"},
)
OPERATIONS: Final = ("export", "import", "")
FIRST: Final = date(2026, 3, 1)
MANY: Final = 3
WITH_CASE: Final = 0.7
"""Of the shipments, those whose case is opened at once; what has a case is not let go."""


@dataclass
class House:
    """A house that does something at random, again and again."""

    officer: User
    second: User
    random: random.Random
    sent: list[DeclaredManifest] = field(default_factory=list)

    def screen_new(self) -> None:
        lines = [self._line() for _ in range(self.random.randint(1, 3))]
        read = manifest_from_payload({"lines": lines})
        self.screen(replace(read, reference=f"S-{len(self.sent)}", **_digests(lines)))

    def screen_again(self) -> None:
        """Screen a shipment once more, with other goods, or with fewer lines."""
        before, lines = self._sent(), [self._line() for _ in range(self.random.randint(1, 2))]
        self.screen(replace(manifest_from_payload({"lines": lines}), reference=before.reference, **_digests(lines)))

    def screen_same(self) -> None:
        """Screen the very same goods under another reference; now and then as other goods."""
        is_another = self.random.random() < 0.2
        self.screen(replace(self._sent(), reference=f"S-{len(self.sent)}", is_another=is_another))

    def screen(self, manifest: DeclaredManifest) -> None:
        self.sent.append(manifest)
        answer = screen(manifest, QUESTION)
        row = save_answer(manifest=manifest, original=b"{}", question=QUESTION, answer=answer, actor="officer")
        if self.random.random() < WITH_CASE:
            open_case(row)

    def judge(self) -> None:
        case = self._case()
        lines = [row for row in ScreenedLine.objects.filter(screening=case.screening) if positions_to_judge(row)]
        if lines:
            line = self.random.choice(lines)
            if self.random.random() < 0.5:
                judge_line(case, line, self.officer, self.second, agreed=True, **WRONG)
            else:
                judge_line(case, line, self.officer, self.second)

    def say_of_line(self) -> None:
        case = self._case()
        numbers = list(ScreenedLine.objects.filter(screening=case.screening).values_list("line__number", flat=True))
        word = self.random.choice(["refused", "withdrawn", "held", "seized"])
        dispose_lines(case=case, lines=[self.random.choice(numbers)], word=word, note="As seen.", actor=self.officer)

    def close_or_reopen(self) -> None:
        case = self._case()
        if case.state == CLOSED:
            reopen(case=case, note="It came after all.", actor=self.officer)
        else:
            dispose(case=case, word="refused", note="No permit.", actor=self.officer)

    def let_go(self) -> None:
        """Let go of a screening, wholly or half; what judges it stays, so only of one without a case."""
        row = self.random.choice(list(Screening.objects.done().filter(case_screening__isnull=True)) or [None])
        if row and purge.mark(screenings=[row], job=uuid4(), actor="officer") and self.random.random() < 0.5:
            delete_batch(Screening.objects.get(pk=row.pk))

    def act(self) -> None:
        """Do one of all that, at random; what the house refuses changes nothing."""
        often = [self.screen_new] * 4 + [self.screen_again, self.screen_same] * 2
        acts = [*often, self.judge, self.judge, self.say_of_line, self.close_or_reopen, self.let_go]
        with suppress(WatchlistError):
            self.random.choice(acts if len(self.sent) > MANY else [self.screen_new])()

    def _line(self) -> dict[str, str]:
        day = FIRST + timedelta(days=self.random.choice([0, 0, 3, 40]))
        operation = self.random.choice(OPERATIONS)
        said = {"operation": operation} if operation else {}
        goods = self.random.choice(GOODS)
        return {**goods, **self.random.choice(SIDES), "date": day.isoformat(), **said}

    def _sent(self) -> DeclaredManifest:
        return self.random.choice(self.sent)

    def _case(self) -> Case:
        cases: list[Case] = list(Case.objects.order_by("pk"))
        return self.random.choice(cases)


def _digests(lines: object) -> dict[str, Any]:
    digest = sha256(json.dumps(lines).encode()).hexdigest()
    return {"sha256": digest, "goods_sha256": digest}


@pytest.mark.parametrize("seed", range(4))
def test_totals_are_those_of_the_lines(
    seed: int, officer: User, second_officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purge.PurgeScan, "keep_reasons", lambda _scan, _rows: {})
    monkeypatch.setattr(purge, "purge_blocker", lambda: "")
    house = House(officer, second_officer, random.Random(seed))
    for step in range(32):
        house.act()
        assert list(total_differences()) == []
        if step % 4 == 3:
            _compare(house)


def _compare(house: House) -> None:
    """Hold what is read from totals to what is read from lines, for new goods and for shipments that are known."""
    probe = manifest_from_payload(
        {"lines": [{**goods, **sides, "date": "2026-03-05"} for goods in GOODS for sides in SIDES]}
    )
    repeated = house.random.choice(house.sent)
    for manifest in (
        replace(probe, reference="new"),
        replace(probe, reference=repeated.reference),
        replace(repeated, reference="new"),
        repeated,
    ):
        by_rows, by_lines = (
            screen(manifest, QUESTION, sums=sums).summary for sums in (SumsAsked(), SumsAsked(datetime.now(UTC)))
        )
        assert structs.replace(by_rows, seconds=0) == structs.replace(by_lines, seconds=0)
    keys = set(Party.objects.values_list("key", flat=True))
    of_lines = StoredShipments(None, "reference " + repeated.reference, repeated.goods_sha256)
    of_rows = RunningTotals(of_lines)
    asked = keys, {"acetone", "acetic-anhydride", "piperonal"}, FIRST - timedelta(400), FIRST + timedelta(400)
    assert of_rows.is_complete
    assert _sums(of_rows.totals(*asked)) == _sums(of_lines.totals(*asked))
    assert of_rows.shipments(keys) == of_lines.shipments(keys)


def _sums(totals: list[EarlierTotal]) -> dict[tuple[str, ...], tuple[str, int]]:
    """Return the sum and the number of parcels of totals, by all that these have in common."""
    alike: dict[tuple[str, ...], list[EarlierTotal]] = {}
    for total in totals:
        what = total.party, total.role, total.is_alone, total.substance, total.certainty, total.left_out
        key = *map(str, what), str(total.movement), total.quantity.why, kind_of(total.quantity)
        alike.setdefault(key, []).append(total)
    return {
        key: (str(exact_record(summed(total.quantity for total in rows))), sum(total.parcels for total in rows))
        for key, rows in alike.items()
    }
