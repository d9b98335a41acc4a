"""What a curator is asked of an act that names no rows: to read it, and to write by hand what it changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from watchlist.list_updates.desk import open_task
from watchlist.list_updates.models import CuratorTask, Notice

TASK_SENTENCES: Final = {
    Notice.Kind.RULE.value: "An act that names no rows: read it, and write the change by hand.",
    Notice.Kind.WITHDRAWN.value: "Something was withdrawn: look whether anything held here rests on it.",
}
"""By the kind of the notice; other kinds open no task."""


def open_rule_task(notice: Notice) -> CuratorTask | None:
    """Open the task of an act, with what is known of it; None where its kind asks for nothing.

    An act of which its source says something else later is another task: it may take effect on another day.
    """
    if notice.source is None or notice.kind not in TASK_SENTENCES:
        return None
    detail = "\n".join(_detail(notice))
    digest = hashlib.sha256(f"{detail}\n{notice.text}".encode()).hexdigest()[:12]
    return open_task(
        source=notice.source,
        kind=CuratorTask.Kind.RULE,
        subject=f"{notice.key[:100]} {digest}",
        title=notice.title,
        detail=detail,
        at=notice.recorded_at,
    )


def _detail(notice: Notice) -> Iterator[str]:
    yield TASK_SENTENCES[notice.kind]
    yield f"citation: {notice.citation or 'not said'}"
    yield f"published_on: {notice.published_on or 'not said'}"
    yield f"effective_on: {notice.effective_on or 'not said'}"
    yield f"substances named: {notice.substances or 'none that is held'}"
    if notice.url:
        yield f"url: {notice.url}"
