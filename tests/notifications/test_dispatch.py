"""Who is told of what, once: by mail those whose turn it is, by webhook those who hear of it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core import mail
from django.urls import resolve

from tests.law_store.law import open_an_entry
from tests.notifications.conftest import apply, decide, propose, take_up, with_address
from watchlist.jobs.models import COLLECT_LIST, DEAD, DONE, QUEUED, Job
from watchlist.jobs.queue import enqueue
from watchlist.jobs.running import run_work
from watchlist.law_store.models import ControlList
from watchlist.list_updates.declaring import DeclaredList, DeclaredSource
from watchlist.list_updates.models import Collection, ListSource
from watchlist.notifications import publications
from watchlist.notifications.dispatch import notify
from watchlist.notifications.models import Told
from watchlist.notifications.news import PAGES, page_of
from watchlist.notifications.sending import SEND_MAIL, send_mail
from watchlist.webhooks.models import WebhookDelivery
from watchlist.webhooks.subscriptions import subscribe

pytestmark = pytest.mark.django_db


def send() -> list[mail.EmailMessage]:
    """Tell what is to be told, send the mails, and return them."""
    before = len(mail.outbox)
    for job in [UUID(str(job)) for job in notify()]:
        run_work(job_id=job, work={SEND_MAIL: send_mail})
    return mail.outbox[before:]


def receivers(sent: list[mail.EmailMessage]) -> list[str]:
    return sorted(address for each in sent for address in each.to)


def test_curators_are_told_once_of_what_the_machine_proposes(
    source: ListSource, curator: User, second_curator: User, officer: User
) -> None:
    with_address(officer)
    propose(source, "Acetone", "Benzene")
    sent = send()
    assert receivers(sent) == ["curator@house.example", "second-curator@house.example"]
    assert sent[0].subject == "Proposed: 2 changes, xx-acts"
    assert send() == []


def test_no_mail_names_a_substance_or_what_a_person_titled(source: ListSource, curator: User) -> None:
    change_set = propose(source, "Acetone")
    text = send()[0].body
    assert "acetone" not in text.lower()
    assert f"https://watchlist.example/admin/curation/change-sets/{change_set.pk}/" in text


def test_a_gate_that_spoke_is_said_first(source: ListSource, curator: User) -> None:
    propose(source, "Acetone", gates="A third of the rows is gone.")
    sent = send()
    assert sent[0].subject.startswith("Needs attention: ")
    assert "a gate spoke" in sent[0].body


def test_who_may_approve_is_told_but_for_the_proposer(source: ListSource, curator: User, second_curator: User) -> None:
    change_set = propose(source, "Acetone")
    send()
    take_up(change_set, curator)
    sent = send()
    assert receivers(sent) == ["second-curator@house.example"]
    assert "curator proposes 1 change" in sent[0].body
    take_up(change_set, curator)
    assert send() == []
    take_up(change_set, second_curator)
    assert receivers(send()) == ["curator@house.example"]


def test_nobody_waits_for_a_second_person_once_all_is_decided_or_overtaken(
    source: ListSource, curator: User, second_curator: User
) -> None:
    overtaken = propose(source, "Acetone")
    take_up(overtaken, curator)
    decide(take_up(propose(source, "Benzene"), curator), second_curator)
    send()
    assert not Told.objects.filter(event="changes.waiting").exists()


def test_what_is_applied_is_told_by_the_instant_at_which_it_was(
    source: ListSource, curator: User, second_curator: User
) -> None:
    change_set = propose(source, "Acetone", "Benzene")
    revision = take_up(change_set, curator)
    first, second = decide(revision, second_curator)
    send()
    apply([first])
    assert [each.subject for each in send()] == ["Applied: 1 change, xx-acts"] * 2
    apply([second])
    assert receivers(send()) == ["curator@house.example", "second-curator@house.example"]
    assert send() == []


def test_a_source_is_told_of_once_for_each_row_of_failures(source: ListSource, curator: User) -> None:
    def look(outcome: str, failures: int) -> None:
        code = "not_reached" if outcome == "failed" else ""
        now = datetime.now(UTC)
        Collection.objects.create(
            source=source, started_at=now, ended_at=now, outcome=outcome, code=code, detail="Acetone" if code else ""
        )
        ListSource.objects.filter(pk=source.pk).update(failures=failures)

    for failures, mails in ((1, 0), (2, 0), (3, 1), (4, 0)):
        look("failed", failures)
        sent = send()
        assert len(sent) == mails
    look("unchanged", 0)
    look("failed", 3)
    sent = send()
    assert sent[0].subject == "Not read 3 times in a row: xx-acts"
    assert "the publisher was not reached" in sent[0].body
    assert "Acetone" not in sent[0].body


def test_a_look_that_was_given_up_is_no_news_once_its_source_was_read(source: ListSource, curator: User) -> None:
    job = enqueue(kind=COLLECT_LIST, subject=source.key, owner="schedule")
    Job.objects.filter(pk=job.pk).update(state=DEAD, ended_at=datetime.now(UTC), error="Unforeseen: KeyError.")
    assert [each.subject for each in send()] == ["Not read: xx-acts"]
    for _ in range(2):
        now = datetime.now(UTC)
        Collection.objects.create(source=source, started_at=now, ended_at=now, outcome="unchanged")
        assert send() == []


@pytest.mark.parametrize(("days_left", "told"), [(20, 0), (6, 1), (-3, 1)])
def test_a_list_that_goes_stale_while_its_source_fails_is_told_of(
    source: ListSource, curator: User, monkeypatch: pytest.MonkeyPatch, days_left: int, told: int
) -> None:
    today = datetime.now(UTC).date()
    control_list = open_an_entry().control_list
    checked = today - timedelta(days=control_list.stale_after_days + 1 - days_left)
    ControlList.objects.filter(pk=control_list.pk).update(checked_on=checked)
    declared = _declared(entries_of=control_list.key)
    monkeypatch.setattr(publications, "declared_sources", lambda: {"xx-acts": declared})
    ListSource.objects.update(failures=1)
    assert len(send()) == told
    assert send() == []


def _declared(entries_of: str) -> DeclaredSource:
    lists = {"one": DeclaredList(key="one", least=1, most=9, entries_of=entries_of)}
    at = {"site": "xx", "address": "https://xx.example", "path": "/", "jurisdiction": "XX", "authority": "xx"}
    return DeclaredSource(
        key="xx-acts", title="Acts of XX", connector="table", hours=24, accepts=("text/csv",), lists=lists, **at
    )


def test_webhooks_hear_ids_counts_and_a_link(
    source: ListSource, curator: User, second_curator: User, outsider: User
) -> None:
    subscribe(owner=curator, url="https://receiver.example/", events=["changes.proposed", "changes.decided"])
    change_set = propose(source, "Acetone", "Benzene", gates="A third is gone.")
    revision = take_up(change_set, curator)
    decide(revision, second_curator)
    notify()
    told = {each.event: json.loads(each.payload)["data"] for each in WebhookDelivery.objects.all()}
    shared = {"change_set": str(change_set.pk), "source": "xx-acts", "link": f"/api/v1/change-sets/{change_set.pk}/"}
    assert told == {
        "changes.proposed": {**shared, "changes": 2, "needs_attention": 1},
        "changes.decided": {**shared, "accepted": 2, "rejected": 0},
    }


def test_who_has_no_right_hears_nothing(source: ListSource, curator: User) -> None:
    subscribe(owner=curator, url="https://receiver.example/", events=["changes.proposed"])
    curator.groups.clear()
    propose(source, "Acetone")
    notify()
    assert not WebhookDelivery.objects.exists()


def test_who_lost_the_right_or_left_before_the_mail_was_sent_gets_none(
    source: ListSource, curator: User, second_curator: User
) -> None:
    propose(source, "Acetone")
    jobs = notify()
    curator.groups.clear()
    User.objects.filter(pk=second_curator.pk).update(is_active=False)
    for job in jobs:
        run_work(job_id=job, work={SEND_MAIL: send_mail})
    assert mail.outbox == []
    assert set(Job.objects.values_list("state", flat=True)) == {DONE}


def test_without_a_mail_server_nobody_is_written_to_and_later_nothing_old_comes(
    source: ListSource, curator: User, settings: LazySettings
) -> None:
    settings.MAIL_URL = ""
    propose(source, "Acetone")
    assert notify() == []
    settings.MAIL_URL = "memorymail://"
    assert send() == []


def test_a_mail_sent_twice_is_seen_to_be_one(source: ListSource, curator: User) -> None:
    propose(source, "Acetone")
    (job,) = notify()
    for _ in range(2):
        Job.objects.filter(pk=job).update(state=QUEUED, ended_at=None)
        run_work(job_id=job, work={SEND_MAIL: send_mail})
    ids: set[Any] = {each.extra_headers["Message-ID"] for each in mail.outbox}
    assert (len(mail.outbox), len(ids)) == (2, 1)
    assert next(iter(ids)).endswith("@house.example>")


def test_a_title_of_several_lines_is_one_subject(source: ListSource, curator: User, monkeypatch: Any) -> None:
    monkeypatch.setattr("watchlist.notifications.changes.title_of", lambda of: "Acts\r\nBcc: all@house.example")
    propose(source, "Acetone")
    assert send()[0].subject == "Proposed: 1 change, Acts Bcc: all@house.example"


def test_nothing_goes_stale_whose_source_is_not_declared(source: ListSource) -> None:
    ListSource.objects.update(failures=1)
    assert list(publications.staleness_news(date(2026, 3, 2))) == []


@pytest.mark.parametrize("what", PAGES)
def test_every_page_that_a_mail_names_is_there(what: str) -> None:
    key = {"change set": "4f0b6f3a-8a5c-4f53-9d4e-0b7c4f7d2c11", "source": "xx-acts"}.get(what, 7)
    assert resolve(page_of(what, key))
