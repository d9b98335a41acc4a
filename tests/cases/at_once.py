"""What the test of officers at the same moment runs in processes of its own, on a law of one substance."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from msgspec.structs import replace

from tests.cases.answers import CONTROLLED, SUMMARY
from tests.cases.shipments import line_of
from tests.forks import in_forks
from tests.list_updates.proposals import small_law
from watchlist.audit.verifying import broken_links
from watchlist.cases.errors import WaitForTheSecond
from watchlist.cases.hits import positions_to_judge
from watchlist.cases.judgement_models import Disposition, Judgement, Referral
from watchlist.cases.judging import judge
from watchlist.cases.lifecycle import dispose
from watchlist.cases.models import Case, CaseEvent, CaseScreening
from watchlist.cases.opening import open_due
from watchlist.cases.referrals import answer_referral
from watchlist.engine.answer_codec import encode
from watchlist.engine.decision.question import Question
from watchlist.errors import LookAgain
from watchlist.management.commands.demo_users import grant
from watchlist.manifests.models import Item, Manifest, ManifestLine
from watchlist.screenings.models import Hit, ScreenedLine, Screening
from watchlist.screenings.saving import text_of

OFFICERS = 4
FIELDS = {"name": "P2P", "origin": "US", "destination": "DE"}
ROW = {"reason": "wrong_identification", "note": "The analysis shows another substance."}


def prepare() -> None:
    """Store one shipment of which one line was found controlled, screened twice, and the people of the house."""
    small_law()
    item = Item.objects.create(digest="0" * 64, identity="{}")
    for _ in range(2):
        _found(item)
    for number in range(OFFICERS):
        grant(User.objects.create_user(f"officer-{number}", is_staff=True), "Second officers")


def _found(item: Item) -> None:
    now = datetime.now(UTC)
    word = {"verdict": "controlled", "action": "record", "severity": "high"}
    manifest = Manifest.objects.create(
        reference="A-1", source="a.json", sha256="0" * 64, shipment="{}", received_at=now
    )
    row = ManifestLine.objects.create(manifest=manifest, number=1, key="1", declared="{}", item=item)
    screening = Screening.objects.create(
        manifest=manifest,
        known_at=now,
        question=text_of(Question().as_record()),
        coverage="{}",
        summary=encode(SUMMARY).decode(),
        made_at=now,
        for_people=1,
    )
    record = encode(replace(CONTROLLED, fields=FIELDS, declared=FIELDS)).decode()
    line = ScreenedLine.objects.create(screening=screening, line=row, depth="name", record=record, **word)
    Hit.objects.create(screened_line=line, position=0, tier="listed", severity="high", list_key="xx-list")


def opened_by_processes() -> dict[str, int]:
    """Have processes open the cases that are due, and return what became of it."""
    in_forks(OFFICERS, lambda _: len(open_due()))
    return {
        "cases": Case.objects.count(),
        "screenings": CaseScreening.objects.count(),
        "opened": CaseEvent.objects.filter(verb="open").count(),
        "screened again": CaseEvent.objects.filter(verb="screened_again").count(),
    }


def at_once() -> dict[str, Any]:
    """Have officers do the same at the same moment, one act after the other, and return what each was told."""
    case = Case.objects.get()
    line, officers = line_of(case, 1), list(User.objects.order_by("username"))
    (at,) = positions_to_judge(line)
    told: dict[str, Any] = {}
    told["judging"] = together(
        lambda who: judge(case=case, line=line, position=at, word="dismissed", actor=who, seen=0, **ROW),
        officers,
        "judged",
    )
    told["judgements"] = Judgement.objects.count()
    asked, second = Referral.objects.get(), officers_without(officers, Referral.objects.get().asked_by)
    told["answering"] = together(
        lambda who: answer_referral(referral=Referral.objects.get(pk=asked.pk), agreed=False, note="It is.", actor=who),
        [second] * OFFICERS,
        "answered",
    )
    judge(case=case, line=line, position=at, word="confirmed", actor=second, seen=1)
    told["releasing"] = together(
        lambda who: dispose(case=case, word="released", note="Permit 12.", actor=who),
        officers,
        "asked",
    )
    release = Referral.objects.get(kind="release")
    other = officers_without(officers, release.asked_by)
    told["closing"] = together(
        lambda who: answer_referral(referral=Referral.objects.get(pk=release.pk), agreed=True, actor=who),
        [other] * OFFICERS,
        "closed",
    )
    return told | {"dispositions": Disposition.objects.count(), "broken": len(list(broken_links()))}


def officers_without(officers: list[User], person: User) -> User:
    """Return an officer who is another."""
    return next(one for one in officers if one != person)


def together(act: Callable[[User], object], people: list[User], done: str) -> list[str]:
    """Have people do the same at the same moment, each on a thread, and return what each was told, in order."""
    gate, told = threading.Barrier(len(people)), []

    def do(person: User) -> None:
        gate.wait()
        try:
            act(person)
        except (LookAgain, WaitForTheSecond) as error:
            told.append(type(error).__name__)
        else:
            told.append(done)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)
