"""Anchors: one a day, signed; kept elsewhere, they find a trail that was written anew whole."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction

from tests.audit.tampering import drop_guards, forge_with_the_key_of_the_house, store, stored
from watchlist.audit.anchors import (
    ANCHOR,
    NotAnAnchor,
    anchor,
    as_anchor,
    fault_of,
    read,
    sign,
    stored_anchors,
    written,
)
from watchlist.audit.chain import append
from watchlist.audit.keys import house_key, key_id, public_text
from watchlist.audit.models import AuditAnchor, AuditEvent
from watchlist.audit.verifying import broken_links
from watchlist.jobs.models import DONE, Job
from watchlist.notifications.anchors import anchor_and_mail
from watchlist.tasks import run_job

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, 9, tzinfo=UTC)


def act(at: datetime = NOW) -> AuditEvent:
    return append(actor="curator", verb="record", target_kind="entry", target_key="1", payload={"n": 1}, at=at)


def test_an_anchor_signs_the_event_of_its_own_making() -> None:
    act()
    row, is_new = anchor(actor="schedule", at=NOW)
    event = AuditEvent.objects.get(sequence=2)
    assert is_new
    assert (event.verb, event.target_key, event.digest) == (ANCHOR, "2026-01-01", row.head)
    assert fault_of(as_anchor(row), [house_key()]) == ""
    assert list(broken_links()) == []


def test_a_day_has_one_anchor() -> None:
    first, _ = anchor(actor="schedule", at=NOW)
    again, is_new = anchor(actor="schedule", at=NOW + timedelta(hours=14))
    assert (again, is_new) == (first, False)
    assert anchor(actor="schedule", at=NOW + timedelta(hours=15))[1]
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditAnchor.objects.create(sequence=9, day=NOW.date(), head="0", key="x", signature="x")


def test_an_anchor_that_was_published_is_read_as_it_was_written() -> None:
    made = [as_anchor(anchor(actor="schedule", at=NOW + timedelta(days=day))[0]) for day in range(2)]
    assert read("\n".join(map(written, made))) == made == stored_anchors()
    assert read(json.dumps(json.loads(written(made[0])), indent=2) + "\n\n") == made[:1]


@pytest.mark.parametrize("text", ["x", "[]", "{}", '{"format": "precursor-watchlist-anchor/1"}'])
def test_what_is_no_anchor_is_refused(text: str) -> None:
    with pytest.raises(NotAnAnchor):
        read(text)


@pytest.mark.parametrize("field", ["day", "sequence", "head"])
def test_an_anchor_of_which_anything_was_altered_is_not_signed(field: str) -> None:
    said = json.loads(written(as_anchor(anchor(actor="schedule", at=NOW)[0])))
    said[field] = 7 if field == "sequence" else f"{said[field]}0"
    (altered,) = read(json.dumps(said))
    assert "was altered" in fault_of(altered, [house_key()])


def test_an_anchor_by_another_key_counts_once_that_key_is_given() -> None:
    event, key = act(), Ed25519PrivateKey.generate()
    other = sign(day="2026-01-01", sequence=1, head=event.digest, key=key)
    (link,) = broken_links(published=[other])
    assert key_id(public_text(key)) in link.reason
    assert list(broken_links(published=[other], keys=[public_text(key)])) == []


def test_a_trail_written_anew_with_the_key_of_the_house_is_found_by_what_was_published(tmp_path: Path) -> None:
    drop_guards()
    act()
    row, _ = anchor(actor="schedule", at=NOW)
    kept = tmp_path / "kept.json"
    kept.write_text(written(as_anchor(row)))
    before, after = stored(), stored()
    forge_with_the_key_of_the_house(after, Random(1))
    store(before, after)
    call_command("verify_audit")
    with pytest.raises(CommandError, match="2: is not the event that the anchor of 2026-01-01 signed"):
        call_command("verify_audit", "--anchors", str(kept))


def test_verify_audit_says_how_far_anchors_reach(capsys: pytest.CaptureFixture[str]) -> None:
    act()
    anchor(actor="schedule", at=NOW)
    last = act()
    call_command("verify_audit")
    assert capsys.readouterr().out.splitlines() == [
        f"3 events, the last {last.digest}.",
        "1 anchor; 1 event after the last that is signed.",
        "Every link holds.",
    ]


@pytest.mark.parametrize("arguments", [["--anchors", "nowhere"], ["--key", "x"]])
def test_verify_audit_refuses_what_is_no_anchor_and_no_key(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("verify_audit", *arguments)


def test_audit_anchor_prints_what_can_be_published(capsys: pytest.CaptureFixture[str]) -> None:
    anchor(actor="schedule", at=NOW)
    for _ in range(2):
        call_command("audit_anchor")
        told = capsys.readouterr()
        assert read(told.out) == stored_anchors()[-1:]
    assert told.err == "the anchor of today stands.\n"
    call_command("audit_anchor", "--all")
    assert len(read(capsys.readouterr().out)) == 2


def test_an_anchor_is_mailed_once_to_each_address(settings: Any) -> None:
    settings.MAIL_URL = "dummymail://"
    settings.ANCHOR_MAIL = ["notary@example.org", "archive@example.org"]
    made = anchor_and_mail(actor="schedule")
    assert not anchor_and_mail(actor="schedule").jobs
    for job in made.jobs:
        run_job(str(job))
    assert {job.state for job in Job.objects.all()} == {DONE}
    assert sorted(one.to[0] for one in mail.outbox) == ["archive@example.org", "notary@example.org"]
    assert {one.attachments[0][0] for one in mail.outbox} == {f"anchor-{made.row.day}.json"}
    assert read(mail.outbox[0].attachments[0][1]) == [as_anchor(made.row)]


def test_without_a_mail_server_an_anchor_is_made_all_the_same(settings: Any) -> None:
    settings.ANCHOR_MAIL = ["notary@example.org"]
    settings.MAIL_URL = ""
    made = anchor_and_mail(actor="schedule")
    assert made.is_new
    assert not made.jobs


def test_where_the_end_was_cut_off_the_first_line_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Cut whole, with the anchor and what the chain remembers: only the anchor that was kept elsewhere knows."""
    for day in range(3):
        act(NOW + timedelta(days=day))
        anchor(actor="schedule", at=NOW + timedelta(days=day))
    kept = tmp_path / "anchors.json"
    kept.write_text("\n".join(map(written, stored_anchors())), encoding="utf-8")
    drop_guards()
    before, after = stored(), stored()
    for number in (5, 6):
        del after.events[number], after.payloads[number]
    del after.anchors[6]
    after.chain[1] |= {"length": 4, "head": after.events[4]["digest"]}
    store(before, after)
    call_command("verify_audit")
    with pytest.raises(CommandError, match="signed event 6, and the last that stands here is 4"):
        call_command("verify_audit", "--anchors", str(kept))
    lines = capsys.readouterr().out.splitlines()
    assert (
        "The end of the trail is cut off: the anchor of 2026-01-03, which was kept elsewhere, signed event 6"
        in lines[3]
    )


def test_where_a_kept_anchor_is_missing_the_first_line_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    act()
    row, _ = anchor(actor="schedule", at=NOW)
    act()
    kept = tmp_path / "anchors.json"
    kept.write_text(written(as_anchor(row)), encoding="utf-8")
    drop_guards()
    AuditAnchor.objects.filter(pk=row.pk)._raw_delete("default")
    with pytest.raises(CommandError, match="Anchors that were kept elsewhere are missing here: those of 2026-01-01"):
        call_command("verify_audit", "--anchors", str(kept))
    assert capsys.readouterr().out.startswith("Anchors that were kept elsewhere are missing here")
