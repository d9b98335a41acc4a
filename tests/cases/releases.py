"""Releases for tests: with an override, or with the duties met that stand in the way."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.models import User

from watchlist.cases.duties import tick_duty
from watchlist.cases.lifecycle import Override
from watchlist.cases.models import Case
from watchlist.cases.release_gate import gating_duties

OVERRIDE: Final = Override("seen_elsewhere", "Permit 12 was seen at the office of the forwarder.")


def meet_duties(case: Case, actor: User) -> None:
    """Tick every duty that stands in the way of a release, but what a document meets."""
    for status in gating_duties(case):
        if status.duty.action != "authorise" and not status.is_done:
            tick_duty(duty=status.duty, done=True, actor=actor)
