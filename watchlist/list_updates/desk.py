"""The desk of the curators: what a person must look at because no parser may, and what they did about it."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from watchlist.audit import chain
from watchlist.engine.errors import CorrectTheQuestion
from watchlist.list_updates.models import CuratorTask, ListSource, Publication


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
    chain.append(
        actor=actor.get_username(),
        verb="close_task",
        target_kind="curator_task",
        target_key=str(task.pk),
        payload=payload,
        at=now,
    )
    task.refresh_from_db()
    return task
