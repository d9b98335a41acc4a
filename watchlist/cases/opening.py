"""Cases from what screenings and look-backs left: one a shipment, opened once, reopened by what is found later.

A screening that is done with lines for a person is due until a case took it up, and so is a look-back with rows of what
would be answered otherwise. Whoever stores one asks for its case at once; a sweep finds what was left.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from watchlist.cases.decision_news import announce_reopened
from watchlist.cases.duties import write_duties, write_duties_of_look_back
from watchlist.cases.events import CASE_OPENED, announce_case, record_event
from watchlist.cases.hits import count_not_asked
from watchlist.cases.leading import leading_columns
from watchlist.cases.models import CLOSED, INVESTIGATING, Case, CaseLookBack, CaseScreening, Duty
from watchlist.cases.recounted_goods import recount_goods
from watchlist.engine.answer import Answer, Summary
from watchlist.engine.decision import ACTIONS, SEVERITIES, VERDICTS, shipment_key, strongest
from watchlist.engine.vocabulary import Action
from watchlist.manifests import ManifestParty
from watchlist.screenings import (
    Consignment,
    ScreenedLine,
    Screening,
    counts_by_verdict,
    declared_route,
    read_summary,
    route_of_movements,
)
from watchlist.screenings.rescreen import CaseDue, Rescreen

SYSTEM: Final = "system"
"""Who opens a case: nobody asked for it by name."""
MOST_PARTIES: Final = 20

Due = TypeVar("Due")
log = logging.getLogger(__name__)


def open_due() -> list[Case]:
    """Open or reopen the cases of all that is due, the oldest first, and return them.

    What goes wrong with one shipment is logged, and tried again by the next sweep; the others get their cases.
    """
    due = Screening.objects.done().filter(for_people__gt=0, case_screening__isnull=True).order_by("made_at", "pk")
    stored = Screening.objects.select_related("manifest").defer("manifest__original")
    return [
        *_open_each(list(due.values_list("pk", flat=True)), lambda key: open_case(stored.get(pk=key))),
        *_open_each(_look_backs_due(), lambda due: _open_for_look_back(*due)),
    ]


def _open_each(due: Iterable[Due], take: Callable[[Due], Case | None]) -> list[Case]:
    cases: list[Case] = []
    for entry in due:
        try:
            case = take(entry)
        except OperationalError:  # the database itself: the others would fare no better
            raise
        # The edge of a sweep: what nobody foresaw of one shipment goes whole into the log. To let it pass would leave
        # every shipment behind it without a case, sweep after sweep.
        except Exception:
            log.exception("no case could be opened of %s", entry)
        else:
            cases += [case] if case else []
    return cases


def case_of(screening: Screening) -> Case | None:
    """Return the case of a screening, opened now if it is due; None where no line needs a person."""
    taken = CaseScreening.objects.filter(screening=screening).select_related("case").first()
    return taken.case if taken else open_case(screening)


def open_case(screening: Screening, answer: Answer | None = None) -> Case | None:
    """Return the case of a screening: opened, or updated where its shipment has one; None where no line needs a person.

    `answer`: what was just stored of it, by whoever has it at hand; else that is read.
    """
    if not screening.for_people or screening.made_at is None:
        return None
    try:
        return _open_or_update(screening, answer)
    except IntegrityError:  # another process was quicker: with this screening, or with another of its shipment
        taken = CaseScreening.objects.filter(screening=screening).select_related("case").first()
        return taken.case if taken else _open_or_update(screening, answer)


def update_case(screening: Screening, answer: Answer | None) -> Case:
    """Return the case that a shipment has, updated by a screening that was added to it, maybe with no line for people.

    `answer`: what was just stored of it, by whoever has it at hand; else that is read.
    """
    return _open_or_update(screening, answer, is_added=True)


def add_screening(case: Case, screening: Screening) -> CaseScreening:
    """Add a screening to a case, so that words on its lines are words of the case; `update_case` follows."""
    row: CaseScreening = CaseScreening.objects.create(case=case, screening=screening, at=datetime.now(UTC))
    return row


@transaction.atomic
def _open_or_update(screening: Screening, answer: Answer | None, *, is_added: bool = False) -> Case:
    summary = answer.summary if answer else read_summary(screening.summary)
    manifest, columns = screening.manifest, _case_columns(screening, summary)
    key = shipment_key(manifest.reference, manifest.sha256)
    case = Case.objects.select_for_update().filter(shipment=key).first()
    at = datetime.now(UTC)  # after the lock: what was asked or closed while this waited was before
    is_new, was_closed = case is None, case is not None and case.state == CLOSED
    if case is None:
        case = Case.objects.create(shipment=key, opened_at=at, changed_at=at, **columns)
    if not is_added:
        add_screening(case, screening)
    if not is_new:
        current, made = case.screening.made_at, screening.made_at
        is_latest = current is None or (made is not None and made >= current)  # it may be opened late
        anew = {**columns, "lines_judged": 0, "lines_waiting": 0} if is_latest else {}
        Case.objects.filter(pk=case.pk).update(**anew, **_reopening_columns(case))
        case.refresh_from_db()
    if case.screening_id == screening.pk:
        count_not_asked(case)
    duties = write_duties(case, screening, answer)
    record_event(
        case,
        "open" if is_new else "screened_again",
        SYSTEM,
        facts={"screening": str(screening.pk), "verdict": columns["verdict"], "action": columns["action"]},
        at=at,
        rows=duties,
    )
    if was_closed:
        recount_goods(case)
    if is_new or was_closed:
        announce_case(case, CASE_OPENED)
    if was_closed:
        announce_reopened(case)
    return case


def _reopening_columns(case: Case) -> dict[str, Any]:
    """Return the columns that change when something new is found: it is open, and no longer snoozed."""
    back = {"state": INVESTIGATING, "disposition": None} if case.state == CLOSED else {}
    return {**back, "snoozed_until": None}


def _case_columns(screening: Screening, summary: Summary) -> dict[str, Any]:
    manifest = screening.manifest
    lines = ScreenedLine.objects.filter(screening=screening)
    named = ManifestParty.objects.filter(manifest=manifest).order_by("-role", "party__name")
    names = dict.fromkeys(named.values_list("party__name", flat=True)[:MOST_PARTIES])
    return {
        "screening": screening,
        "title": str(manifest)[:255],
        "route": _route_of(screening)[:100],
        "parties": "\n".join(names),
        "verdict": next(verdict.value for verdict, number in counts_by_verdict(summary).items() if number),
        "action": next(action.value for action in Action if summary.by_action.get(action)),
        "severity": next(word for word in SEVERITIES if lines.filter(severity=word).exists()),
        # A route is a task of the shipment, whatever is asked of its lines.
        "everyday": not screening.route_gaps and not lines.for_people().exclude(everyday=True).exists(),
        "lines_for_people": (screening.for_people or 0) - (screening.for_route or 0),
        **leading_columns(screening),
    }


def _route_of(screening: Screening) -> str:
    """Return the route of a shipment: that of its file and of what was asked, else the one that all its lines have."""
    if declared := declared_route(screening.manifest.shipment, screening.question):
        return declared
    rows = Consignment.objects.filter(screening=screening).order_by()
    return route_of_movements(rows.values_list("movement", flat=True).distinct())


def _look_backs_due() -> list[tuple[Rescreen, str]]:
    """Return the look-backs that are done, each with the key of a shipment of which no case took up the result."""
    taken = CaseLookBack.objects.filter(rescreen=OuterRef("rescreen"), case__shipment=OuterRef("shipment"))
    rows = CaseDue.objects.filter(~Exists(taken), rescreen__done_at__isnull=False).order_by()
    found = sorted(set(rows.values_list("rescreen", "shipment")))
    done = Rescreen.objects.filter(pk__in={key for key, _ in found}).in_bulk()
    return [(done[key], shipment) for key, shipment in found]


@transaction.atomic
def _open_for_look_back(rescreen: Rescreen, shipment: str) -> Case | None:
    """Return the case of one shipment of a look-back, with an event that says what would be answered otherwise.

    None where it was told already. Each shipment is a transaction: one that fails holds back no other.
    """
    Rescreen.objects.select_for_update().get(pk=rescreen.pk)
    if CaseLookBack.objects.filter(rescreen=rescreen, case__shipment=shipment).exists():
        return None
    due = CaseDue.objects.filter(rescreen=rescreen, shipment=shipment)
    case = Case.objects.select_for_update().filter(shipment=shipment).first()
    at = datetime.now(UTC)
    was_open = case is not None and case.state != CLOSED
    if case is None:
        last = due.select_related("screened_line__screening__manifest").latest("screened_line__screening__made_at")
        case = _open_late(last.screened_line.screening, shipment, at)
    Case.objects.filter(pk=case.pk).update(**_reopening_columns(case), **_strongest(case, due))
    CaseLookBack.objects.create(case=case, rescreen=rescreen, at=at)
    # Of a case that was opened just now these are written, and not told of yet.
    duties = list(Duty.objects.filter(case=case))
    duties += write_duties_of_look_back(case, rescreen)
    sentences = list(due.order_by("pk").values_list("sentence", flat=True)[:20])
    record_event(
        case,
        "law_changed",
        SYSTEM,
        text="\n".join(sentences),
        facts={"look_back": rescreen.pk, "lines": due.values("screened_line").distinct().count()},
        at=at,
        rows=duties,
    )
    case.refresh_from_db()
    if not was_open:
        recount_goods(case)
        announce_case(case, CASE_OPENED)
        announce_reopened(case)
    return case


def _open_late(screening: Screening, shipment: str, at: datetime) -> Case:
    """Return a case of a shipment in which nothing was found when it was screened."""
    columns = _case_columns(screening, read_summary(screening.summary))
    case: Case = Case.objects.create(shipment=shipment, opened_at=at, changed_at=at, **columns)
    CaseScreening.objects.get_or_create(screening=screening, defaults={"case": case, "at": at})
    count_not_asked(case)
    write_duties(case, screening)
    return case


def _strongest(case: Case, due: QuerySet[CaseDue]) -> dict[str, str | bool]:
    """Return the stronger verdict, action and severity of a case and of what a look-back found: a queue goes by these.

    What the law answers otherwise is looked at by itself: such a case is none of every day.
    """
    orders: dict[str, Iterable[str]] = {"verdict": VERDICTS, "action": ACTIONS, "severity": SEVERITIES}
    words = {
        name: strongest(order, [getattr(case, name), *due.order_by().values_list(name, flat=True).distinct()], "")
        for name, order in orders.items()
    }
    return {**words, "everyday": False}
