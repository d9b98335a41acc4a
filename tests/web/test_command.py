"""Command search and the sidebar: what each person finds, and what neither ever tells."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cases.shipments import PIPERIDONE, SALT, opened
from watchlist.cases.models import Case
from watchlist.cases.referrals import Referral
from watchlist.web import navigation
from watchlist.web.desk import command_search
from watchlist.web.desk.command_search import search_all
from watchlist.web.navigation import badge

pytestmark = pytest.mark.usefixtures("law")
PAGE = reverse("check:command")


def by(person: User) -> HttpRequest:
    request = RequestFactory().get("/admin/")
    request.user = person
    return request


def find(person: User, text: str) -> dict[str, list[tuple[str, str]]]:
    """Return what a person finds, by kind: title and detail."""
    return {str(kind.title): [(hit.title, hit.detail) for hit in hits] for kind, hits in search_all(by(person), text)}


def titles(person: User) -> list[str]:
    """Return the items of a person's sidebar."""
    return [str(item["title"]) for group in navigation.navigation(by(person)) for item in group["items"]]


def test_a_substance_is_found_by_any_name_and_number(officer: User) -> None:
    for text in ("Acetic anhydride", "醋酸酐", "acetic anh", "108-24-7", "WFDIJRYMOXRFFG-UHFFFAOYSA-N"):
        assert find(officer, text)["Substances"][0][0] == "Acetic anhydride", text


def test_lists_entries_rules_and_instruments_are_found(officer: User) -> None:
    assert any("1988 Convention" in title for title, _detail in find(officer, "1988 convention")["Lists"])
    assert find(officer, "piperidone")["Entries"]
    assert find(officer, "fentanyl")["Class rules"]
    assert find(officer, "1988")["Instruments"]


def test_a_screening_is_found_by_its_reference_and_file(officer: User) -> None:
    opened(PIPERIDONE, reference="SHA-HAM-0728")
    assert find(officer, "ham-07")["Screening runs"][0][0] == "SHA-HAM-0728"
    assert find(officer, "lines.json")["Screening runs"][0][0] == "SHA-HAM-0728"


def test_a_case_is_found_by_number_shipment_and_party_and_the_order_tells_nothing(
    officer: User, lead: User, curator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_search, "reverse", lambda page, args: f"{page} {args}")
    first, second = opened(PIPERIDONE, reference="A-77"), opened(PIPERIDONE, reference="B-77")
    Case.objects.filter(pk=first.pk).update(state="awaiting_authority", changed_at=datetime.now(UTC))
    for person in (officer, lead):
        assert find(person, "Beauval")["Cases"] == [(second.number, "B-77"), (first.number, "A-77")]
        assert find(person, first.number.lower())["Cases"] == [(first.number, "A-77")]
    assert "Cases" not in find(curator, "Beauval")


def test_pages_are_found_by_their_titles(officer: User, curator: User) -> None:
    assert ("Ad-hoc check", "Work") in find(officer, "check hoc")["Pages"]
    assert "Pages" not in find(curator, "ad-hoc")
    assert ("List changes", "Law") in find(curator, "list ch")["Pages"]


def test_one_character_finds_nothing(officer: User) -> None:
    assert find(officer, "a") == {}


def test_who_may_not_read_a_kind_finds_none_of_it(officer: User, curator: User, outsider: User) -> None:
    opened(PIPERIDONE, reference="SHA-HAM-0728")
    assert find(curator, "SHA-HAM") == {}
    assert find(outsider, "acetic anhydride") == {}
    assert find(officer, "SHA-HAM")


def test_a_search_asks_few_bounded_queries(officer: User) -> None:
    opened(PIPERIDONE, reference="SHA-HAM-0728")
    find(officer, "anhydride")
    with CaptureQueriesContext(connection) as asked:
        find(User.objects.get(pk=officer.pk), "anhydride")
    assert len(asked) <= 14
    assert all("LIMIT" in query["sql"] for query in asked if "LIKE" in query["sql"])


