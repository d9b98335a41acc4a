"""`manage.py apply_due`: write what two people decided into the law. For cron; safe to run twice at once."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from watchlist.engine.reports import counted
from watchlist.jobs import APPLY_DUE, carry_out
from watchlist.list_updates import ChangeSet, NotAllApplied, apply_due


class Command(BaseCommand):
    """Exit status 0: what was decided is applied, or there was nothing; 1: a set could not be, and the others were."""

    help = "Apply every change set that is wholly decided; one with a later day stands announced until it comes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--actor", default="apply_due", help="who the audit trail names")

    def handle(self, *args: Any, **options: Any) -> None:
        carry_out(entry=APPLY_DUE, work=lambda: self._apply(options["actor"]))

    def _apply(self, actor: str) -> str:
        try:
            applied = apply_due(actor=actor)
        except NotAllApplied as error:
            self._name(error.applied)
            raise CommandError(str(error)) from error
        self._name(applied)
        return f"{counted(len(applied), 'change set')} applied"

    def _name(self, applied: Sequence[ChangeSet]) -> None:
        for change_set in applied:
            self.stdout.write(f"applied: {change_set}")
        if not applied:
            self.stdout.write("Nothing was applied.")
