"""What is answered is counted to the token that a file came with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from watchlist.access.events import Requester
from watchlist.access.probing_detection import count_answers
from watchlist.engine.answer import Line
from watchlist.screenings.chunks.errors import FileNotScreened
from watchlist.screenings.models import Upload


def count_answered(upload: Upload, *, answered_lines: Sequence[Line] = (), lines: int = 0) -> None:
    """Count what is answered to the token of a file, in the step that stores it.

    Raises `FileNotScreened`, and so undoes the step, for more lines than are left of the token's day.
    """
    if upload.lineage is None:
        return
    asker = Requester(lineage=upload.lineage, token=upload.token, user=upload.manifest.received_by)
    today = count_answers(requester=asker, at=datetime.now(UTC), answered_lines=answered_lines, lines=lines)
    if lines and upload.lines_per_day is not None and today.lines > upload.lines_per_day:
        raise FileNotScreened(f"{lines:,} lines are more than are left of this token's day: send it again tomorrow.")
