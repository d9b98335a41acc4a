"""What happened in a case, kept twice: as an event of the case, and in the chain of the audit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from django.db import models

from watchlist import audit
from watchlist.audit import KEEP_RESTRICTED, canonical
from watchlist.cases.models import Case, CaseEvent
from watchlist.conf import API
from watchlist.webhooks import WebhookDelivery, announce

CASE_OPENED: Final = "case.opened"
CASE_CLOSED: Final = "case.closed"
VERBS: Final = frozenset(
    {
        *("open", "screened_again", "law_changed", "reopen", "dispose", "ask_release", "ask_override"),
        *("judge", "judge_alike", "agreed", "refused", "agreed_alike", "refused_alike"),
        *("assign", "hold", "why_held", "await_authority", "report", "resume", "why_resumed", "snooze"),
        *("note", "attach", "make_dossier", "make_pack"),
        *("do_duty", "look_at_duty", "undo_duty", "move_duty", "lapse_duties"),
    }
)
"""Each has its words in the history and in the dossier: what has none cannot happen."""


def record_event(
    case: Case,
    verb: str,
    by: str,
    *,
    text: str = "",
    facts: Mapping[str, Any] | None = None,
    restricted: bool = False,
    at: datetime | None = None,
    rows: Iterable[models.Model] = (),
) -> CaseEvent:
    """Append an event to a case and to the audit, and return it; `rows`: other rows written with it.

    Of a restricted one the audit, which more people read, holds the digest alone, and the case does not seem to change.
    Raises `ValueError` for a verb that is none of `VERBS`.
    """
    if verb not in VERBS:
        raise ValueError(f"{verb} is no verb of cases: give it words")
    at, body = at or datetime.now(UTC), canonical(facts or {})
    event = CaseEvent.objects.create(case=case, at=at, by=by, verb=verb, text=text, facts=body, restricted=restricted)
    payload: dict[str, Any] = {"text": text, "facts": dict(facts or {})}
    if restricted:
        payload = {"event": event.pk, "sha256": hashlib.sha256(f"{verb} {text} {body}".encode()).hexdigest()}
    if not restricted:
        Case.objects.filter(pk=case.pk).update(changed_at=at)
    audit.append(
        actor=by,
        verb=KEEP_RESTRICTED if restricted else verb,
        target_kind="case",
        target_key="" if restricted else case.number,
        payload=payload,
        at=at,
        rows=[case, event, *rows],
    )
    return event


def announce_case(case: Case, event: str) -> list[WebhookDelivery]:
    """Store the webhook deliveries of an event, in its transaction, and return them; the next sweep sends them."""
    payload = {"case": case.number, "link": f"{API}cases/{case.number}/"}
    return announce(event=event, subject=case.number, payload=payload, audience=None)