def test_the_words_are_sent_in_the_body_and_come_back_as_text(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert "Acetic anhydride" not in client.get(f"{PAGE}?words=108-24-7").content.decode()
    page = client.post(PAGE, {"words": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert "Nothing that you may read" in page


def test_a_dialog_is_given_a_part_and_a_browser_without_script_the_page(client: Client, officer: User) -> None:
    client.force_login(officer)
    part = client.post(PAGE, {"words": "108-24-7"}, HTTP_X_REQUESTED_WITH="fetch").content.decode()
    assert "<html" not in part
    assert "csrfmiddlewaretoken" in part
    whole = client.post(PAGE, {"words": "108-24-7"}).content.decode()
    assert "<html" in whole
    for page in (part, whole):
        assert re.search(r"<bdi>Acetic anhydride</bdi>", page)


def test_who_is_not_logged_in_finds_nothing(client: Client, outsider: User) -> None:
    assert client.post(PAGE, {"words": "acetone"}).url.startswith("/admin/login/")
    client.force_login(outsider)
    assert client.post(PAGE, {"words": "acetone"}).url.startswith("/admin/login/")


def test_the_sidebar_holds_what_each_may_open(officer: User, curator: User, auditor: User, lead: User) -> None:
    assert {"My desk", "Ad-hoc check", "Screen a file", "Structure search", "Jobs"} <= set(titles(officer))
    assert not {"Audit events", "List changes", "Users"} & set(titles(officer))
    assert {"List changes", "Sources", "Audit events"} <= set(titles(curator))
    assert not {"Ad-hoc check", "Screening runs", "Cases"} & set(titles(curator))
    assert not {"Ad-hoc check", "Screen a file"} & set(titles(auditor))
    assert "Probing of the screening" in titles(lead)


def test_what_is_rare_is_folded_for_all_but_those_who_keep_the_law(officer: User, curator: User) -> None:
    groups = navigation.navigation(by(officer))
    assert [str(group["title"]) for group in groups if group["collapsible"]] == ["Less often"]
    folded = {str(item["title"]) for item in groups[-1]["items"]}
    assert {"Horizon", "Route checks", "Jobs"} <= folded
    assert len(titles(officer)) == len(set(titles(officer)))
    assert len(titles(officer)) - len(folded) <= 13
    assert not any(group["collapsible"] for group in navigation.navigation(by(curator)))


def test_a_page_that_does_not_answer_here_is_left_out(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = navigation.NavGroup("Gone", (navigation.NavItem("Nowhere", "work", "no:where", lambda request: True),))
    monkeypatch.setattr(navigation, "GROUPS", (gone,))
    assert navigation.navigation(by(officer)) == []


def test_one_item_is_marked_the_closest(officer: User) -> None:
    request = by(officer)
    request.path = reverse("check:structures")
    marked = [item["title"] for group in navigation.navigation(request) for item in group["items"] if item["active"]]
    assert marked == ["Structure search"]


def test_the_count_of_cases_is_of_those_that_wait_for_the_reader(officer: User, second_officer: User) -> None:
    cache.clear()
    first = opened(PIPERIDONE, reference="A")
    opened(PIPERIDONE, SALT, reference="B")
    assert badge("cases", officer) == "2"
    Case.objects.filter(pk=first.pk).update(assignee=second_officer)
    assert badge("cases", officer) == "2"  # kept for some seconds
    cache.clear()
    assert (badge("cases", officer), badge("cases", second_officer)) == ("1", "2")


def test_a_case_whose_deadline_falls_inside_its_rest_is_counted(officer: User) -> None:
    case, day = opened(PIPERIDONE, reference="A"), datetime.now(UTC).date()
    counts = []
    for due_on in (day + timedelta(3), day + timedelta(30)):
        Case.objects.filter(pk=case.pk).update(snoozed_until=day + timedelta(9), due_on=due_on)
        cache.clear()
        counts.append(badge("cases", officer))
    assert counts == ["1", ""]


def test_a_count_is_the_same_with_and_without_a_report(officer: User, lead: User) -> None:
    case = opened(PIPERIDONE, reference="A")
    counts = []
    for state in ("on_hold", "awaiting_authority"):
        Case.objects.filter(pk=case.pk).update(state=state)
        cache.clear()
        counts.append((badge("cases", officer), badge("cases", lead)))
    assert counts[0] == counts[1] == ("1", "1")


def test_nobody_is_counted_what_he_asked_for_himself(officer: User, second_officer: User) -> None:
    cache.clear()
    case = opened(PIPERIDONE, reference="A")
    Referral.objects.create(
        case=case, kind="release", word="released", asked_by=officer, asked_at=case.opened_at, note="because"
    )
    assert (badge("waiting", officer), badge("waiting", second_officer)) == ("", "1")


def test_a_command_is_offered_to_who_may_run_it_once_it_is_whole_and_runs_when_it_is_chosen(
    client: Client, officer: User, second_officer: User, auditor: User
) -> None:
    case = opened(PIPERIDONE, reference="A-77")
    for text, title, fields in (
        (f"take {case.number}", f"Take {case.number}", {}),
        (f"ASSIGN c-{case.pk} to {second_officer.username.upper()}", f"Assign {case.number} to second", None),
        (f"note {case.number} Asked for the licence.", f"Note in {case.number}: Asked for the licence.", None),
        (f"hold {case.number} a licence", f"Put {case.number} on hold: a licence", {"note": "a licence"}),
        (f"resume {case.number}", f"Take {case.number} off hold", {}),
        (f"rest {case.number} until 2031-12-24", f"Let {case.number} rest until 2031-12-24", {"until": "2031-12-24"}),
    ):
        ((kind, (hit,)), *_) = search_all(by(officer), text)
        assert (str(kind.title), hit.title[: len(title)]) == ("Commands", title), text
        assert fields is None or hit.fields == fields
        assert "Commands" not in find(auditor, text)
        client.force_login(officer)
        assert client.post(hit.address, hit.fields).status_code == 302
        case.refresh_from_db()
    assert (case.state, case.assignee, str(case.snoozed_until)) == ("investigating", second_officer, "2031-12-24")
    for text in (
        "take",
        f"take {case.number} now",
        "take C-999999",
        f"rest {case.number} tomorrow",
        f"note {case.number}",
    ):
        assert "Commands" not in find(officer, text), text


def test_a_command_is_a_button_of_a_form_of_its_own(client: Client, officer: User) -> None:
    case = opened(PIPERIDONE)
    client.force_login(officer)
    page = client.post(PAGE, {"words": f"take {case.number}"}).content.decode()
    assert f'<form method="post" action="{reverse("cases:take", args=[case.pk])}">' in page
