"""Many cases assigned at once, the list and the desk as files, and filters that are saved."""

from __future__ import annotations

import csv

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.cases.shipments import PIPERIDONE, SALT, opened
from watchlist.access import SavedFilter
from watchlist.access.saved_filters import LONGEST_NAME, MOST
from watchlist.audit.models import AuditEvent
from watchlist.cases.lifecycle import await_authority, dispose
from watchlist.cases.models import Case
from watchlist.web.saved_filters import PAGES

pytestmark = pytest.mark.usefixtures("law")
LIST, ASSIGN = reverse("cases:list"), reverse("cases:assign_many")
SAVE = reverse("entry:save_filter")
SCREENINGS, LINES = "admin:watchlist_screening_changelist", "admin:watchlist_screenedline_changelist"


def rows(client: Client, reader: User, address: str) -> list[dict[str, str]]:
    client.force_login(reader)
    answer = client.get(address)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(text.splitlines()))


def test_chosen_cases_are_assigned_at_once_and_a_refusal_keeps_none_from_the_rest(
    client: Client, officer: User, second_officer: User
) -> None:
    cases = [opened(PIPERIDONE, reference=f"A-{n}") for n in range(3)]
    dispose(case=cases[1], word="refused", note="No licence.", actor=officer)
    client.force_login(officer)
    fields = {"case": [case.pk for case in cases], "to": second_officer.pk, "back": f"{LIST}?whose=nobody"}
    answer = client.post(ASSIGN, fields, follow=True)
    assert answer.redirect_chain == [(f"{LIST}?whose=nobody", 302)]
    text = answer.content.decode()
    assert f"2 cases are assigned to {second_officer.username}." in text
    assert f"{cases[1].number}: " in text
    assert list(Case.objects.order_by("pk").values_list("assignee", flat=True)) == [
        second_officer.pk,
        None,
        second_officer.pk,
    ]
    assert AuditEvent.objects.filter(verb="assign").count() == 2


@pytest.mark.parametrize("fields", [{}, {"case": ["x"]}, {"case": ["999999"]}, {"to": "x"}, {"to": "999999"}])
def test_what_names_no_case_or_no_person_assigns_nothing(
    client: Client, officer: User, fields: dict[str, list[str] | str]
) -> None:
    case = opened(PIPERIDONE)
    client.force_login(officer)
    client.post(ASSIGN, {"case": [case.pk], **fields} if "to" in fields else fields)
    case.refresh_from_db()
    assert case.assignee is None


def test_it_leads_back_to_the_list_or_the_desk_alone(client: Client, officer: User) -> None:
    client.force_login(officer)
    desk = reverse("admin:index")
    assert client.post(ASSIGN, {"back": desk})["Location"] == desk
    for elsewhere in ("https://elsewhere.example/", "//elsewhere.example", "/admin/logout/"):
        assert client.post(ASSIGN, {"back": elsewhere})["Location"] == LIST


def test_who_only_reads_is_offered_no_assignment(client: Client, auditor: User) -> None:
    case = opened(PIPERIDONE)
    client.force_login(auditor)
    for address in (LIST, reverse("admin:index")):
        assert case.number in (page := client.get(address).content.decode())
        assert "assign-many" not in page
    assert client.post(ASSIGN, {"case": [case.pk], "to": auditor.pk}).status_code == 403


def test_the_file_has_what_the_list_shows_and_tells_no_report(client: Client, officer: User, lead: User) -> None:
    reported, other, closed = (opened(PIPERIDONE, SALT, reference=name) for name in ("A-1", "A-2", "A-3"))
    await_authority(case=reported, note="Asked.", actor=lead)
    dispose(case=closed, word="refused", note="No licence.", actor=officer)
    found = rows(client, officer, f"{reverse('cases:file')}?state=any&sort=newest")
    assert [(row["case"], row["state"], row["disposition"]) for row in found] == [
        (closed.number, "closed", "refused"),
        (other.number, "pending", ""),
        (reported.number, "on_hold", ""),
    ]
    assert {row["state"] for row in rows(client, lead, reverse("cases:file"))} == {"pending", "awaiting_authority"}
    assert [row["case"] for row in rows(client, officer, f"{reverse('cases:file')}?q=a-2")] == [other.number]
    assert [row["case"] for row in rows(client, officer, reverse("cases:desk_file"))] == [other.number, reported.number]
    exports = AuditEvent.objects.filter(verb="export").values_list("target_kind", flat=True)
    assert sorted(exports) == ["cases", "cases", "cases", "desk"]


def test_a_filter_is_saved_shown_replaced_and_forgotten_by_its_person_alone(
    client: Client, officer: User, second_officer: User
) -> None:
    client.force_login(officer)
    save = {"page": "cases:list", "query": "state=&whose=mine&waits=overdue&after=7", "name": " Late, mine "}
    shown = client.post(SAVE, save, follow=True)
    assert shown.redirect_chain == [(f"{LIST}?whose=mine&waits=overdue", 302)]
    assert 'aria-current="true"><bdi>Late, mine</bdi>' in shown.content.decode()
    client.post(SAVE, {**save, "query": "whose=nobody"})
    row = SavedFilter.objects.get()
    assert (row.user, row.name, row.query) == (officer, "Late, mine", "whose=nobody")
    assert "<bdi>Late, mine</bdi>" not in client.get(reverse("dossiers:register")).content.decode()
    client.force_login(second_officer)
    assert "<bdi>Late, mine</bdi>" not in client.get(LIST).content.decode()
    assert client.post(reverse("entry:forget_filter", args=[row.pk])).status_code == 404
    client.force_login(officer)
    assert client.post(reverse("entry:forget_filter", args=[row.pk]))["Location"] == LIST
    assert not SavedFilter.objects.exists()


def test_the_filter_of_an_admin_list_leads_back_to_its_first_page(client: Client, officer: User) -> None:
    opened(PIPERIDONE)
    client.force_login(officer)
    lines = reverse("admin:watchlist_screenedline_changelist")
    query = "verdict__exact=controlled&q=piperidone&o=-4"
    shown = client.post(SAVE, {"page": LINES, "query": f"{query}&p=2", "name": "Controlled"}, follow=True)
    assert shown.redirect_chain == [(f"{lines}?{query}", 302)]
    assert 'aria-current="true"><bdi>Controlled</bdi>' in shown.content.decode()
    assert "<bdi>Controlled</bdi>" not in client.get(reverse(SCREENINGS)).content.decode()


def test_every_list_with_filters_saves_them_and_no_other_page(client: Client, superuser: User) -> None:
    client.force_login(superuser)
    assert len(PAGES) == 8
    for page in sorted(PAGES):
        assert f'name="page" value="{page}"' in client.get(reverse(page)).content.decode(), page
        assert client.post(SAVE, {"page": page, "name": "One", "query": ""}).status_code == 302
    assert client.post(SAVE, {"page": "entry:sessions", "name": "One", "query": ""}).status_code == 404
    for name in ("", "x" * (LONGEST_NAME + 1)):
        client.post(SAVE, {"page": "cases:list", "name": name, "query": ""})
    for number in range(MOST + 1):
        client.post(SAVE, {"page": "cases:list", "name": f"n{number}", "query": ""})
    assert SavedFilter.objects.filter(page="cases:list").count() == MOST
