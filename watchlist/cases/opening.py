"""Cases from what screenings and look-backs left: one a shipment, opened once, reopened by what is found later.

A screening that is done with lines for a person is due until a case took it up, and so is a look-back with rows of what
would be answered otherwise. Whoever stores one asks for its case at once; a sweep finds what was left.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from watchlist.cases.duties import write_duties, write_duties_of_look_back
from watchlist.cases.events import happened
from watchlist.cases.models import CLOSED, INVESTIGATING, Case, CaseLookBack, CaseScreening
from watchlist.manifests.models import ManifestParty
from watchlist.screening.models import ScreenedLine, Screening
from watchlist.screening.policy import ACTIONS, SEVERITIES, VERDICTS, strongest
from watchlist.screening.rescreen.models import CaseDue, Rescreen
from watchlist.screening.stored import shipment_key

SYSTEM: Final = "system"
"""Who opens a case: nobody asked for it by name."""
MOST_PARTIES: Final = 20


def open_due() -> list[Case]:
    """Open or reopen the cases of all that is due, the oldest first, and return them."""
    due = Screening.objects.done().filter(for_people__gt=0, case_screening__isnull=True).order_by("made_at", "pk")
    cases = [
        case for screening in due.select_related("manifest").defer("manifest__original") if (case := take_up(screening))
    ]
    return cases + [case for rescreen in _look_backs_due() for case in take_up_look_back(rescreen)]


def case_of(screening: Screening) -> Case | None:
    """Return the case of a screening, opened now if it is due; None where no line needs a person."""
    taken = CaseScreening.objects.filter(screening=screening).select_related("case").first()
    return taken.case if taken else take_up(screening)


def take_up(screening: Screening) -> Case | None:
    """Open the case of a screening, or bring it to the case that its shipment has; None where nothing is due."""
    if not screening.for_people or screening.made_at is None:
        return None
    try:
        return _taken_up(screening)
    except IntegrityError:  # another process was quicker: with this screening, or with another of its shipment
        taken = CaseScreening.objects.filter(screening=screening).select_related("case").first()
        return taken.case if taken else _taken_up(screening)


@transaction.atomic
def _taken_up(screening: Screening) -> Case:
    manifest, at = screening.manifest, datetime.now(UTC)
    key, standing = shipment_key(manifest.reference, manifest.sha256), _standing(screening)
    case = Case.objects.select_for_update().filter(shipment=key).first()
    is_new = case is None
    if case is None:
        case = Case.objects.create(shipment=key, opened_at=at, changed_at=at, **standing)
    CaseScreening.objects.create(case=case, screening=screening, at=at)
    if not is_new:
        back = {"state": INVESTIGATING, "disposition": None} if case.state == CLOSED else {}
        Case.objects.filter(pk=case.pk).update(**standing, **back, lines_judged=0, lines_waiting=0, snoozed_until=None)
        case.refresh_from_db()
    write_duties(case, screening)
    happened(
        case,
        "open" if is_new else "screened_again",
        SYSTEM,
        facts={"screening": str(screening.pk), "verdict": case.verdict, "action": case.action},
        at=at,
    )
    return case


def _standing(screening: Screening) -> dict[str, Any]:
    """Return what a case keeps of its last screening."""
    manifest, summary = screening.manifest, json.loads(screening.summary)
    lines = ScreenedLine.objects.filter(screening=screening)
    asked = json.loads(manifest.shipment) | json.loads(screening.question)
    through = asked.get("transit") or ()
    through = through.split(",") if isinstance(through, str) else through
    stops = [asked.get("origin"), *map(str.strip, through), asked.get("destination")]
    named = ManifestParty.objects.filter(manifest=manifest).order_by("-role", "party__name")
    names = dict.fromkeys(named.values_list("party__name", flat=True)[:MOST_PARTIES])
    return {
        "screening": screening,
        "title": str(manifest)[:255],
        "route": " → ".join(filter(None, stops))[:100],
        "parties": "\n".join(names),
        "verdict": next(verdict for verdict in VERDICTS if summary[verdict]),
        "action": next(action for action in ACTIONS if summary["by_action"].get(action)),
        "severity": next(word for word in SEVERITIES if lines.filter(severity=word).exists()),
        "lines_for_people": screening.for_people,
    }


def _look_backs_due() -> list[Rescreen]:
    """Return the look-backs that are done, and left rows that no case took up."""
    return list(
        Rescreen.objects.filter(done_at__isnull=False, cases_due__isnull=False)
        .exclude(pk__in=CaseLookBack.objects.values("rescreen"))
        .distinct()
        .order_by("done_at", "pk")
    )


@transaction.atomic
def take_up_look_back(rescreen: Rescreen) -> list[Case]:
    """Bring what a look-back left to the cases of its shipments, opened or reopened for it, and return them."""
    Rescreen.objects.select_for_update().get(pk=rescreen.pk)
    if CaseLookBack.objects.filter(rescreen=rescreen).exists():
        return []
    shipments = CaseDue.objects.filter(rescreen=rescreen).order_by("shipment").values_list("shipment", flat=True)
    return [case for shipment in shipments.distinct() if (case := _reopened(rescreen, shipment))]


def _reopened(rescreen: Rescreen, shipment: str) -> Case | None:
    """Return the case of one shipment of a look-back, with an event that says what would be answered otherwise."""
    due = CaseDue.objects.filter(rescreen=rescreen, shipment=shipment).select_related(
        "screened_line__screening__manifest"
    )
    first, at = due.order_by("pk").first(), datetime.now(UTC)
    if first is None:
        return None
    case = Case.objects.select_for_update().filter(shipment=shipment).first()
    if case is None:
        case = _opened_late(first.screened_line.screening, shipment, at)
    back = {"state": INVESTIGATING, "disposition": None} if case.state == CLOSED else {}
    Case.objects.filter(pk=case.pk).update(**back, **_strongest(case, due), snoozed_until=None)
    CaseLookBack.objects.create(case=case, rescreen=rescreen, at=at)
    write_duties_of_look_back(case, rescreen)
    sentences = list(due.order_by("pk").values_list("sentence", flat=True)[:20])
    happened(
        case,
        "law_changed",
        SYSTEM,
        text="\n".join(sentences),
        facts={"look_back": rescreen.pk, "lines": due.values("screened_line").distinct().count()},
        at=at,
    )
    case.refresh_from_db()
    return case


def _opened_late(screening: Screening, shipment: str, at: datetime) -> Case:
    """Return a case of a shipment in which nothing was found when it was screened."""
    standing = _standing(screening) | {"lines_for_people": screening.for_people or 0}
    case: Case = Case.objects.create(shipment=shipment, opened_at=at, changed_at=at, **standing)
    CaseScreening.objects.get_or_create(screening=screening, defaults={"case": case, "at": at})
    write_duties(case, screening)
    return case


def _strongest(case: Case, due: QuerySet[CaseDue]) -> dict[str, str]:
    """Return the strongest word of what a case says and of what a look-back found for it: a queue goes by these."""
    orders: dict[str, Iterable[str]] = {"verdict": VERDICTS, "action": ACTIONS, "severity": SEVERITIES}
    return {
        name: strongest(order, [getattr(case, name), *due.order_by().values_list(name, flat=True).distinct()], "")
        for name, order in orders.items()
    }
