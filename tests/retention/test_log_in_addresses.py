"""From where people logged in is let go after its days, in order: the trail says so, and holds."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from tests.audit.test_chain import reasons
from watchlist.audit.chain import append
from watchlist.audit.models import AuditEvent, AuditPayload
from watchlist.periodic_tasks import purge_old

pytestmark = pytest.mark.django_db
ADDRESS = "203.0.113.7"


def tell(verb: str, days: int, kind: str = "user") -> int:
    """Append an act of so many days ago that holds an address, and return its number."""
    at = datetime.now(UTC) - timedelta(days=days)
    payload = {"address": ADDRESS}
    return append(actor="ann", verb=verb, target_kind=kind, target_key="ann", payload=payload, at=at).sequence


def test_addresses_go_each_night_after_their_days_and_nothing_else(settings: LazySettings) -> None:
    settings.LOG_IN_ADDRESS_DAYS = 30
    old = [tell(verb, 31) for verb in ("log_in", "lock_out", "wrong_code")]
    young = [tell("log_in", 29), tell("add_user", 31)]
    for let_go in (purge_old, lambda: call_command("let_go"), purge_old):
        let_go()
    (act,) = AuditEvent.objects.filter(verb="erase_payloads")
    assert (act.actor, act.target_key) == ("schedule", "log_in_addresses")
    assert json.loads(act.payload.body)["sequences"] == old
    assert list(AuditPayload.objects.exclude(event=act).order_by("pk").values_list("pk", flat=True)) == young
    assert reasons() == []
    call_command("verify_audit")
