"""The pages of sources: how each stands, what each look brought, what was archived, and what a curator asks of one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from tests.list_updates.following import DECLARED
from tests.list_updates.proposals import addition, small_law
from tests.web.curation import HOSTILE, edition, look, machines, publication, source
from watchlist.audit.models import AuditEvent
from watchlist.jobs.models import COLLECT_LIST, Job
from watchlist.list_updates.connectors import CONNECTORS
from watchlist.list_updates.desk import open_task
from watchlist.list_updates.models import ListSource
from watchlist.list_updates.published import Connector, ParsedPublication

LIST = reverse("curation:sources")
PAGE = reverse("curation:source", args=["xx-list"])
LOOK = reverse("curation:look", args=["xx-list"])
FOLLOW = reverse("curation:follow", args=["xx-list"])
XML = b'<?xml version="1.0"?>\n<act><script>alert(1)</script></act>\n'

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def declared(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Declare one source of the house, which an unproven connector reads."""
    tmp_path.joinpath("xx-list.toml").write_text(DECLARED, encoding="utf-8")
    settings.SOURCES_DIR = str(tmp_path)
    monkeypatch.setitem(CONNECTORS, "tiny", Connector(interpret=lambda pages, of: ParsedPublication(), unproven=True))


@pytest.fixture
def desk(client: Client, curator: User) -> Client:
    """Return the browser of a curator."""
    client.force_login(curator)
    return client


def text(desk: Client, place: str = PAGE) -> str:
    return " ".join(desk.get(place).content.decode().split())


def row_of(desk: Client) -> Any:
    return next(view for view in desk.get(LIST).context["sources"] if view.key == "xx-list")


def test_an_outsider_is_shown_the_log_in_and_an_officer_nothing(client: Client, outsider: User, officer: User) -> None:
    archived = publication(XML).pk
    read = [LIST, PAGE, *(reverse(f"curation:{name}", args=[archived]) for name in ("publication", "publication_file"))]
    for somebody in (None, outsider):
        client.logout()
        if somebody:
            client.force_login(somebody)
        for place in (*read, LOOK, FOLLOW):
            assert client.post(place)["Location"].startswith("/admin/login/"), place
    client.force_login(officer)
    assert {client.get(place).status_code for place in read} == {403}
    assert {client.post(place).status_code for place in (LOOK, FOLLOW)} == {403}
    assert not Job.objects.exists()


def test_a_source_that_nobody_looked_at_is_due(desk: Client) -> None:
    view = row_of(desk)
    assert (view.status_label, view.next, view.unproven) == ("Not looked at yet", "due now", True)
    page = text(desk)
    for said in ("https://xx.example/xx/list.xml", "24 h after each look", "1–50", "unproven", "Nobody looked at it"):
        assert said in page


def test_what_fails_comes_first_and_says_why_and_when_next(desk: Client) -> None:
    wait = datetime.now(UTC) + timedelta(hours=1)
    source(failures=3, not_before=wait)
    look("failed", code="layout_changed", detail=f"The element 'note' is not known. {HOSTILE}")
    first = desk.get(LIST).context["sources"][0]
    assert (first.key, first.status_label) == ("xx-list", "Failing")
    page = text(desk)
    assert "The last 3 looks failed" in page
    assert "The element &#x27;note&#x27; is not known. &lt;script&gt;" in page
    assert "the last edition stays in force" in page
    assert f"{wait:%H:%M} UTC" in first.next


def test_looks_that_found_nothing_new_are_told_as_one(desk: Client) -> None:
    read = edition()
    look("baseline", 0, edition=read, detail="3 rows in a list").publications.add(publication(XML))
    for hours in (24, 48, 72):
        look("unchanged", hours)
    look("same_rows", 96)
    told = [(one.outcome, one.times) for one in desk.get(PAGE).context["looks"]]
    assert told == [("Same rows", 1), ("Unchanged", 3), ("First edition", 1)]
    page = text(desk)
    assert "took 2.3 s" in page
    assert read.sha256[:12] in page


