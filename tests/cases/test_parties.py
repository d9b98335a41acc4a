"""A party: its spellings, shipments, sums against the limits of the law, and decisions; what is not measured counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from tests.cases.shipments import ACETONE, SALT, line_of, opened
from watchlist.cases.judging import judge
from watchlist.cases.party_facts import (
    decisions_on_party,
    parties_known,
    roles_of,
    shipments_of_party,
    shipments_with,
    spellings_of,
    sums_of_party,
)
from watchlist.engine.decision import PartySum
from watchlist.engine.vocabulary import LimitUnit, Met
from watchlist.manifests.models import Party

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
TO_GB = {**ACETONE, "origin": "DE", "destination": "GB", "exported_on": "2026-11-02", "consignee": "Lakeshore Ltd"}
ASKED = {"origin": "DE", "destination": "GB"}


def lakeshore() -> Party:
    party: Party = Party.objects.get(key="lakeshore")
    return party


def the_sum(of_list: str = "") -> PartySum:
    rows = sums_of_party(lakeshore(), date(2026, 11, 30)).rows
    (row,) = [row for row in rows if (row.limit.list.key if row.limit else "") == of_list]
    return row


def test_a_party_is_found_by_any_part_of_its_name_whatever_its_legal_form() -> None:
    opened(TO_GB, reference="A", **ASKED)
    opened({**TO_GB, "consignee": "LAKESHORE Limited"}, reference="B", **ASKED)
    assert [party.name for party in parties_known("Lakes")] == ["Lakeshore Ltd"]
    assert list(parties_known("nobody of that name")) == []
    assert (roles_of(lakeshore()), spellings_of(lakeshore())) == (["consignee"], ["Lakeshore Ltd", "LAKESHORE Limited"])


def test_of_a_shipment_that_was_screened_again_the_last_counts() -> None:
    for kilograms in ("160", "40"):
        opened({**TO_GB, "quantity": kilograms}, reference="A", **ASKED)
    other = opened({**SALT, **ASKED, "consignee": "Lakeshore Ltd"}, TO_GB, reference="B", **ASKED)
    assert next(row.pk for row in shipments_of_party(lakeshore())) == other.screening_id
    assert shipments_of_party(lakeshore()).count() == shipments_with("acetone").count() == 2
    assert shipments_with("p2p").count() == 0
    year = the_sum()
    assert (year.total, year.parcels, year.unmeasured) == (Decimal(200), 2, 0)
    assert (year.start, year.end, year.unit) == (date(2026, 1, 1), date(2027, 1, 1), LimitUnit.KILOGRAM)


@pytest.mark.parametrize(
    ("quantities", "total", "unmeasured", "reached"),
    [
        (("20",), 20, 0, Met.NO),
        (("20", "25"), 45, 0, Met.NO),
        (("20", "40"), 60, 0, Met.YES),
        (("20", ""), 20, 1, Met.UNKNOWN),
        (("",), 0, 1, Met.UNKNOWN),
    ],
)
def test_a_sum_is_measured_against_the_limit_of_its_period(
    quantities: tuple[str, ...], total: int, unmeasured: int, reached: Met
) -> None:
    opened(*({**TO_GB, "quantity": quantity} for quantity in quantities), reference="A", **ASKED)
    row = the_sum("eu-111-cat-3")
    assert row.limit is not None
    assert row.limit.facts.citation
    assert (row.role, row.total, row.parcels) == ("consignee", Decimal(total), len(quantities))
    assert (row.unmeasured, row.reached) == (unmeasured, reached)


def test_decisions_are_those_in_effect(officer: User) -> None:
    case = opened(TO_GB, reference="A", **ASKED)
    line = line_of(case, 1)
    judge(case=case, line=line, position=0, word="undecided", actor=officer, seen=0)
    assert decisions_on_party(lakeshore()) == []
    judge(case=case, line=line, position=0, word="confirmed", actor=officer, seen=1)
    assert [[row.word for row in rows] for rows in decisions_on_party(lakeshore())] == [["confirmed"]]
