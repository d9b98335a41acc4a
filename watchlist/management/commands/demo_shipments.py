"""`manage.py demo_shipments`: a few invented shipments and what was done about them, to look around with."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from watchlist.cases import (
    Case,
    Referral,
    answer_referral,
    assign,
    dispose,
    judge,
    open_case,
    positions_to_judge,
    suspend,
)
from watchlist.engine.decision import Question
from watchlist.engine.host import ROOT
from watchlist.engine.reading.readers import manifest_from_upload
from watchlist.manifests import Manifest
from watchlist.screenings import ScreenedLine, save_answer, screen

SHIPMENTS: Final = ROOT / "fixtures" / "demo"
RELEASED, ON_HOLD, WAITING = "GPS-4410", "GPS-4544", "GPS-4467"
"""What was done about some of them: released by two, put on hold, judged and waiting for a second officer."""


class Command(BaseCommand):
    """Screen and store the invented shipments, in the names of the demo people; once."""

    help = "Store a few invented shipments with their cases. Only where WATCHLIST_DEBUG is set, after demo_users."

    def handle(self, *args: Any, **options: Any) -> None:
        """Store what is not stored yet; refused on an installation that others use."""
        if not settings.DEBUG:
            raise CommandError("invented shipments are refused here: this is no server for looking around.")
        officer, second = (User.objects.filter(username=name).first() for name in ("officer", "second-officer"))
        if officer is None or second is None:
            raise CommandError("there are no demo people yet: run `manage.py demo_users`.")
        stored = [case for path in sorted(SHIPMENTS.glob("*.json")) if (case := _stored_case(path, officer))]
        for case in stored:
            _act_on(case, officer, second)
        self.stdout.write(f"{len(stored)} shipments stored")


@transaction.atomic
def _stored_case(path: Path, officer: User) -> Case | None:
    """Return the case of a shipment, stored now; None where it was stored before."""
    original = path.read_bytes()
    manifest = replace(manifest_from_upload(path.name, original), reference=json.loads(original)["reference"])
    if Manifest.objects.filter(sha256=manifest.sha256).exists():
        return None
    question = Question()
    screening_answer = screen(manifest, question)
    actor = officer.get_username()
    stored = save_answer(manifest=manifest, original=original, question=question, answer=screening_answer, actor=actor)
    return open_case(stored, screening_answer)


def _act_on(case: Case, officer: User, second: User) -> None:
    if case.title in (RELEASED, WAITING):
        for line in ScreenedLine.objects.filter(screening=case.screening).exclude(verdict="no_match"):
            for position in positions_to_judge(line):
                judge(case=case, line=line, position=position, word="confirmed", actor=officer, seen=0)
        outcome = dispose(case=case, word="released", note="A regular customer; within the declaration.", actor=officer)
        if case.title == RELEASED and isinstance(outcome, Referral):
            answer_referral(referral=outcome, agreed=True, actor=second, note="Seen.")
    elif case.title == ON_HOLD:
        assign(case=case, to=officer, actor=officer)
        suspend(case=case, note="The export declaration is asked of the shipper.", actor=officer)
