"""Rows of totals are derived: altered by hand they are found and harm nothing, and where none is, lines are read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import pytest
from django.core.management import call_command
from django.db.models import Q
from msgspec import structs

from tests.cases.shipments import ACETONE, screened
from watchlist.engine.answer import Summary
from watchlist.engine.decision.question import Question
from watchlist.engine.reading.readers import manifest_from_payload
from watchlist.screenings.pipeline import SumsAsked, screen
from watchlist.screenings.totals import checking, closing, recounting
from watchlist.screenings.totals.catching_up import catch_up_due
from watchlist.screenings.totals.models import PartyTally, PartyTotal, TotalledConsignment

pytestmark = pytest.mark.usefixtures("law")
EXPORT: Final[dict[str, Any]] = {"origin": "US", "destination": "MX", "operation": "export"}
NOBODY_S = "its totals are not those of its lines"


def asked(*, of_lines: bool = False) -> Summary:
    """Return the summary of a further shipment, by totals or by the lines."""
    manifest = manifest_from_payload({"lines": [ACETONE]})
    sums = SumsAsked(datetime.now(UTC) if of_lines else None)
    return structs.replace(screen(manifest, Question(**EXPORT), sums=sums).summary, seconds=0)


def differences() -> set[str]:
    return {difference.reason for difference in checking.total_differences()}


@pytest.mark.alters_rows
@pytest.mark.parametrize("altered", [{"quantity": "no record"}, {"quantity": "{}"}], ids=["no json", "no quantity"])
def test_a_row_that_nobody_can_read_is_found_and_harms_nothing(altered: dict[str, str]) -> None:
    screened(ACETONE, reference="A-1", **EXPORT)
    PartyTotal.objects.update(**altered)
    assert differences() == {NOBODY_S}
    assert asked() == asked(of_lines=True)
    screened(ACETONE, reference="A-2", **EXPORT)
    assert differences() <= {NOBODY_S}
    catch_up_due()
    assert differences() == set()
    assert asked() == asked(of_lines=True)


@pytest.mark.alters_rows
@pytest.mark.parametrize("column", ["parcels", "last_day", "left_out", "shipments", "lost"])
def test_a_row_altered_by_hand_is_found_and_made_anew(column: str) -> None:
    screened(ACETONE, reference="A-1", **EXPORT)
    match column:
        case "parcels":
            PartyTotal.objects.update(parcels=7)
        case "last_day":
            PartyTotal.objects.update(last_day="2040-01-01")
        case "left_out":
            PartyTotal.objects.update(left_out="dismissed")
        case "shipments":
            PartyTally.objects.update(shipments=9)
        case "lost":
            TotalledConsignment.objects.update(consignor_total=None, consignee_total=None)
            PartyTotal.objects.all().delete()
    assert len(differences()) == 1
    screened(ACETONE, reference="A-2", **EXPORT)
    assert differences()
    call_command("recount_totals")
    assert not PartyTally.objects.filter(Q(shipments=None) | Q(recount_from__isnull=False)).exists()
    assert differences() == set()
    assert asked() == asked(of_lines=True)


def test_what_the_version_before_stored_is_read_from_lines_until_it_is_counted() -> None:
    for reference in ("A-1", "A-2"):
        screened(ACETONE, reference=reference, **EXPORT)
    for model in (TotalledConsignment, PartyTotal, PartyTally):
        model.objects.all().delete()
    assert asked() == asked(of_lines=True)
    screened(ACETONE, reference="A-3", **EXPORT)
    assert not PartyTally.objects.filter(recount_from__isnull=False).exists()
    assert set(PartyTally.objects.values_list("shipments", flat=True)) == {3}
    assert asked() == asked(of_lines=True)
    assert asked().shipment_findings[0].total == "640"


def test_a_long_file_is_counted_bit_by_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (recounting, closing):
        monkeypatch.setattr(module, "MOST_AT_ONCE", 3)
    monkeypatch.setattr("watchlist.screenings.totals.catching_up.MOST_AT_ONCE", 3)
    screened(*[ACETONE] * 8, reference="A-1", **EXPORT)
    assert PartyTally.objects.filter(recount_from=0).count() == 2
    for complete in (0, 0, 2):
        assert asked() == asked(of_lines=True)
        assert catch_up_due() == complete
    assert (catch_up_due(), differences()) == (0, set())
    assert asked() == asked(of_lines=True)
