"""The pages of a route: its card above the lines, the form, and the register where a second officer answers."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.cases.shipments import ACETONE, SALT
from tests.cases.test_route_tasks import WATER, in_days, to_colombia
from tests.markup import compact
from tests.web.test_case_pages import do, one, read
from watchlist.screenings.route_checks.models import RouteCheck

pytestmark = pytest.mark.usefixtures("law")
SENT = {"country": "CO", "result": "allowed", "source": "Resolución 1 de 2015", "until": in_days(90).isoformat()}


def test_the_card_asks_once_and_is_answered_once(client: Client, officer: User) -> None:
    case = to_colombia(SALT, WATER, ACETONE)
    page = read(client, officer, one(case))
    assert page.count("The law of Colombia is not held here. One check covers this shipment.") == 1
    assert "2 lines ask for nothing else." in page
    assert "Check the law of Colombia" in read(client, officer, reverse("cases:list"))
    results = reverse("admin:watchlist_screening_change", args=[case.screening_id])
    assert "Record what was checked" in read(client, officer, results)
    assert "is kept: the shipment is not asked about again" in do(client, officer, case, "check_route", **SENT)
    after = read(client, officer, one(case))
    assert "officer" in after
    assert "Check the law of Colombia" not in read(client, officer, reverse("cases:list"))


def test_what_was_typed_stands_in_the_form_that_was_refused(client: Client, officer: User) -> None:
    case = to_colombia(SALT)
    page = do(client, officer, case, "check_route", **{**SENT, "result": "permit", "permit_number": "12"})
    assert "A permit has its number and its file." in page
    assert 'value="12"' in page
    permit = SimpleUploadedFile("permit.txt", b"Certificado 12")
    sent = {**SENT, "result": "permit", "permit_number": "12", "permit": permit}
    assert "is kept" in do(client, officer, case, "check_route", **sent)
    assert case.attachments.get().name == "permit.txt"


def test_a_check_for_any_shipment_is_agreed_to_on_its_page(client: Client, officer: User, second_officer: User) -> None:
    case = to_colombia(SALT)
    do(client, officer, case, "check_route", **SENT, scope="any", substances="7647-14-5\nacetone")
    row = RouteCheck.objects.get()
    place = reverse("routes:one", args=[row.pk])
    assert "You asked for this: another officer answers." in read(client, officer, place)
    assert "Let a check of the law of Colombia hold" in read(client, second_officer, reverse("cases:waiting"))
    client.force_login(second_officer)
    page = compact(client.post(f"{place}answer/", {"answer": "agree"}, follow=True).content.decode())
    assert "In force" in page
    assert "7647-14-5" in read(client, officer, reverse("routes:list") + "?state=in_force")
    client.force_login(officer)
    client.post(f"{place}withdraw/", {"note": "Another decree."})
    assert "Withdrawn" in read(client, officer, place)
