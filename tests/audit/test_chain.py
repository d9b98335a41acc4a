"""The trail: it only grows, each event holds the one before it, and what was altered is found."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction
from hypothesis import given, strategies as st
from structlog.contextvars import bound_contextvars

from tests.audit.tampering import drop_guards
from watchlist.audit.chain import append
from watchlist.audit.links import GENESIS, Link, canonical, digest_of
from watchlist.audit.models import AuditChain, AuditEvent, AuditPayload
from watchlist.audit.verifying import broken_links

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def trail() -> list[AuditEvent]:
    return [
        append(actor="curator", verb="record", target_kind="entry", target_key=str(n), payload={"n": n}, at=NOW)
        for n in range(4)
    ]


def tamper(sql: str) -> None:
    """Do what somebody with the keys of the database can do: drop the guards of a table, then write."""
    drop_guards()
    with connection.cursor() as cursor:
        cursor.execute(sql)


def reasons() -> list[tuple[int, str]]:
    return [(link.sequence, link.reason) for link in broken_links()]


def test_an_empty_trail_holds() -> None:
    assert reasons() == []


def test_each_event_follows_the_one_before_it(trail: list[AuditEvent]) -> None:
    assert [event.sequence for event in trail] == [1, 2, 3, 4]
    assert [event.previous for event in trail] == [GENESIS, *(event.digest for event in trail[:-1])]
    assert reasons() == []


def test_two_equal_payloads_have_different_digests(trail: list[AuditEvent]) -> None:
    again = append(actor="curator", verb="record", target_kind="entry", target_key="0", payload={"n": 0}, at=NOW)
    assert again.payload_digest != trail[0].payload_digest


def test_a_payload_has_one_writing() -> None:
    assert canonical({"b": 1, "a": "é"}) == canonical({"a": "é", "b": 1}) == '{"a":"é","b":1}'


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("UPDATE watchlist_auditevent SET actor = 'nobody' WHERE sequence = 2", [(2, "was altered")]),
        ("UPDATE watchlist_auditevent SET at = '2025-01-01 00:00:00+00:00' WHERE sequence = 3", [(3, "was altered")]),
        (
            "UPDATE watchlist_auditpayload SET body = '{}' WHERE event_id = 2",
            [(2, "its payload was altered")],
        ),
        ("UPDATE watchlist_auditchain SET length = 5", [(5, "the chain remembers 5 events and another end")]),
    ],
)
def test_what_was_altered_is_found(trail: list[AuditEvent], sql: str, expected: list[tuple[int, str]]) -> None:
    tamper(sql)
    assert reasons() == expected


def test_an_event_that_was_taken_out_is_missed(trail: list[AuditEvent]) -> None:
    tamper("DELETE FROM watchlist_auditpayload WHERE event_id = 2")
    tamper("DELETE FROM watchlist_auditevent WHERE sequence = 2")
    assert reasons()[0] == (2, "event 2 is missing")


def test_an_event_that_was_cut_off_the_end_is_missed(trail: list[AuditEvent]) -> None:
    tamper("DELETE FROM watchlist_auditpayload WHERE event_id = 4")
    tamper("DELETE FROM watchlist_auditevent WHERE sequence = 4")
    assert reasons() == [(4, "the chain remembers 4 events and another end")]


def test_an_event_whose_own_link_was_forged_breaks_the_next(trail: list[AuditEvent]) -> None:
    tamper(f"UPDATE watchlist_auditevent SET digest = '{'f' * 64}' WHERE sequence = 2")  # noqa: S608 - the very thing that is tried
    assert reasons() == [(2, "was altered"), (3, "does not follow the event before it")]


def test_an_event_bears_the_call_in_which_it_was_done() -> None:
    with bound_contextvars(request_id="call-1"):
        one = append(actor="curator", verb="record", target_kind="entry", target_key="1", payload={}, at=NOW)
    other = append(actor="curator", verb="record", target_kind="entry", target_key="1", payload={}, at=NOW)
    assert (one.request_id, other.request_id) == ("call-1", "")
    assert reasons() == []


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_events_of_the_first_format_hold_by_its_own_rules_and_are_counted(trail: list[AuditEvent]) -> None:
    """Written out as they were written until 2026-11: one from before calls were kept, and one of a call."""
    salt, body, previous = "ab" * 16, canonical({"n": 0}), GENESIS
    tamper("DELETE FROM watchlist_auditpayload WHERE event_id < 3")
    for number, call in ((1, {}), (2, {"request": "call"})):
        said = {"sequence": number, "at": "2026-01-01T00:00:00+00:00", "actor": "curator", "verb": "record", **call}
        said |= {"target": ["entry", str(number - 1)], "payload": sha256(salt + body), "previous": previous}
        digest = sha256(canonical(said))
        AuditEvent.objects.filter(pk=number).update(
            format=1,
            digest=digest,
            previous=previous,
            payload_digest=sha256(salt + body),
            **{"request_id": "call"} if call else {},
        )
        AuditPayload.objects.create(event_id=number, salt=salt, body=body)
        previous = digest
    last = AuditEvent.objects.get(pk=3)
    link = Link(3, "2026-01-01T00:00:00+00:00", "curator", "record", "entry", "2", "", last.payload_digest, previous)
    AuditEvent.objects.filter(pk=3).update(previous=previous, digest=digest_of(link))
    fourth = AuditEvent.objects.get(pk=4)
    link = link._replace(sequence=4, target_key="3", payload=fourth.payload_digest, previous=digest_of(link))
    AuditEvent.objects.filter(pk=4).update(previous=link.previous, digest=digest_of(link))
    AuditChain.objects.update(head=digest_of(link))
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "2 events of the first format, checked by the rules of that format." in out.getvalue()


@pytest.mark.parametrize(("form", "reason"), [(1, "was altered"), (3, "is of the format 3, which is none")])
def test_an_event_that_is_called_one_of_another_format_does_not_hold(
    trail: list[AuditEvent], form: int, reason: str
) -> None:
    tamper(f"UPDATE watchlist_auditevent SET format = {form} WHERE sequence = 3")  # noqa: S608 - a number of our own
    assert (3, reason) in reasons()


@pytest.mark.parametrize("hours", [0, 5])
def test_an_act_of_any_zone_is_kept_as_its_instant(hours: int) -> None:
    at = NOW.astimezone(timezone(timedelta(hours=hours)))
    append(actor="curator", verb="record", target_kind="entry", target_key="1", payload={}, at=at)
    assert reasons() == []


@pytest.mark.parametrize("table", ["auditevent", "auditpayload"])
@pytest.mark.parametrize("verb", ["UPDATE watchlist_{} SET {} = 'x'", "DELETE FROM watchlist_{}"])
def test_the_trail_refuses_to_be_changed(trail: list[AuditEvent], table: str, verb: str) -> None:
    column = {"auditevent": "actor", "auditpayload": "body"}[table]
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb.format(table, column))


def test_there_is_one_chain() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditChain.objects.create(pk=2, head=GENESIS)


def test_an_act_that_is_undone_leaves_no_event(trail: list[AuditEvent]) -> None:
    with transaction.atomic():
        append(actor="curator", verb="record", target_kind="entry", target_key="9", payload={}, at=NOW)
        transaction.set_rollback(True)
    assert AuditEvent.objects.count() == AuditChain.objects.get().length == 4
    assert reasons() == []


def test_the_trail_can_be_checked_from_the_command_line(trail: list[AuditEvent]) -> None:
    call_command("verify_audit")
    tamper("UPDATE watchlist_auditevent SET actor = 'nobody' WHERE sequence = 2")
    with pytest.raises(CommandError, match="2: was altered"):
        call_command("verify_audit")


@given(
    texts=st.lists(st.text(alphabet=st.characters(exclude_categories=[])), min_size=9, max_size=9),
    sequence=st.integers(),
    form=st.sampled_from([1, 2, 3]),
)
def test_an_event_has_one_text_whichever_library_writes_it(texts: list[str], sequence: int, form: int) -> None:
    link = Link(sequence, *texts[:8], format=form, rows=texts[8])
    fields = {
        "sequence": sequence,
        "at": link.at,
        "actor": link.actor,
        "verb": link.verb,
        "target": [link.target_kind, link.target_key],
        "payload": link.payload,
        "previous": link.previous,
    }
    if form != 1:
        fields |= {"format": form, "request": link.request, "rows": link.rows}
    elif link.request:
        fields["request"] = link.request
    written = canonical(fields).encode(errors="surrogatepass")
    assert digest_of(link) == hashlib.sha256(written).hexdigest()
