"""The desk of the curators: what a person must look at because no parser may, and what they did about it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist import audit
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.list_updates.models import CuratorTask, ListSource, Notice, Publication

TASK_SENTENCES: Final = {
    Notice.Kind.RULE.value: "An act that names no rows: read it, and write the change by hand.",
    Notice.Kind.WITHDRAWN.value: "Something was withdrawn: look whether anything held here rests on it.",
}
"""By the kind of the notice; other kinds open no task."""


def open_task(
    *,
    source: ListSource,
    kind: str,
    subject: str,
    title: str,
    detail: str,
    publication: Publication | None = None,
    at: datetime | None = None,
) -> CuratorTask:
    """Open a task, and return it: the existing one where its subject was brought before, open or closed.

    It is part of a look at a source, of which the trail holds an event; it has none of its own.
    """
    facts = {"title": title[:300], "detail": detail, "publication": publication, "opened_at": at or datetime.now(UTC)}
    task, _ = CuratorTask.objects.get_or_create(source=source, kind=kind, subject=subject[:120], defaults=facts)
    return task


@transaction.atomic
def close_task(*, task: CuratorTask, actor: User, outcome: str) -> CuratorTask:
    """Close a task, with what was done about it, and return it. Raises `CorrectTheQuestion`; it is closed once."""
    closing_note, now = outcome.strip(), datetime.now(UTC)
    if not closing_note:
        raise CorrectTheQuestion(_("say what was done about it: that is what the next curator reads."))
    still_open = CuratorTask.objects.filter(pk=task.pk, closed_at__isnull=True)
    if not still_open.update(closed_at=now, closed_by=actor, outcome=closing_note):
        raise CorrectTheQuestion(_("this task is closed already."))
    payload = {"kind": task.kind, "subject": task.subject, "outcome": closing_note}
    audit.append(
        actor=actor.get_username(),
        verb="close_task",
        target_kind="curator_task",
        target_key=str(task.pk),
        payload=payload,
        at=now,
    )
    task.refresh_from_db()
    return task


def open_rule_task(notice: Notice) -> CuratorTask | None:
    """Open the task of an act, with what is known of it; None where its kind asks for nothing.

    An act of which its source says something else later is another task: it may take effect on another day.
    """
    if notice.source is None or notice.kind not in TASK_SENTENCES:
        return None
    lines = [
        TASK_SENTENCES[notice.kind],
        f"citation: {notice.citation or 'not said'}",
        f"published_on: {notice.published_on or 'not said'}",
        f"effective_on: {notice.effective_on or 'not said'}",
        f"substances named: {notice.substances or 'none that is held'}",
        *([f"url: {notice.url}"] if notice.url else []),
    ]
    detail = "\n".join(lines)
    digest = hashlib.sha256(f"{detail}\n{notice.text}".encode()).hexdigest()[:12]
    return open_task(
        source=notice.source,
        kind=CuratorTask.Kind.RULE,
        subject=f"{notice.key[:100]} {digest}",
        title=notice.title,
        detail=detail,
        at=notice.recorded_at,
    )