def test_the_next_look_is_due_its_hours_after_the_last(desk: Client) -> None:
    look("unchanged")
    assert row_of(desk).next == "due now"
    ListSource.objects.update(enabled=False)
    assert (row_of(desk).status_label, row_of(desk).next) == ("Left alone", "")
    assert "Nobody looks at this source now" in text(desk)


def test_a_source_shows_its_open_change_set_and_its_tasks(desk: Client) -> None:
    small_law()
    change_set = machines(addition())
    task = open_task(source=source(), kind="rule", subject="n1", title="An act that names no rows", detail="-")
    page = text(desk)
    assert reverse("curation:change_set", args=[change_set.pk]) in page
    assert reverse("curation:task", args=[task.pk]) in page


def test_what_is_no_longer_declared_keeps_its_page(desk: Client) -> None:
    source("old-annex")
    place = reverse("curation:source", args=["old-annex"])
    assert "No longer declared" in text(desk, place)
    assert desk.post(reverse("curation:look", args=["old-annex"])).status_code == 404
    assert desk.get(reverse("curation:source", args=["never-was"])).status_code == 404


def test_a_curator_has_a_source_looked_at_once_at_a_time(desk: Client) -> None:
    for said in ("It is looked at now, as a job", "It is being looked at already"):
        assert said in desk.post(LOOK, follow=True).content.decode()
    job = Job.objects.get()
    assert (job.kind, job.subject, job.owner) == (COLLECT_LIST, "xx-list", "curator")


def test_a_curator_leaves_a_source_alone_for_a_reason_and_follows_it_again(desk: Client) -> None:
    assert "Say why" in desk.post(FOLLOW, {"follow": "no", "reason": " "}, follow=True).content.decode()
    assert not AuditEvent.objects.exists()
    desk.post(FOLLOW, {"follow": "no", "reason": "The publisher moves."})
    assert not ListSource.objects.get(key="xx-list").enabled
    assert "Follow it again" in text(desk)
    desk.post(FOLLOW, {"follow": "yes"})
    assert ListSource.objects.get(key="xx-list").enabled
    assert list(AuditEvent.objects.order_by("sequence").values_list("actor", "verb")) == [
        ("curator", "leave_source_alone"),
        ("curator", "follow_source"),
    ]


def test_who_may_not_collect_is_offered_nothing_and_refused(desk: Client, curator: User) -> None:
    curator.groups.get().permissions.remove(Permission.objects.get(codename="collect_lists"))
    assert "Look now" not in text(desk)
    assert {desk.post(place).status_code for place in (LOOK, FOLLOW)} == {403}
    assert not Job.objects.exists()


def test_a_publication_is_shown_as_text_and_sent_as_bytes_to_be_kept(desk: Client) -> None:
    row = publication(XML, "text/html")
    page = desk.get(reverse("curation:publication", args=[row.pk])).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert row.sha256 in page
    answer = desk.get(reverse("curation:publication_file", args=[row.pk]))
    assert answer.content == XML
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="xx-list-{row.sha256[:12]}.bin"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("content_type", "ends"),
    [("application/xml; charset=utf-8", ".xml"), ("application/pdf", ".pdf"), ("application/xhtml+xml", ".bin")],
)
def test_a_publication_is_named_by_what_a_browser_runs_nothing_of(desk: Client, content_type: str, ends: str) -> None:
    row = publication(XML, content_type)
    answer = desk.get(reverse("curation:publication_file", args=[row.pk]))
    assert answer["Content-Disposition"].endswith(f'{ends}"')


def test_bytes_that_are_no_text_are_not_shown(desk: Client) -> None:
    row = publication(b"%PDF-1.7\n\0\1", "application/pdf")
    assert "These bytes are not text" in text(desk, reverse("curation:publication", args=[row.pk]))


def test_a_form_of_another_site_is_refused(curator: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(curator)
    assert {strict.post(place).status_code for place in (LOOK, FOLLOW)} == {403}
    assert not Job.objects.exists()


def test_the_front_page_says_that_a_source_fails(desk: Client) -> None:
    source(failures=1)
    look("failed", code="not_reached", detail="no answer")
    assert "1 source failing" in text(desk, "/admin/")
