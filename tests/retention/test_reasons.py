"""Each reason for which a stored screening stays, though every period of law is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.cases.shipments import ACETONE, opened, screened
from tests.retention.shipments import LATER, acetone, late, run, salt
from watchlist.authorisations.models import Authorisation, AuthorisationUse
from watchlist.engine.decision.question import Question
from watchlist.manifests.models import Manifest, Party
from watchlist.retention import reasons
from watchlist.retention.legal_holds import lift_hold, place_party_hold, place_shipment_hold
from watchlist.retention.purge import PurgeScan, plan
from watchlist.screenings.models import Screening
from watchlist.screenings.rescreen.models import CaseDue
from watchlist.screenings.suppressions.models import Suppression
from watchlist.screenings.uploads import receive
from watchlist.temporal import tick

from tests.law_store.rows_of_all import a_look_back  # isort: skip

pytestmark = pytest.mark.usefixtures("law", "late")
__all__ = ["late"]
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def why_stays(row: Screening) -> str:
    """Return why a screening stays; "" where it may go."""
    rows = Screening.objects.select_related("manifest").filter(manifest=row.manifest)
    found = PurgeScan.of_today().keep_reasons(list(rows)).get(row.pk)
    return found.reason if found else ""


def test_nothing_keeps_a_shipment_whose_periods_are_over() -> None:
    assert not why_stays(salt())


def test_a_shipment_with_a_case_stays() -> None:
    assert why_stays(opened(ACETONE).screening) == reasons.CASE


def test_a_shipment_of_which_a_case_is_due_stays() -> None:
    assert why_stays(screened(ACETONE)) == reasons.CASE


def test_a_shipment_of_which_a_look_back_left_something_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    row = acetone(monkeypatch)
    said: dict[str, Any] = {"as_of": NOW.date(), "is_own_day": True, "sentence": "It would be controlled."}
    CaseDue.objects.create(
        rescreen=a_look_back(), screened_line=row.lines.get(), shipment="reference A-1", findings="[]", **said
    )
    assert why_stays(row) == reasons.CASE


def test_a_shipment_under_a_legal_hold_stays_until_another_lifts_it(lead: User, person: Callable[..., User]) -> None:
    row, again = salt(), salt()
    hold = place_shipment_hold(manifest=row.manifest, reason="Court order 12", actor=lead)
    assert why_stays(row) == why_stays(again) == reasons.LEGAL_HOLD
    lift_hold(hold=hold, note="The court is done", actor=person("other-lead", "Compliance leads"))
    assert not why_stays(row)


def test_a_shipment_that_names_a_held_party_stays(lead: User) -> None:
    row, other = salt(), salt("A-2", consignee="Somebody Else GmbH")
    place_party_hold(party=Party.objects.get(name="Beauval SARL"), reason="Investigation", actor=lead)
    assert why_stays(row) == reasons.PARTY_LEGAL_HOLD
    assert not why_stays(other)


def test_a_shipment_that_is_being_screened_again_stays() -> None:
    row = salt()
    receive(original=BytesIO(b"name\nsalt\n"), source="a.csv", question=Question(), reference="A-1", actor="officer")
    assert why_stays(row) == reasons.UNDER_WAY


def test_a_screening_under_way_keeps_the_one_before_it() -> None:
    row = salt()
    manifest = Manifest.objects.create(reference="A-1", source="a", sha256="0" * 64, original=b"x", received_at=NOW)
    Screening.objects.create(manifest=manifest, known_at=NOW, question="{}", coverage="{}")
    assert why_stays(row) == reasons.UNDER_WAY


def test_what_a_suppression_rests_on_stays(monkeypatch: pytest.MonkeyPatch, officer: User) -> None:
    row = acetone(monkeypatch)
    line = row.lines.get()
    line.hits.create(position=9, tier="analogue", severity="low", entry_key="x/p2p", is_legal=False)
    Suppression.objects.create(
        kind="finding", tier="analogue", of_text=True, consignor="acme", screened_line=line, position=9,
        item=line.line.item, entry_key="x/p2p", entry_version="0" * 64, asked_by=officer, asked_at=NOW,
        asked_on=NOW.date(), until=NOW.date() + timedelta(9), note="because",
    )  # fmt: skip
    assert why_stays(row) == reasons.RULING


def test_a_shipment_for_which_an_authorisation_was_used_stays() -> None:
    row = salt()
    said = {"number": "1", "holder_key": "acme", "forms": "itself", "operations": "import", "substances": "p2p"}
    paper = Authorisation.objects.create(valid_from=NOW.date(), recorded_at=tick(), **said)
    use = {"document": paper.document, "number": 1, "single_use": False, "amount": 0, "case": "C-0001", "at": NOW}
    AuthorisationUse.objects.create(authorisation=paper, shipment="reference A-1", **use)
    assert why_stays(row) == reasons.AUTHORISATION


def test_a_shipment_whose_goods_move_later_is_kept_from_then(monkeypatch: pytest.MonkeyPatch) -> None:
    row = acetone(monkeypatch, export_date=(LATER - timedelta(30)).isoformat())
    assert why_stays(row) == reasons.PERIOD


def test_a_later_screening_stays_while_an_earlier_one_does(lead: User) -> None:
    first, last = salt(consignee="Held SA"), salt()
    place_party_hold(party=Party.objects.get(name="Held SA"), reason="Investigation", actor=lead)
    rows = list(Screening.objects.select_related("manifest").order_by("made_at"))
    found = {pk: stays.reason for pk, stays in PurgeScan.of_today().keep_reasons(rows).items()}
    assert found == {first.pk: reasons.PARTY_LEGAL_HOLD, last.pk: reasons.EARLIER}


def test_a_plan_counts_what_goes_and_why_the_rest_stays(lead: User) -> None:
    salt("A-1"), salt("A-2", 3), opened(ACETONE, reference="A-3")
    place_shipment_hold(manifest=Manifest.objects.get(reference="A-1"), reason="Court order 12", actor=lead)
    found = plan(100)
    assert (found.going, found.counts["lines"], found.young) == (1, 3, 0)
    assert found.stay == {reasons.LEGAL_HOLD: 1, reasons.CASE: 1}
    run()
    assert set(Manifest.objects.values_list("reference", flat=True)) == {"A-1", "A-3"}
