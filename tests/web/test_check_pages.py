"""The ad-hoc check: what is read, from where the law is seen, what is stored and when, and who may."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import pytest
from django.conf import settings as service
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from watchlist.access.events import BoundaryEvent
from watchlist.access.models import Token
from watchlist.access.probing_detection import requester_of
from watchlist.access.uses import DAY, TokenUse
from watchlist.audit.models import AuditEvent
from watchlist.cases.models import Case
from watchlist.internal_lists.list_file import read_house_list
from watchlist.internal_lists.lists import HouseListFacts, import_entries, open_house_list, show_to
from watchlist.manifests.models import Manifest
from watchlist.screenings.models import ScreenedLine, Screening
from watchlist.webhooks.models import WebhookDelivery
from watchlist.webhooks.subscriptions import subscribe

pytestmark = pytest.mark.usefixtures("law")
PAGE = reverse("check:one")
RELATIVE = "OC(=O)Cc1ccc(F)cc1"  # resembles what is listed, and is on no list


@pytest.fixture
def desk(client: Client, officer: User) -> Client:
    """Return the browser of an officer."""
    client.force_login(officer)
    return client


def ask(desk: Client, typed: str, **said: str) -> Any:
    return desk.post(PAGE, {"typed": typed, **said})


def said(answer: Any) -> str:
    """Return the sentence that says what was read, and the verdict."""
    found = re.search(r'id="said" role="status">(.*?)</p>', answer.content.decode())
    assert found
    return found[1]


def stored() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Manifest, Screening, Case, AuditEvent))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("醋酸酐", "Read as a name: Acetic anhydride. Controlled."),
        ("108-24-7", "Read as a CAS number: Acetic anhydride. Controlled."),
        ("CC(=O)OC(C)=O", "Read as a SMILES: Acetic anhydride. Controlled."),
        ("InChI=1S/C4H6O3/c1-3(5)7-4(2)6/h1-2H3", "Read as an InChI: Acetic anhydride. Controlled."),
        ("WFDIJRYMOXRFFG-UHFFFAOYSA-N", "Read as an InChIKey: Acetic anhydride. Controlled."),
        ("2915.24", "Read as an HS code: Acetic anhydride. Needs review."),
        ("NPP", "Read as a name: N-Phenethyl-4-piperidone (NPP). Controlled."),
        ("assorted goods", "Read as a name. Not identified."),
    ],
)
def test_whatever_is_typed_is_told_what_it_was_read_as(desk: Client, typed: str, sentence: str) -> None:
    answer = ask(desk, typed)
    assert (answer.status_code, said(answer)) == (200, sentence)


def test_a_person_may_say_what_a_text_is(desk: Client) -> None:
    assert said(ask(desk, "CCO", kind="name")) == "Read as a name. Not identified."
    assert said(ask(desk, "CCO", kind="smiles")).startswith("Read as a SMILES: ")


def test_the_answer_is_a_line_explained(desk: Client) -> None:
    page = ask(desk, "4-piperidone hydrochloride").content.decode()
    assert 'class="verdict V-controlled"' in page
    assert "What must be done" in page
    assert "<svg" in page.split('class="pics"')[1]
    above, _, below = page.partition('id="findings"')
    assert "more lists" in above
    assert "Label the packaging as Article 5 asks" not in above
    assert "Label the packaging as Article 5 asks" in below
    assert 'data-structure-of="typed" data-written="4-piperidone hydrochloride" data-smiles="' in page


def test_a_structure_of_which_nothing_comes_is_drawn_all_the_same(desk: Client) -> None:
    page = ask(desk, "CC(O)C(=O)O").content.decode()
    assert 'class="line brief"' in page
    assert 'class="pics"' in page


def test_nothing_is_stored_unasked(desk: Client) -> None:
    before = stored()
    assert "Nothing is stored" in ask(desk, "108-24-7").content.decode()
    assert stored() == before


def test_what_is_typed_stands_in_no_address_and_the_day_and_route_do(desk: Client) -> None:
    answer = desk.post(
        PAGE, {"typed": "108-24-7", "as_of": "2001-05-05", "origin": "NL", "quantity": "5"}, HTTP_HX_REQUEST="true"
    )
    assert answer["HX-Replace-Url"] == f"{PAGE}?as_of=2001-05-05&origin=NL"
    page = desk.get(f"{PAGE}?as_of=2001-05-05&origin=NL&typed=108-24-7").content.decode()
    assert 'value="2001-05-05"' in page
    assert 'class="verdict' not in page


def test_the_strip_says_whose_law_it_is_and_that_it_is_not_todays(desk: Client) -> None:
    assert "not today" not in ask(desk, "acetone").content.decode()
    other = ask(desk, "acetone", as_of="2001-05-05").content.decode()
    assert 'class="strip other"' in other
    assert "5 May 2001" in other


def test_the_route_decides_which_law_is_asked(desk: Client) -> None:
    page = ask(desk, "108-24-7", origin="US", destination="CO").content.decode()
    assert re.search(r"Compared with \d+ lists of UN, US, ", page)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"as_of": "1066-10-14"}, "Law as of: "),
        ({"known_at": "2999-01-01T00:00"}, "is in the future"),
        ({"origin": "Atlantis"}, "“Atlantis” is no country"),
        ({"kind": "colour"}, "Read as: "),
        ({"typed": "C" * 2_001}, "What it is: "),
    ],
)
def test_what_cannot_be_asked_is_refused_in_its_place(desk: Client, asked: dict[str, str], sentence: str) -> None:
    answer = desk.post(PAGE, {"typed": "acetone", **asked})
    assert answer.status_code == 400
    assert sentence in answer.content.decode().split('role="alert"')[1]
    assert desk.post(PAGE, {"typed": "acetone", **asked}, HTTP_HX_REQUEST="true").status_code == 200


def test_a_check_is_saved_as_a_screening_with_its_case(desk: Client) -> None:
    answer = ask(desk, "108-24-7", quantity="200", unit="kg", origin="US", reference="CALL-17", save="1")
    screening = Screening.objects.get()
    assert answer.url == reverse("admin:watchlist_screening_change", args=[screening.pk])
    assert (screening.manifest.reference, screening.made_by) == ("CALL-17", "officer")
    assert ScreenedLine.objects.get().verdict == "controlled"
    assert '"quantity":"200"' in ScreenedLine.objects.get().line.declared
    assert Case.objects.get().title == "CALL-17"


def test_a_saved_check_is_announced_to_the_webhooks_of_who_saved_it(desk: Client, officer: User) -> None:
    subscribe(owner=officer, url="https://receiver.example/", events=["screening.done"])
    ask(desk, "108-24-7", reference="CALL-19", save="1")
    told = json.loads(WebhookDelivery.objects.get().payload)
    assert (told["subject"], told["data"]["verdicts"]["controlled"]) == (str(Screening.objects.get().pk), 1)


def test_a_saved_check_holds_the_bytes_of_its_hash(desk: Client) -> None:
    ask(desk, "醋酸酐", reference="CALL-18", save="1")
    manifest = Manifest.objects.get()
    assert hashlib.sha256(bytes(manifest.original)).hexdigest() == manifest.sha256


@pytest.mark.parametrize("missing", ["reference", "typed"])
def test_nothing_is_saved_without_a_reference_or_goods(desk: Client, missing: str) -> None:
    before = stored()
    asked = {"typed": "108-24-7", "reference": "CALL-17", "save": "1"}
    answer = desk.post(PAGE, {name: value for name, value in asked.items() if name != missing})
    assert (answer.status_code, stored()) == (400, before)
    assert 'name="reference"' in answer.content.decode()


def test_a_check_is_counted_beside_boundaries_as_an_answer_to_a_token_is(desk: Client, officer: User) -> None:
    ask(desk, RELATIVE)
    today = TokenUse.objects.get(lineage=requester_of(officer).lineage, span=DAY)
    assert (today.lines, today.structures) == (1, 1)
    assert today.signals > 0
    assert not Token.objects.exists()


def test_where_the_house_holds_askers_a_person_is_held_until_another_looked(
    desk: Client, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = requester_of(officer)
    counts = dict.fromkeys(("lines", "structures", "past_lines", "past_structures"), 1)
    BoundaryEvent.objects.create(
        lineage=asker.lineage, user="officer", day="2026-01-01", at="2026-01-01T00:00Z", kind="walk", **counts
    )
    assert ask(desk, "acetone").status_code == 200
    monkeypatch.setattr(service, "BOUNDARY", "throttle")
    answer = ask(desk, "acetone")
    assert answer.status_code == 403
    assert "another person must first look" in answer.content.decode()


@pytest.fixture
def reader(client: Client, second_officer: User) -> Client:
    """Return the browser of a second officer who is shown a house list with caffeine on it."""
    group = Group.objects.create(name="Plant")
    second_officer.groups.add(group)
    made = open_house_list(facts=HouseListFacts("house-plants", "House plants"), owner="lead", actor="lead")
    brought = read_house_list("list.csv", b"key,name,cas\ncaffeine,Caffeine,58-08-2\n")
    import_entries(house_list=made, list_file=brought, actor="lead")
    show_to(house_list=made, group=group, actor="lead")
    client.force_login(second_officer)
    return client


def test_a_house_list_is_told_to_its_readers_and_to_nobody_else(reader: Client, officer: User) -> None:
    assert "House plants" in ask(reader, "58-08-2").content.decode()
    reader.force_login(officer)
    assert "House plants" not in ask(reader, "58-08-2").content.decode()


def test_hostile_text_is_text(desk: Client) -> None:
    page = ask(desk, '<script>alert(1)</script>"><img src=x> \u202eenotecA').content.decode()
    assert "<script>alert" not in page
    assert "<img src=x>" not in page


def test_officers_check_and_nobody_else(client: Client, auditor: User, curator: User, outsider: User) -> None:
    for person in (auditor, curator):
        client.force_login(person)
        assert client.get(PAGE).status_code == 403
        assert ask(client, "acetone", save="1", reference="X").status_code == 403
        assert PAGE not in client.get(reverse("admin:index")).content.decode().split('"')
    client.force_login(outsider)
    assert ask(client, "acetone").url.startswith("/admin/login/")
    assert not Screening.objects.exists()


def test_a_form_of_another_site_is_refused(officer: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(officer)
    assert ask(strict, "acetone").status_code == 403


def test_a_check_asks_the_database_little(desk: Client, django_assert_max_num_queries: Any) -> None:
    ask(desk, "108-24-7")
    with django_assert_max_num_queries(25):
        ask(desk, "108-24-7")
