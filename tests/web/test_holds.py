"""The pages of legal holds: placed from a shipment, listed, lifted by another; each to its right."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from tests.retention.shipments import salt
from tests.web.test_rulings import as_, text_of
from watchlist.manifests.models import Party
from watchlist.retention.models import LegalHold

pytestmark = pytest.mark.usefixtures("law")


def test_a_hold_is_placed_from_a_shipment_and_lifted_by_another(lead: User, person: Callable[..., User]) -> None:
    row = salt()
    page = reverse("admin:watchlist_screening_change", args=[row.pk])
    assert "Place a legal hold" in text_of(as_(lead).get(page))
    place = reverse("holds:place", args=[row.pk])
    sent = as_(lead).post(place, {"of": "shipment", "note": "Court order 12"})
    hold = LegalHold.objects.get()
    assert sent.url == reverse("holds:one", args=[hold.pk])
    own = text_of(as_(lead).get(sent.url))
    assert "You placed this: another person lifts it." in own
    assert "Lift the hold" not in own
    assert f"Under a legal hold: {hold}" in text_of(as_(lead).get(page))
    other = person("other-lead", "Compliance leads")
    assert "Lift the hold" in text_of(as_(other).get(sent.url))
    as_(other).post(reverse("holds:lift", args=[hold.pk]), {"note": "The court is done"})
    assert "other-lead lifted it" in text_of(as_(lead).get(sent.url))
    assert str(hold) in text_of(as_(lead).get(reverse("holds:list"), {"state": "lifted"}))
    assert "None stands." in text_of(as_(lead).get(reverse("holds:list")))


def test_a_party_that_a_shipment_names_is_held_from_its_page(lead: User) -> None:
    row, party = salt(), Party.objects.get(name="Beauval SARL")
    place = reverse("holds:place", args=[row.pk])
    assert "Whatever names the party : Beauval SARL" in text_of(as_(lead).get(place)).replace("party:", "party :")
    as_(lead).post(place, {"of": str(party.pk), "note": "Investigation"})
    assert LegalHold.objects.get().party == party
    assert as_(lead).post(place, {"of": "999999", "note": "x"}).status_code == 404
    assert "Say why it is held." in text_of(as_(lead).post(place, {"of": "shipment", "note": " "}))


def test_an_auditor_reads_holds_and_an_officer_is_told_of_none(
    lead: User, auditor: User, officer: User, outsider: User
) -> None:
    row = salt()
    place = reverse("holds:place", args=[row.pk])
    as_(lead).post(place, {"of": "shipment", "note": "Court order 12"})
    one = reverse("holds:one", args=[LegalHold.objects.get().pk])
    assert "Court order 12" in text_of(as_(auditor).get(one))
    assert "Lift the hold" not in text_of(as_(auditor).get(one))
    shipment = as_(officer).get(reverse("admin:watchlist_screening_change", args=[row.pk]))
    assert "legal hold" not in text_of(shipment)
    assert [as_(officer).get(page).status_code for page in (reverse("holds:list"), one, place)] == [403] * 3
    assert as_(auditor).post(place, {"of": "shipment", "note": "x"}).status_code == 403
    assert as_(outsider).get(one).status_code == 302
