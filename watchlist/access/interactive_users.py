"""Probing detection for people on the pages: an answer tells them as much as it tells a program's token."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from watchlist.access.events import Requester, awaits_review
from watchlist.access.probing_detection import count_answers
from watchlist.engine.answer import Line
from watchlist.engine.errors import WatchlistError

AD_HOC_CHECK: Final = "ad-hoc check"
"""What events call it, where a token has its name."""
_NAMESPACE: Final = uuid.UUID("6f2d1c0e-53f0-4c1e-9a4e-0d7c3c9be6a1")


class AwaitsReview(WatchlistError):
    """Another person must look at the boundary event, and mark it as seen, before anything more is answered."""


def requester_of(person: User) -> Requester:
    """Return a person as a requester: of the same lineage as long as the account lives."""
    return Requester(lineage=uuid.uuid5(_NAMESPACE, str(person.pk)), token=AD_HOC_CHECK, user=person.get_username())


def refuse_awaiting_review(person: User) -> None:
    """Raise `AwaitsReview` where a boundary event of this person is unseen, and the installation throttles."""
    if settings.BOUNDARY == "throttle" and awaits_review(requester_of(person).lineage):
        raise AwaitsReview(_("Your checks are held: another person must first look at what was noticed of them."))


def count_interactive_answer(*, person: User, line: Line) -> None:
    """Count the answer on one line, and record a boundary event where the requester probes."""
    count_answers(requester=requester_of(person), at=datetime.now(UTC), answered_lines=[line], lines=1)
