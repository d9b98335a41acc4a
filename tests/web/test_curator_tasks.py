"""The pages of curators' tasks: what differs, in text, and how a person closes it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from tests.web.curation import HOSTILE, publication, source
from watchlist.audit.models import AuditEvent
from watchlist.list_updates.desk import close_task, open_task
from watchlist.list_updates.models import CuratorTask
from watchlist.web.curation.tasks import lines_of

LIST = reverse("curation:tasks")
DETAIL = f"--- before\n+++ now\n@@ Annex @@\n Ephedrine\n-Piperonal\n+Piperonal and its salts\n+{HOSTILE}"

pytestmark = pytest.mark.django_db


@pytest.fixture
def task() -> CuratorTask:
    """Return an open task on a publication that changed."""
    return open_task(
        source=source(),
        kind="changed",
        subject="abc",
        title="The annex changed",
        detail=DETAIL,
        publication=publication(b"<act/>"),
    )


@pytest.fixture
def desk(client: Client, curator: User) -> Client:
    """Return the browser of a curator."""
    client.force_login(curator)
    return client


def place(task: CuratorTask) -> str:
    return reverse("curation:task", args=[task.pk])


def close(desk: Client, task: CuratorTask, outcome: str) -> Any:
    return desk.post(reverse("curation:close", args=[task.pk]), {"outcome": outcome}, follow=True)


def test_an_outsider_is_shown_the_log_in_and_an_officer_nothing(
    client: Client, outsider: User, officer: User, task: CuratorTask
) -> None:
    shut = reverse("curation:close", args=[task.pk])
    for somebody in (None, outsider):
        client.logout()
        if somebody:
            client.force_login(somebody)
        for one in (LIST, place(task), shut):
            assert client.post(one, {"outcome": "x"})["Location"].startswith("/admin/login/")
    client.force_login(officer)
    assert {client.get(one).status_code for one in (LIST, place(task))} == {403}
    assert client.post(shut, {"outcome": "x"}).status_code == 403
    assert CuratorTask.objects.get().closed_at is None


def test_open_tasks_come_first(desk: Client, curator: User, task: CuratorTask) -> None:
    other = open_task(source=source(), kind="rule", subject="n1", title="An act", detail="no rows")
    close_task(task=other, actor=curator, outcome="nothing for us")
    answer = desk.get(LIST)
    assert [one.row.pk for one in answer.context["tasks"]] == [task.pk, other.pk]
    assert "1 open" in answer.content.decode()


def test_the_difference_is_told_by_signs_and_words_and_never_as_markup(desk: Client, task: CuratorTask) -> None:
    page = " ".join(desk.get(place(task)).content.decode().split())
    assert '<b aria-hidden="true">+</b><span><span class="sr-only">came: </span><bdi>Piperonal and its salts' in page
    assert '<b aria-hidden="true">−</b><span><span class="sr-only">went: </span><bdi>Piperonal</bdi></span>' in page
    assert "<script>alert" not in page
    assert "[U+202E]" in page
    assert reverse("curation:publication", args=[task.publication_id]) in page


def test_lines_of_a_difference_are_read_by_their_first_character() -> None:
    assert lines_of("--- a\n+++ b\n@@ 1 @@\n same\n-gone\n+came") == [
        ("place", "", "--- a"),
        ("place", "", "+++ b"),
        ("place", "", "@@ 1 @@"),
        ("", "", "same"),
        ("gone", "−", "gone"),
        ("came", "+", "came"),
    ]


def test_a_curator_closes_a_task_with_what_was_done(desk: Client, task: CuratorTask) -> None:
    assert "what was done about it" in close(desk, task, " ").content.decode()
    assert "is closed." in close(desk, task, "The change is written by hand.").content.decode()
    page = desk.get(place(task)).content.decode()
    assert "The change is written by hand." in page
    assert "Close the task" not in page
    assert "closed already" in close(desk, task, "again").content.decode()
    assert [(event.actor, event.verb) for event in AuditEvent.objects.all()] == [("curator", "close_task")]


def test_a_task_leads_to_a_change_written_by_hand(desk: Client, task: CuratorTask) -> None:
    led = f"{reverse('curation:new')}?task={task.pk}"
    assert led in desk.get(place(task)).content.decode()
    assert desk.get(led).context["set_title"] == "The annex changed"


def test_who_may_not_propose_reads_and_closes_nothing(desk: Client, curator: User, task: CuratorTask) -> None:
    curator.groups.get().permissions.remove(Permission.objects.get(codename="propose_changes"))
    assert "Close the task" not in desk.get(place(task)).content.decode()
    assert close(desk, task, "done").status_code == 403


def test_a_form_of_another_site_is_refused(curator: User, task: CuratorTask) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(curator)
    assert close(strict, task, "done").status_code == 403
    assert CuratorTask.objects.get().closed_at is None
