"""What only resembles is worked out once, and each line still tells the day of its own movement."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plain_answers import screen
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_payload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
# 3-Methyl-1-phenylbutan-2-one comes close to phenylacetone, and is on no list held.
GOODS = {"smiles": "CC(C)C(=O)Cc1ccccc1"}
MOVED = ({"origin": "US", "destination": "MX"}, {"origin": "MX", "destination": "US"})


def answers(*lines: dict[str, str]) -> list[dict[str, Any]]:
    return screen(manifest_from_payload({"lines": list(lines)}), Question()).lines


@pytest.mark.parametrize("moved", MOVED)
def test_a_resemblance_is_told_of_the_day_and_the_movement_of_its_line(moved: dict[str, str]) -> None:
    lines = [{**GOODS, **moved, "export_date": day, "arrival_date": day} for day in ("2026-03-02", "2026-03-09")]
    together = answers(*lines)
    assert [line["findings"][0]["as_of"] for line in together] == ["2026-03-02", "2026-03-09"]
    alone = [answers(line)[0] for line in lines]
    assert [line["findings"] for line in together] == [line["findings"] for line in alone]


def test_one_file_of_two_movements_tells_of_each_whether_the_list_bears() -> None:
    lines = [{**GOODS, **moved, "export_date": "2026-03-02", "arrival_date": "2026-03-03"} for moved in MOVED]
    together = [line["findings"] for line in answers(*lines)]
    assert all(together)
    assert together == [answers(line)[0]["findings"] for line in lines]
