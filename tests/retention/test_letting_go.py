"""What is let go goes whole, in bounded steps, whoever takes them; what is answered today stays the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Timer
from typing import Any

import psycopg
import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from tests.retention.shipments import LATER, acetone, answer_on, held, late, run, salt
from tests.screenings.test_uploads import received, run as screened_by_a_job
from watchlist.audit.models import AuditEvent
from watchlist.audit.verifying import broken_links
from watchlist.errors import LookAgain
from watchlist.jobs.leases import Lease, LeaseLost
from watchlist.jobs.models import DONE, Job
from watchlist.jobs.queue import sweep
from watchlist.law_store.compile import law_known_at
from watchlist.list_updates.change_models import RescreenDue
from watchlist.manifests.models import Item, Manifest, Party
from watchlist.periodic_tasks import perform
from watchlist.retention import deleting, purge as letting_go
from watchlist.retention.deleting import delete_orphans
from watchlist.retention.legal_holds import place_shipment_hold
from watchlist.retention.purge import LOOKS_BACK, NOT_SET, enqueue_purge, mark, purge_blocker
from watchlist.screenings.latest import latest_screenings
from watchlist.screenings.models import ScreenedLine, Screening
from watchlist.screenings.party_totals import StoredShipments
from watchlist.tasks import run_job
from watchlist.temporal import last_tick

pytestmark = pytest.mark.usefixtures("law")
__all__ = ["late"]


@pytest.mark.usefixtures("late")
def test_a_shipment_goes_whole_and_leaves_its_events(monkeypatch: pytest.MonkeyPatch) -> None:
    acetone(monkeypatch), salt("A-2", 3)
    before = held()
    assert min(before[name] for name in ("hit", "consignment", "item", "itemreading")) > 0
    assert run().state == DONE
    assert set(held().values()) == {0}
    assert not list(broken_links())


@pytest.mark.usefixtures("late")
def test_a_file_that_a_job_screened_goes_with_its_parts() -> None:
    upload = received(b"name\nsodium chloride\n")
    assert screened_by_a_job(upload).state == DONE
    assert (held()["manifestpart"], held()["upload"]) == (1, 1)
    run()
    assert set(held().values()) == {0}
    assert Job.objects.filter(pk=upload.job_id).exists()


@pytest.mark.usefixtures("late")
def test_goods_that_another_shipment_declares_stay(lead: User) -> None:
    kept = salt("A-1")
    salt("A-2", 2)
    place_shipment_hold(manifest=kept.manifest, reason="Court order 12", actor=lead)
    run()
    assert list(Item.objects.values_list("lines__manifest__reference", flat=True)) == ["A-1"]
    assert ScreenedLine.objects.get().screening == kept


@pytest.mark.usefixtures("late")
def test_the_trail_tells_what_went_before_it_goes() -> None:
    files = [(str(row.pk), row.manifest.sha256) for row in (salt("A-1", 2), salt("A-2"))]
    job = run()
    event = AuditEvent.objects.select_related("payload").get(verb="let_go")
    said = json.loads(event.payload.body)
    assert (event.actor, event.target_key) == ("officer", str(job.pk))
    assert said["counts"] == {"screenings": 2, "lines": 3, "findings": 0, "consignments": 0, "parts": 0, "results": 0}
    assert [(told["screening"], told["manifest"]) for told in said["shipments"]] == files
    assert AuditEvent.objects.filter(verb="let_go_items").count() == 1
    assert "Beauval" not in event.payload.body


def test_nothing_is_let_go_unless_the_house_sets_its_years(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letting_go, "today", lambda: LATER)
    salt()
    assert perform("let_go") == NOT_SET
    assert enqueue_purge(actor="officer") is None
    assert Screening.objects.count() == 1


@pytest.mark.usefixtures("late")
def test_the_schedule_starts_one_job_a_day() -> None:
    salt()
    assert perform("let_go") == "1 job started"
    assert perform("let_go") == "0 jobs started"


@pytest.mark.usefixtures("late")
def test_nothing_is_let_go_before_a_look_back_is_done() -> None:
    row = salt()
    after = last_tick()
    RescreenDue.objects.create(before=after - timedelta(1), after=after, because="a test", asked_at=after)
    assert purge_blocker() == LOOKS_BACK
    assert enqueue_purge(actor="officer") is None
    assert not mark(screenings=[row], job=row.pk, actor="officer")


def test_what_the_house_keeps_longer_stays(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letting_go, "today", lambda: LATER)
    settings.RETENTION_YEARS = 50
    salt()
    run()
    assert Screening.objects.count() == 1


@pytest.mark.usefixtures("late")
def test_no_transaction_takes_more_rows_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = {"LINES": 2, "PARTS": 1, "ROWS": 5}
    for name, size in sizes.items():
        monkeypatch.setattr(deleting, name, size)
    monkeypatch.setattr(letting_go, "ITEMS", 3)
    salt("A-1", 20), salt("A-2", 4)
    taken, step = [], Lease.step

    @contextmanager
    def counting(lease: Lease, *said: Any) -> Iterator[None]:
        before = sum(held().values())
        with step(lease, *said):
            yield
        taken.append(before - sum(held().values()))

    monkeypatch.setattr(Lease, "step", counting)
    assert run().done == 2
    assert set(held().values()) == {0}
    assert len([number for number in taken if number]) > 12
    # A step ends with the first portion that passes its bound; the last one of a shipment takes what hangs on it too.
    assert max(taken) <= 5 + 2 + 4


@pytest.mark.usefixtures("late")
def test_what_a_lost_worker_left_half_gone_is_read_by_nobody_and_goes_next(
    monkeypatch: pytest.MonkeyPatch, client: Any, lead: User
) -> None:
    monkeypatch.setattr(deleting, "ROWS", 2)
    monkeypatch.setattr(deleting, "LINES", 2)
    row, after = salt("A-1", 6), salt("A-2")
    steps, step = [], Lease.step

    @contextmanager
    def losing(lease: Lease, *said: Any) -> Iterator[None]:
        steps.append(said)
        if len(steps) == 3:
            Job.objects.filter(pk=lease.job_id).update(lease_until=law_known_at().known_at - timedelta(1))
            sweep(now=law_known_at().known_at)
        with step(lease, *said):
            yield

    with monkeypatch.context() as lost:
        lost.setattr(Lease, "step", losing)
        job = run()
    assert job.state == "queued"
    assert row.lines.count() == 4
    assert [one.pk for one in Screening.objects.done()] == []
    assert not latest_screenings([("A-1", ""), ("A-2", "")])
    assert StoredShipments(None, "").shipments(["beauval", "beauval sarl"]) == {}
    with pytest.raises(LookAgain):
        place_shipment_hold(manifest=row.manifest, reason="Court order 12", actor=lead)
    client.force_login(lead)
    assert client.get(reverse("admin:watchlist_screening_change", args=[row.pk])).status_code == 302
    run_job(str(job.pk))
    assert set(held().values()) == {0}
    assert not Screening.objects.filter(pk=after.pk).exists()
    assert AuditEvent.objects.filter(verb="let_go").count() == 1


@pytest.mark.usefixtures("late")
def test_a_worker_that_lost_its_job_deletes_nothing_more() -> None:
    salt()
    job = enqueue_purge(actor="officer")
    assert job is not None
    lease = Lease(job.pk, job.pk, letting_go.LET_GO, "10", 1, 0, "")
    with pytest.raises(LeaseLost):
        letting_go.run_purge(lease)
    assert Screening.objects.done().count() == 1


@pytest.mark.usefixtures("late")
def test_a_run_lets_go_of_the_oldest_and_of_no_more_than_it_was_asked() -> None:
    for number in range(4):
        salt(f"A-{number}")
    assert run(most=3).done == 3
    assert Manifest.objects.get().reference == "A-3"


@pytest.mark.usefixtures("late")
def test_what_is_answered_today_is_the_same_before_and_after(monkeypatch: pytest.MonkeyPatch) -> None:
    acetone(monkeypatch, "A-1", date="2026-03-01"), acetone(monkeypatch, "A-1", date="2026-03-02")
    salt("A-2"), salt("A-3")
    acetone(monkeypatch, "A-4", date=(LATER - timedelta(15)).isoformat())
    before = answer_on(LATER)
    assert before[-1].parties[0].known_as[0].shipments == 4
    assert len(before[-1].shipment_findings[0].parcels) == 2
    assert run().done == 4
    assert answer_on(LATER) == before
    assert [row.manifest.reference for row in Screening.objects.all()] == ["A-4"]
    assert Party.objects.get(name="Beauval SARL").past.shipments == 3


@pytest.mark.usefixtures("late")
def test_the_database_refuses_to_let_go_of_what_is_held_or_under_way(lead: User) -> None:
    row = salt("A-1")
    place_shipment_hold(manifest=row.manifest, reason="Court order 12", actor=lead)
    begun = Screening.objects.create(manifest=salt("A-2").manifest, known_at=row.made_at, question="{}", coverage="{}")
    for pk, why in ((row.pk, "is_kept_while_it_is_held"), (begun.pk, "is_done_before_it_is_let_go")):
        with pytest.raises(IntegrityError, match=why), transaction.atomic():
            Screening.objects.filter(pk=pk).update(let_go_at=row.made_at)


@pytest.mark.usefixtures("late")
def test_goods_stay_while_somebody_stores_lines_that_may_declare_them(monkeypatch: pytest.MonkeyPatch) -> None:
    salt("A-1")
    with monkeypatch.context() as stored:
        stored.setattr(deleting, "_nobody_stores", lambda: False)
        assert run().state == DONE
    assert Item.objects.count() == 1
    salt("A-2", consignee="Another SA")
    run()
    assert not Item.objects.exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer, which we are")
def test_goods_wait_a_moment_for_who_holds_them_and_stay_where_he_goes_on() -> None:
    ids = [Item.objects.create(digest="0" * 64, identity="{}").pk]
    said = connection.get_connection_params()
    with psycopg.connect(**{name: said[name] for name in ("dbname", "user", "host", "port") if name in said}) as other:
        other.execute("LOCK TABLE watchlist_item IN ROW EXCLUSIVE MODE")  # as who stores goods, until he is done
        assert delete_orphans(ids) == 0
        soon = Timer(0.3, other.rollback)
        soon.start()
        assert delete_orphans(ids) == 1
        soon.join()
    assert not Item.objects.exists()
