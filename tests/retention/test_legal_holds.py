"""A legal hold is placed by one person and lifted by another; the database refuses every other way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from tests.retention.shipments import salt
from watchlist.audit.models import AuditEvent
from watchlist.errors import AskAnotherPerson, AskForTheRight, LookAgain, SayWhy
from watchlist.manifests.models import Party
from watchlist.retention.legal_holds import holds_of, lift_hold, place_party_hold, place_shipment_hold
from watchlist.retention.models import LegalHold
from watchlist.screenings.models import Screening

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def other_lead(person: Callable[..., User]) -> User:
    return person("other-lead", "Compliance leads")


@pytest.fixture
def shipment(db: None) -> Screening:
    return salt()


@pytest.fixture
def hold(shipment: Screening, lead: User) -> LegalHold:
    return place_shipment_hold(manifest=shipment.manifest, reason="Court order 12", actor=lead)


def events() -> list[tuple[str, str]]:
    rows = AuditEvent.objects.filter(target_kind="legal_hold").order_by("sequence")
    return list(rows.values_list("verb", "actor"))


def test_one_places_a_hold_and_another_lifts_it(hold: LegalHold, lead: User, other_lead: User) -> None:
    with pytest.raises(AskAnotherPerson):
        lift_hold(hold=hold, note="Done", actor=lead)
    assert not lift_hold(hold=hold, note="Done", actor=other_lead).is_active
    with pytest.raises(LookAgain):
        lift_hold(hold=hold, note="Done", actor=other_lead)
    assert events() == [("hold", "lead"), ("lift_hold", "other-lead")]


def test_a_hold_is_placed_and_lifted_with_a_reason(shipment: Screening, hold: LegalHold, other_lead: User) -> None:
    for verb in (
        lambda: place_shipment_hold(manifest=shipment.manifest, reason=" ", actor=other_lead),
        lambda: place_party_hold(party=Party.objects.all()[0], reason="", actor=other_lead),
        lambda: lift_hold(hold=hold, note=" ", actor=other_lead),
    ):
        with pytest.raises(SayWhy):
            verb()


def test_only_who_has_the_right_holds_and_lifts(
    shipment: Screening, hold: LegalHold, officer: User, auditor: User, outsider: User
) -> None:
    for person in (officer, auditor, outsider):
        with pytest.raises(AskForTheRight):
            place_shipment_hold(manifest=shipment.manifest, reason="x", actor=person)
        with pytest.raises(AskForTheRight):
            lift_hold(hold=hold, note="x", actor=person)
    assert LegalHold.objects.active().count() == 1


def test_a_shipment_is_told_every_hold_that_keeps_it(shipment: Screening, hold: LegalHold, lead: User) -> None:
    party = Party.objects.get(name="Beauval SARL")
    of_party = place_party_hold(party=party, reason="Investigation", actor=lead)
    place_party_hold(party=Party.objects.create(key="else"), reason="Investigation", actor=lead)
    assert holds_of(shipment.manifest) == [hold, of_party]


def test_the_database_refuses_a_hold_that_its_placer_lifts_or_that_was_never_placed(
    hold: LegalHold, lead: User, other_lead: User
) -> None:
    lifted: dict[str, Any] = {"lifted_at": hold.placed_at, "lift_note": "x"}
    ways: list[tuple[str, Callable[[], Any]]] = [
        ("legalhold_is_lifted_by_another", lambda: LegalHold.objects.update(lifted_by=lead, **lifted)),
        ("legalhold_is_lifted_with_a_reason", lambda: LegalHold.objects.update(lifted_by=other_lead)),
        (
            "is_placed_before_it_is_lifted",
            lambda: LegalHold.objects.create(
                shipment="x", reason="x", placed_by=lead, placed_at=hold.placed_at, lifted_by=other_lead, **lifted
            ),
        ),
        (
            "legalhold_is_of_one_thing",
            lambda: LegalHold.objects.create(reason="x", placed_by=lead, placed_at=hold.placed_at),
        ),
    ]
    for why, way in ways:
        with pytest.raises(IntegrityError, match=why), transaction.atomic():
            way()


@pytest.mark.alters_rows
def test_the_database_refuses_a_hold_on_what_is_being_let_go(shipment: Screening, lead: User) -> None:
    Screening.objects.update(let_go_at=shipment.made_at)
    with pytest.raises(IntegrityError, match="is_of_what_is_kept"), transaction.atomic():
        LegalHold.objects.create(
            shipment="reference A-1",
            reason="x",
            placed_by=lead,
            placed_at=shipment.made_at,
        )
