"""Whether a first edition and the list held agree: said line by line, by the heads of their names."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.law_store.law import WHO, facts, open_an_entry
from watchlist.law_store.history import record
from watchlist.list_updates.comparing import disagreement
from watchlist.list_updates.declaring import DeclaredList, DeclaredSource
from watchlist.list_updates.published import PublishedRow

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)
SOURCE = DeclaredSource(
    key="xx-list",
    title="The list of XX",
    connector="tiny",
    site="xx.example",
    address="https://xx.example",
    path="/",
    jurisdiction="XX",
    authority="xx-house",
    hours=24,
    accepts=("text/xml",),
    lists={"schedule": DeclaredList("schedule", 1, 9, entries_of="xx-list"), "annex": DeclaredList("annex", 0, 9)},
)


def _row(name: str, **others: Any) -> PublishedRow:
    return PublishedRow(**{"list": "schedule", "code": "1", "name": name} | others)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([_row("P2P")], []),
        ([_row("P2P (1-phenyl-2-propanone) and its salts")], []),
        ([_row("P2P"), _row("Safrole", code="2")], ["xx-list: not held: 2 Safrole"]),
        ([_row("Safrole")], ["xx-list: not held: 1 Safrole", "xx-list: not printed: 7 P2P (xx-list/p2p)"]),
        ([_row("P2P"), _row("Safrole", valid_from=date(2026, 1, 2))], []),
        ([_row("P2P"), _row("Safrole", valid_until=DAY)], []),
        ([_row("P2P", valid_until=DAY)], ["xx-list: not printed: 7 P2P (xx-list/p2p)"]),
        ([_row("P2P"), _row("Safrole", list="annex")], []),
    ],
)
def test_what_is_printed_and_not_held_and_held_and_not_printed_is_said(
    rows: list[PublishedRow], said: list[str]
) -> None:
    record(entry=open_an_entry(), facts=facts(law_code="7", code_confidence="confirmed"), **WHO)
    known_at = datetime.now(UTC) + timedelta(seconds=1)
    assert disagreement(SOURCE, rows, DAY, known_at).splitlines() == said
