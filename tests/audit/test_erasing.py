"""What an act said may go when another act erases it; the chain holds, and what was only taken out is missed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from tests.audit.test_chain import reasons, tamper
from watchlist.audit.chain import append
from watchlist.audit.erasing import ERASE, erase_payloads
from watchlist.audit.models import AuditEvent, AuditPayload, ErasedPayload

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, tzinfo=UTC)
MISSING = "its payload is missing, and no act of the trail erased it"


@pytest.fixture
def trail() -> list[AuditEvent]:
    return [
        append(actor="officer", verb="screen", target_kind="screening", target_key=str(n), payload={"name": n}, at=NOW)
        for n in range(4)
    ]


def erased(*events: int) -> AuditEvent:
    event = erase_payloads(events=events, because="E-0001", actor="lead")
    assert event is not None
    return event


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_what_two_acts_said_goes_and_the_chain_holds(trail: list[AuditEvent]) -> None:
    act = erased(2, 3)
    assert list(AuditPayload.objects.order_by("pk").values_list("pk", flat=True)) == [1, 4, act.pk]
    assert reasons() == []
    assert list(ErasedPayload.objects.order_by("pk").values_list("event", "by_event")) == [(2, act.pk), (3, act.pk)]


def test_the_act_says_which_and_why_and_no_content(trail: list[AuditEvent]) -> None:
    act = erased(2)
    assert (act.verb, act.actor) == (ERASE, "lead")
    assert AuditPayload.objects.get(pk=act.pk).body == '{"because":"E-0001","sequences":[2]}'


def test_to_erase_what_is_erased_is_no_act(trail: list[AuditEvent]) -> None:
    erased(2)
    assert erase_payloads(events=[2], because="E-0002", actor="lead") is None
    assert erase_payloads(events=[], because="E-0002", actor="lead") is None


def test_an_erasure_is_never_erased(trail: list[AuditEvent]) -> None:
    act = erased(2)
    assert erase_payloads(events=[act.pk], because="E-0002", actor="lead") is None
    later = erased(3)
    with pytest.raises(IntegrityError, match="is_named_by_an_erasure"), transaction.atomic():
        ErasedPayload.objects.create(event=act, by_event=later)


def test_what_was_said_is_not_deleted_without_an_erasure(trail: list[AuditEvent]) -> None:
    erased(2)
    with pytest.raises(IntegrityError, match="goes_when_it_is_erased"), transaction.atomic():
        run("DELETE FROM watchlist_auditpayload WHERE event_id = 3")
    assert AuditPayload.objects.filter(pk=3).exists()


@pytest.mark.parametrize("by", [2, 4])
def test_no_other_act_stands_behind_an_erasure(trail: list[AuditEvent], by: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ErasedPayload.objects.create(event_id=3, by_event_id=by)


def test_a_payload_that_was_taken_out_is_missed(trail: list[AuditEvent]) -> None:
    tamper("DELETE FROM watchlist_auditpayload WHERE event_id = 3")
    assert reasons() == [(3, MISSING)]


def test_a_payload_that_the_erasure_does_not_name_is_missed(trail: list[AuditEvent]) -> None:
    act = erased(2)
    ErasedPayload.objects.create(event_id=3, by_event=act)
    run("DELETE FROM watchlist_auditpayload WHERE event_id = 3")
    assert reasons() == [(3, MISSING)]


def test_an_erasure_that_was_forged_to_name_it_is_altered(trail: list[AuditEvent]) -> None:
    act = erased(2)
    ErasedPayload.objects.create(event_id=3, by_event=act)
    run("DELETE FROM watchlist_auditpayload WHERE event_id = 3")
    body = '{"because":"E-0001","sequences":[2,3]}'
    tamper(f"UPDATE watchlist_auditpayload SET body = '{body}' WHERE event_id = {act.pk}")  # noqa: S608 - names of our own
    assert reasons() == [(act.pk, "its payload was altered")]


def test_an_erasure_without_its_own_payload_proves_nothing(trail: list[AuditEvent]) -> None:
    act = erased(2)
    tamper(f"DELETE FROM watchlist_auditpayload WHERE event_id = {act.pk}")  # noqa: S608 - names of our own
    assert reasons() == [(2, MISSING), (act.pk, MISSING)]


def test_a_payload_that_was_put_back_otherwise_is_altered(trail: list[AuditEvent]) -> None:
    erased(2)
    AuditPayload.objects.create(event_id=2, salt="0" * 32, body='{"name":9}')
    assert reasons() == [(2, "its payload was altered")]
