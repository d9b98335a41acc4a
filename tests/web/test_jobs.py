"""The pages of jobs: who reads them, who may ask what of one, and what the trail keeps of it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from watchlist.audit.models import AuditEvent
from watchlist.engine.decision.question import Question
from watchlist.jobs.models import CANCELLED, DEAD, QUEUED, Job
from watchlist.jobs.queue import claim, enqueue
from watchlist.screenings.uploads import receive
from watchlist.tasks import run_job

LIST = reverse("admin:watchlist_job_changelist")


@pytest.fixture
def waiting(db: None) -> Job:
    """Return a job that waits."""
    return enqueue(kind="screen_manifest", subject="waits", owner="officer")


@pytest.fixture
def dead(db: None) -> Job:
    """Return a dead letter, half done, with an error that somebody else worded."""
    job = enqueue(kind="screen_manifest", subject="fails", owner="officer")
    lease = claim(job_id=job.pk)
    assert lease is not None
    lease.heartbeat(12_000, 20_000, "screening")
    lease.fail("<b>No such file.</b>", retry=False)
    return job


def ask(client: Client, action: str, *jobs: Job) -> Any:
    chosen = [str(job.pk) for job in jobs]
    return client.post(LIST, {"action": action, "_selected_action": chosen}, follow=True)


def states(*jobs: Job) -> list[str]:
    return [Job.objects.get(pk=job.pk).state for job in jobs]


def test_dead_letters_come_first_with_their_error_and_how_far_they_got(
    client: Client, officer: User, dead: Job, waiting: Job
) -> None:
    client.force_login(officer)
    page = client.get(LIST).content.decode()
    assert page.index("Dead letter</span>") < page.index("Queued</span>")
    assert "12,000 of 20,000 · <bdi>screening</bdi>" in page
    assert "&lt;b&gt;No such file." in page
    assert [job.pk for job in client.get(LIST, {"state": "dead"}).context["cl"].result_list] == [dead.pk]


def test_the_page_of_a_job_says_what_failed(client: Client, officer: User, dead: Job) -> None:
    client.force_login(officer)
    page = client.get(reverse("admin:watchlist_job_change", args=[dead.pk])).content.decode()
    assert "&lt;b&gt;No such file." in page
    assert "1 of 5" in page


def test_an_officer_queues_what_failed_again_and_is_told_of_the_rest(
    client: Client, officer: User, dead: Job, waiting: Job
) -> None:
    client.force_login(officer)
    page = ask(client, "queue_again", dead, waiting).content.decode()
    assert states(dead, waiting) == [QUEUED, QUEUED]
    assert "1 job queued again." in page
    assert "waits: Only a job that failed is queued again." in page
    assert [(event.actor, event.verb) for event in AuditEvent.objects.all()] == [("officer", "requeue")]


def test_an_officer_cancels_a_job(client: Client, officer: User, waiting: Job) -> None:
    client.force_login(officer)
    ask(client, "cancel", waiting)
    assert states(waiting) == [CANCELLED]
    assert [(event.actor, event.verb) for event in AuditEvent.objects.all()] == [("officer", "cancel")]


@pytest.mark.parametrize("action", ["queue_again", "cancel", "delete_selected"])
def test_who_only_reads_jobs_changes_none(client: Client, person: Any, dead: Job, waiting: Job, action: str) -> None:
    reader = person("reader", "Curators")
    reader.user_permissions.add(Permission.objects.get(codename="view_job"))
    client.force_login(reader)
    assert ask(client, action, dead, waiting).status_code == 200
    assert states(dead, waiting) == [DEAD, QUEUED]


def test_nobody_deletes_a_job_or_writes_one_by_hand(client: Client, superuser: User, waiting: Job) -> None:
    client.force_login(superuser)
    ask(client, "delete_selected", waiting)
    for place in ("add", "change", "delete"):
        args = [] if place == "add" else [waiting.pk]
        assert client.post(reverse(f"admin:watchlist_job_{place}", args=args), {"post": "yes"}).status_code == 403
    assert states(waiting) == [QUEUED]


def test_an_outsider_is_shown_the_log_in_and_a_curator_nothing(
    client: Client, outsider: User, curator: User, waiting: Job
) -> None:
    client.force_login(outsider)
    assert client.get(LIST).status_code == 302
    client.force_login(curator)
    assert client.get(LIST).status_code == 403


@pytest.mark.usefixtures("law")
def test_a_job_is_shown_by_its_file_and_leads_to_its_screening(client: Client, officer: User) -> None:
    upload = receive(
        original=BytesIO(b"name\nAcetone\n"), source="day.csv", question=Question(), reference="INV-7", actor="officer"
    )
    run_job(str(upload.job_id))
    client.force_login(officer)
    assert "INV-7 · day.csv" in client.get("/admin/watchlist/job/?q=INV-7").content.decode()
    page = client.get(f"/admin/watchlist/job/{upload.job_id}/change/").content.decode()
    assert f"/admin/watchlist/screening/{upload.pk}/change/" in page
