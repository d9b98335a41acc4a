"""A person who asks at a desk, counted beside boundaries as a program's token is: an answer tells both the same."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from watchlist.access.events import Asker, is_held
from watchlist.access.watch import note
from watchlist.engine.answer import Line
from watchlist.engine.errors import WatchlistError

AT_A_DESK: Final = "ad-hoc check"
"""What events call it, where a token has its name."""
_DESKS: Final = uuid.UUID("6f2d1c0e-53f0-4c1e-9a4e-0d7c3c9be6a1")


class HeldForReview(WatchlistError):
    """Another person must look at what was noticed, and mark it as seen, before anything more is answered."""


def asker_at_desk(person: User) -> Asker:
    """Return whose answers a person gets: the same lineage as long as the account lives."""
    return Asker(lineage=uuid.uuid5(_DESKS, str(person.pk)), token=AT_A_DESK, user=person.get_username())


def refuse_held(person: User) -> None:
    """Refuse who is held, where the house holds askers. Raises `HeldForReview`."""
    if settings.BOUNDARY == "throttle" and is_held(asker_at_desk(person).lineage):
        raise HeldForReview(_("Your checks are held: another person must first look at what was noticed of them."))


def note_at_desk(*, person: User, line: Line) -> None:
    """Count the answer on one line, and notice what is far from ordinary."""
    note(asker=asker_at_desk(person), at=datetime.now(UTC), answered=[line], lines=1)
