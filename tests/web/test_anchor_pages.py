"""Anchors on the pages: for whoever reads the trail, and for nobody else."""

from __future__ import annotations

import html
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from watchlist.audit.anchors import anchor, as_anchor, read
from watchlist.audit.models import AuditEvent

TRAIL = reverse("admin:watchlist_auditevent_changelist")
ANCHORS = reverse("admin:watchlist_auditanchor_changelist")
NOW = datetime(2026, 1, 31, 9, tzinfo=UTC)


def test_the_trail_says_how_far_it_is_signed(client: Client, auditor: User) -> None:
    client.force_login(auditor)
    assert "No end of this trail was signed yet" in client.get(TRAIL).content.decode()
    row, _ = anchor(actor="schedule", at=NOW)
    page = client.get(TRAIL).content.decode()
    assert f"Signed up to event {row.sequence}, on 2026-01-31" in page
    assert f'href="{ANCHORS}"' in page


def test_an_anchor_is_copied_from_its_page(client: Client, auditor: User) -> None:
    client.force_login(auditor)
    row, _ = anchor(actor="schedule", at=NOW)
    page = client.get(reverse("admin:watchlist_auditanchor_change", args=[row.pk])).content.decode()
    assert read(html.unescape(page.partition("<pre>")[2].partition("</pre>")[0])) == [as_anchor(row)]
    assert reverse("admin:watchlist_auditevent_change", args=[row.sequence]) in page


def test_an_event_says_in_which_call_it_was_done(client: Client, auditor: User) -> None:
    client.force_login(auditor)
    AuditEvent.objects.create(sequence=1, at=NOW, actor="ann", verb="x", digest="0", request_id="call-of-ann")
    assert "call-of-ann" in client.get(reverse("admin:watchlist_auditevent_change", args=[1])).content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_reads_no_trail_reads_no_anchor(client: Client, officer: User, outsider: User, method: str) -> None:
    row, _ = anchor(actor="schedule", at=NOW)
    for person in (officer, outsider):
        client.force_login(person)
        for place in (ANCHORS, reverse("admin:watchlist_auditanchor_change", args=[row.pk])):
            assert getattr(client, method)(place).status_code in (302, 403)
